using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>The rows of a table as the inputs of an exported model.</summary>
static class CellFeed
{
    /// <summary>Each column as [N × 1], by its name.</summary>
    public static IReadOnlyDictionary<string, OnnxTensor> Of(TabularModel model, Table table) =>
        model.Encoder.Columns.ToDictionary(encoder => encoder.Column, encoder => Cells(encoder, table[encoder.Column]));

    /// <summary>Encoded rows as [N × width].</summary>
    public static IReadOnlyDictionary<string, OnnxTensor> Encoded(TabularModel model, Table table) => new Dictionary<string, OnnxTensor>
    {
        [OnnxNames.EncodedRow] = OnnxTensor.Of([table.Rows, model.Encoder.Width], model.Encoder.Apply(table)),
    };

    /// <summary>The text of a missing cell: empty, unless that is a category; any other word that is none will do.</summary>
    public static string Missing(ColumnEncoder encoder)
    {
        string word = "";
        while (encoder.Categories!.Contains(word)) word += "?";
        return word;
    }

    static OnnxTensor Cells(ColumnEncoder encoder, Column column)
    {
        int[] shape = [column.Count, 1];
        if (CellNodes.TypeOf(encoder) == OnnxType.Double)
        {
            var numbers = new double[column.Count];
            for (int row = 0; row < numbers.Length; row++) numbers[row] = column.Number(row);
            return OnnxTensor.Of(shape, numbers);
        }
        string missing = Missing(encoder);
        var words = new string[column.Count];
        for (int row = 0; row < words.Length; row++) words[row] = column.Text(row) ?? missing;
        return OnnxTensor.Of(shape, words);
    }
}
