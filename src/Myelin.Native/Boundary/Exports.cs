using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Myelin.Tabular;

namespace Myelin.Native.Boundary;

/// <summary>The functions of C. The header is made from these declarations and their comments.</summary>
/// <remarks>No exception leaves them: each returns a status, and keeps the sentence for <c>myelin_last_error</c>.</remarks>
public static unsafe class Exports
{
    /// <summary>What a change of functions or structures that breaks callers raises.</summary>
    public const int AbiVersion = 1;

    const string Prefix = "myelin_";

    // by reflection the library would be larger
    static readonly byte* s_version = Text.Copy("0.1.0"u8);

    static readonly byte* s_empty = Text.Copy([]);

    /// <summary>The library's version, such as 0.1.0. Do not free it.</summary>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "version", CallConvs = [typeof(CallConvCdecl)])]
    public static byte* Version() => s_version;

    /// <summary>Compare it with MYELIN_ABI_VERSION before any other call: another number is another header.</summary>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "abi_version", CallConvs = [typeof(CallConvCdecl)])]
    public static int Abi() => AbiVersion;

    /// <summary>
    /// The sentence of this thread's last error, in one line; empty before the first. Valid until the thread's next error. Do not free it.
    /// </summary>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "last_error", CallConvs = [typeof(CallConvCdecl)])]
    public static byte* Error()
    {
        try
        {
            return LastError.Text;
        }
        catch (OutOfMemoryException)
        {
            return s_empty;
        }
    }

    /// <summary>Loads a model from its file.</summary>
    /// <param name="path">the file, UTF-8</param>
    /// <param name="model">receives the model, for myelin_free; NULL after an error</param>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "load", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Load(byte* path, nint* model)
    {
        try
        {
            Receive(model, "model") = 0;
            *model = Handles.Add(new(TabularModel.Load(Text.Read(path, "path"))));
            return Status.Ok;
        }
        catch (Exception e)
        {
            return LastError.Set(e, Status.InvalidModel);
        }
    }

    /// <summary>Loads a model from the bytes of its file, which may be freed afterwards.</summary>
    /// <param name="bytes">the whole file</param>
    /// <param name="length">how many bytes</param>
    /// <param name="model">receives the model, for myelin_free; NULL after an error</param>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "load_bytes", CallConvs = [typeof(CallConvCdecl)])]
    public static Status LoadBytes(void* bytes, nuint length, nint* model)
    {
        try
        {
            Receive(model, "model") = 0;
            if (bytes is null) throw new ArgumentException("bytes is NULL.");
            if (length > long.MaxValue) throw new ArgumentException("length is beyond what memory holds.");
            using var stream = new UnmanagedMemoryStream((byte*)bytes, (long)length);
            *model = Handles.Add(new(TabularModel.Load(stream, "bytes")));
            return Status.Ok;
        }
        catch (Exception e)
        {
            return LastError.Set(e, Status.InvalidModel);
        }
    }

    /// <summary>
    /// Frees a model. Predictions of other threads that are under way end with right numbers; later calls with the model return
    /// MYELIN_INVALID_HANDLE, a second myelin_free too. NULL does nothing.
    /// </summary>
    /// <param name="model">of myelin_load</param>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "free", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Free(nint model)
    {
        try
        {
            if (model != 0) Handles.Remove(model).Dispose();
            return Status.Ok;
        }
        catch (Exception e)
        {
            return LastError.Set(e);
        }
    }

    /// <summary>
    /// What the model takes and gives, as JSON: columns with name, type, training range and categories, in the order that
    /// myelin_predict_columns takes them; target, task, classes.
    /// </summary>
    /// <param name="model">of myelin_load</param>
    /// <param name="json">receives the text, for myelin_free_string; NULL after an error</param>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "describe", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Describe(nint model, byte** json)
    {
        try
        {
            Receive(json, "json") = null;
            TabularModel found = Handles.Find(model).Model;
            *json = Text.Copy(PredictionJson.Write(writer => PredictionJson.Describe(writer, found)).Span);
            return Status.Ok;
        }
        catch (Exception e)
        {
            return LastError.Set(e);
        }
    }

