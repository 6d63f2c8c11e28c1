using System.Collections.Frozen;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Myelin.Export;

/// <summary>A module as a package for npm: what npm pack makes of a folder, for npm install FILE.</summary>
static class NpmPackage
{
    /// <summary>In the description of every package, by which it is recognized.</summary>
    public const string Mark = "Written by Myelin";

    const int MostLetters = 200;

    // what npm or Windows refuses, and modules of Node.js, which an import of the name would find in place of the package
    static readonly FrozenSet<string> s_reserved = FrozenSet.Create(StringComparer.Ordinal,
        "node_modules", "con", "prn", "aux", "nul", "assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants",
        "crypto", "dgram", "diagnostics_channel", "dns", "domain", "events", "freelist", "fs", "http", "http2", "https", "inspector",
        "module", "net", "os", "path", "perf_hooks", "process", "punycode", "querystring", "readline", "repl", "stream",
        "string_decoder", "sys", "timers", "tls", "trace_events", "tty", "url", "util", "v8", "vm", "wasi", "worker_threads", "zlib");

    // npm's own packages have this date
    static readonly DateTimeOffset s_date = new(1985, 10, 26, 8, 15, 0, TimeSpan.Zero);

    /// <param name="name">of the package</param>
    public static void Write(Stream to, JavaScriptModule module, string name)
    {
        using var zip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
        using var tar = new TarWriter(zip, TarEntryFormat.Ustar, leaveOpen: true);
        Add(tar, "package.json", Manifest(name, module));
        Add(tar, "README.md", Encoding.UTF8.GetBytes(module.Readme(name)));
        Add(tar, "LICENSE", Encoding.UTF8.GetBytes(License()));
        Add(tar, "index.mjs", Encoding.UTF8.GetBytes(module.Text));
        Add(tar, "index.d.mts", Encoding.UTF8.GetBytes(module.Declarations));
        Add(tar, "model.safetensors", module.Weights);
    }

    /// <summary>A file's name as npm allows one: small letters, digits, - and _; reserved names end with -model.</summary>
    public static string Name(string path)
    {
        string name = new([.. Path.GetFileNameWithoutExtension(path).ToLowerInvariant()
            .Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' ? sign : '-')]);
        name = name.Trim('-', '_');
        if (name.Length > MostLetters) name = name[..MostLetters];
        return name.Length == 0 ? "model" : s_reserved.Contains(name) ? $"{name}-model" : name;
    }

    static string License() => $"""
        This package has two parts.

        1. The program, which Myelin wrote: index.mjs except for the model in it, and index.d.mts.
           The MIT License below is for this part alone.

        2. The model: model.safetensors; and in index.mjs and README.md the names, categories and statistics of
           its columns, its classes and its scores. These are the exporter's, who decides on their license.
           Nothing in this file grants a right to them.

        ------------------------------------------------------------------------

        {JavaScriptModule.Resource("LICENSE")}
        """;

    static byte[] Manifest(string name, JavaScriptModule module)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("version", "1.0.0");
            json.WriteString("description", $"{module.Title}. {Mark} {ProgramJson.Version}.");
            json.WriteString("type", "module");
            json.WriteString("main", "./index.mjs");
            json.WriteString("types", "./index.d.mts");
            json.WriteStartObject("exports");
            json.WriteStartObject(".");
            json.WriteString("types", "./index.d.mts");
            json.WriteString("default", "./index.mjs");
            json.WriteEndObject();
            json.WriteString("./model.safetensors", "./model.safetensors");
            json.WriteEndObject();
            // of the program alone a license is known
            json.WriteString("license", "SEE LICENSE IN LICENSE");
            json.WriteStartObject("engines");
            json.WriteString("node", ">=18");
            json.WriteEndObject();
            json.WriteBoolean("sideEffects", false);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    static void Add(TarWriter tar, string name, byte[] content)
    {
        using var data = new MemoryStream(content);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"package/{name}")
        {
            DataStream = data,
            ModificationTime = s_date,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        });
    }
}
