using System.Globalization;

namespace Myelin.Tabular.Tests.Basis;

public class ExactNumberTests
{
    [Theory]
    [InlineData(12345678.91, "12345678.91")]
    [InlineData(1600000186.8279731, "1600000186.8279731")]
    [InlineData(999999999999999, "999999999999999")]
    [InlineData(123456789012345.67, "123456789012345.67")]
    [InlineData(1e20, "1E+20")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(-0.00001, "-0.00001")]
    [InlineData(1.25e-5, "0.0000125")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(9.9e-7, "9.9E-07")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void PlainNumbersHaveNoExponent(double number, string text) => Assert.Equal(text, ExactNumber.Text(number));

    [Fact]
    public void EveryNumberReadsBackToItsBits()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            // bits of any exponent, and numbers of the sizes that people have
            double number = i % 2 == 0
                ? BitConverter.Int64BitsToDouble(random.NextInt64())
                : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 17));
            if (!double.IsFinite(number)) continue;
            string text = ExactNumber.Text(number);
            Assert.Equal(BitConverter.DoubleToInt64Bits(number),
                BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)));
            if (Math.Abs(number) is >= 1e-6 and < 1e15) Assert.DoesNotContain('E', text);
        }
    }
}