    /// <summary>How many columns a row has, and how many classes there are.</summary>
    /// <param name="model">of myelin_load</param>
    /// <param name="columns">receives the number of columns</param>
    /// <param name="classes">receives the number of classes; 0 of a regression</param>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "counts", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Counts(nint model, long* columns, long* classes)
    {
        try
        {
            TabularModel found = Handles.Find(model).Model;
            Receive(columns, "columns") = found.Encoder.Columns.Count;
            Receive(classes, "classes") = found.Target.Classes?.Count ?? 0;
            return Status.Ok;
        }
        catch (Exception e)
        {
            return LastError.Set(e);
        }
    }

    /// <summary>
    /// Predicts rows of JSON: an object with a value for each column, null for a missing cell, or an array of such objects. The answer
    /// has "predictions", one for each row: "class" and "probabilities", or "value", and "low" and "high" where a coverage is given;
    /// and "flags", what is unusual about the row.
    /// </summary>
    /// <param name="model">of myelin_load</param>
    /// <param name="rows">JSON, UTF-8</param>
    /// <param name="options">NULL for the defaults</param>
    /// <param name="json">receives the text, for myelin_free_string; NULL after an error</param>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "predict_json", CallConvs = [typeof(CallConvCdecl)])]
    public static Status PredictJson(nint model, byte* rows, Options* options, byte** json)
    {
        try
        {
            Receive(json, "json") = null;
            ModelHandle found = Handles.Find(model);
            Options given = options is null ? default : *options;
            *json = Text.Copy(JsonCalls.Predict(found, Text.Read(rows, "rows"), given.Of(), given.CheckedCoverage()).Span);
            return Status.Ok;
        }
        catch (Exception e)
        {
            return LastError.Set(e);
        }
    }

    /// <summary>
    /// Predicts rows that stand in columns. Takes no memory after the first calls of a thread, as long as cells are numbers, missing, or
    /// categories; a row alone and among others gives the same bits.
    /// </summary>
    /// <param name="model">of myelin_load</param>
    /// <param name="options">NULL for the defaults</param>
    /// <param name="columns">of each of the model's columns its cells, in the order of myelin_describe</param>
    /// <param name="column_count">how many; must be the model's number of columns</param>
    /// <param name="rows">cells of each column</param>
    /// <param name="outputs">arrays that take the predictions</param>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "predict_columns", CallConvs = [typeof(CallConvCdecl)])]
    public static Status PredictColumns(nint model, Options* options, Cells* columns, long column_count, long rows, Outputs* outputs)
    {
        try
        {
            ModelHandle found = Handles.Find(model);
            if (columns is null) throw new ArgumentException("columns is NULL.");
            if (outputs is null) throw new ArgumentException("outputs is NULL.");
            if (rows < 0) throw new ArgumentException("rows is negative.");
            new ColumnCall(found, options is null ? default : *options, columns, *outputs).Run(column_count, rows);
            return Status.Ok;
        }
        catch (Exception e)
        {
            return LastError.Set(e);
        }
    }

    /// <summary>
    /// Explains the prediction of one row by replacement, as JSON. Of each column: "replaced", the prediction where this cell alone is
    /// missing, and "change", by how much the prediction is above that. Of classes both are of the probability of the predicted class.
    /// Changes do not add up to the prediction: what two columns say together counts in both, or in neither.
    /// </summary>
    /// <param name="model">of myelin_load</param>
    /// <param name="row">JSON, UTF-8: an object with a value for each column</param>
    /// <param name="json">receives the text, for myelin_free_string; NULL after an error</param>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "explain_by_replacement", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Explain(nint model, byte* row, byte** json)
    {
        try
        {
            Receive(json, "json") = null;
            *json = Text.Copy(JsonCalls.Explain(Handles.Find(model), Text.Read(row, "row")).Span);
            return Status.Ok;
        }
        catch (Exception e)
        {
            return LastError.Set(e);
        }
    }

    /// <summary>Frees a text that a function gave. NULL does nothing.</summary>
    /// <param name="text">such a text, and no other</param>
    [UnmanagedCallersOnly(EntryPoint = Prefix + "free_string", CallConvs = [typeof(CallConvCdecl)])]
    public static void FreeString(byte* text) => Text.Free(text);

    static ref T Receive<T>(T* place, string name) where T : unmanaged
    {
        if (place is null) throw new ArgumentException($"{name} is NULL.");
        return ref *place;
    }

    static ref byte* Receive(byte** place, string name)
    {
        if (place is null) throw new ArgumentException($"{name} is NULL.");
        return ref *place;
    }
}
