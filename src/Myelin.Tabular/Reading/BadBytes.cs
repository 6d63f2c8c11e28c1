using System.Text;

namespace Myelin.Tabular;

/// <summary>Puts <see cref="CsvWindow.Undecodable"/> in place of bytes that are no text, and remembers which they were.</summary>
sealed class BadBytes : DecoderFallback
{
    readonly bool[] _seen = new bool[256];

    public override int MaxCharCount => 1;

    /// <summary>Whether one of the bytes was among these.</summary>
    public bool Any(Func<byte, bool> which) => Enumerable.Range(0, 256).Any(value => _seen[value] && which((byte)value));

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    sealed class Buffer(BadBytes bad) : DecoderFallbackBuffer
    {
        int _left;

        public override int Remaining => _left;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            foreach (byte value in bytesUnknown) bad._seen[value] = true;
            _left = 1;
            return true;
        }

        public override char GetNextChar() => _left-- > 0 ? CsvWindow.Undecodable : '\0';

        public override bool MovePrevious() => false;

        public override void Reset() => _left = 0;
    }
}
