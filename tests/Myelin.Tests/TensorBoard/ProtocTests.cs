using System.ComponentModel;
using System.Diagnostics;
using Myelin.TensorBoard;
using Myelin.Tests.Files;

namespace Myelin.Tests.TensorBoard;

/// <summary>The compiler of Protocol Buffers reads each event by a schema of what is used of it.</summary>
public sealed class ProtocTests : IDisposable
{
    const string Schema = """
        syntax = "proto3";
        message Event {
          double wall_time = 1;
          int64 step = 2;
          oneof what { string file_version = 3; Summary summary = 5; SessionLog session_log = 7; }
        }
        message SessionLog { enum Status { NONE = 0; START = 1; } Status status = 1; }
        message Summary {
          message Value {
            string tag = 1;
            SummaryMetadata metadata = 9;
            oneof value { float simple_value = 2; TensorProto tensor = 8; }
          }
          repeated Value value = 1;
        }
        message SummaryMetadata {
          message PluginData { string plugin_name = 1; bytes content = 2; }
          PluginData plugin_data = 1;
          enum DataClass { UNKNOWN = 0; SCALAR = 1; TENSOR = 2; }
          DataClass data_class = 4;
        }
        message TensorProto {
          enum Type { INVALID = 0; DT_FLOAT = 1; DT_DOUBLE = 2; DT_STRING = 7; }
          Type dtype = 1;
          TensorShapeProto tensor_shape = 2;
          repeated double double_val = 6;
          repeated string string_val = 8;
        }
        message TensorShapeProto { message Dim { int64 size = 1; } repeated Dim dim = 2; }
        message HParamsPluginData { SessionStartInfo session_start_info = 3; }
        message SessionStartInfo { map<string, Value> hparams = 1; double start_time_secs = 5; }
        message Value { oneof kind { double number_value = 2; string string_value = 3; bool bool_value = 4; } }
        """;

    readonly TemporaryFolder _folder = new();

    public ProtocTests()
    {
        try
        {
            Run("--version", []);
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no protoc.");
        }
        File.WriteAllText(_folder.File("events.proto"), Schema);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DecodesEveryEvent()
    {
        string path;
        using (var writer = new TensorBoardWriter(_folder.File("run")))
        {
            path = writer.Path;
            writer.Scalar("loss/train", 300, 0.5);
            writer.Text("note", 2, "a *b*");
            writer.Histogram<float>("weights", 4, [3, 3]);
            writer.Start(5);
            writer.Settings([new("rate", 0.25), new("name", "x"), new("flag", true)]);
        }
        List<byte[]> records = EventFile.Records(EventFile.Bytes(path));
        string[] decoded = [.. records.Select(record => Decode("Event", record))];
        Assert.All(decoded, text => Assert.StartsWith("wall_time: ", text, StringComparison.Ordinal));
        string[] expected =
        [
            "file_version: \"brain.Event:2\"",
            "step: 300 summary { value { tag: \"loss/train\" simple_value: 0.5 } }",
            "step: 2 summary { value { tag: \"note\" tensor { dtype: DT_STRING tensor_shape { } string_val: \"a *b*\" } " +
                "metadata { plugin_data { plugin_name: \"text\" } data_class: TENSOR } } }",
            "step: 4 summary { value { tag: \"weights\" tensor { dtype: DT_DOUBLE tensor_shape { dim { size: 1 } dim { size: 3 } } " +
                "double_val: 2.5 double_val: 3.5 double_val: 2 } " +
                "metadata { plugin_data { plugin_name: \"histograms\" } data_class: TENSOR } } }",
            "step: 5 session_log { status: START }",
        ];
        Assert.Equal(expected, decoded[..5].Select(text => text[(text.IndexOf(' ', 11) + 1)..]));
        string settings = Decode("HParamsPluginData", EventFile.Read(path)[5].Content);
        Assert.StartsWith("session_start_info { hparams { key: \"flag\" value { bool_value: true } } hparams { key: \"name\" value " +
            "{ string_value: \"x\" } } hparams { key: \"rate\" value { number_value: 0.25 } } start_time_secs: ", settings,
            StringComparison.Ordinal);
    }

    // on one line; what the schema does not know would be a field's number
    string Decode(string message, byte[] record)
    {
        string text = Run($"--decode={message}", record, $"--proto_path={_folder}", "events.proto");
        return string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    static string Run(string option, byte[] input, params string[] more)
    {
        using Process protoc = Process.Start(new ProcessStartInfo("protoc", [option, .. more])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        protoc.StandardInput.BaseStream.Write(input);
        protoc.StandardInput.Close();
        string output = protoc.StandardOutput.ReadToEnd();
        protoc.WaitForExit();
        Assert.Equal(0, protoc.ExitCode);
        return output;
    }
}
