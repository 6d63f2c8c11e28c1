namespace Myelin.Tabular;

/// <summary>
/// Where one encoder writes: a matrix [rows × width], row after row, and the encoder's first column in each of the three runs.
/// </summary>
readonly ref struct EncodedRows(Span<float> matrix, int width, int number, int plain, int code)
{
    readonly Span<float> _matrix = matrix;

    /// <summary>The encoder's i-th number of a row.</summary>
    public ref float Number(int row, int i = 0) => ref _matrix[row * width + number + i];

    /// <summary>The encoder's plain columns of a row, from the i-th on.</summary>
    public Span<float> Plain(int row, int i, int count) => _matrix.Slice(row * width + plain + i, count);

    public ref float Code(int row) => ref _matrix[row * width + code];
}
