using System.Text.Json;

namespace Myelin.Tabular.Tests.Encoders;

/// <summary>Scalings and one-hot against scikit-learn, and at the edges of numbers.</summary>
public class ScalingTests
{
    [Theory]
    [InlineData("standard")]
    [InlineData("minmax")]
    [InlineData("minmax_m11")]
    [InlineData("maxabs")]
    [InlineData("robust")]
    public void AgreesWithScikitLearn(string scaler)
    {
        JsonElement q = TestData.Json($"golden_open/prep_{scaler}.json");
        (double relative, double absolute) =
            (q.GetProperty("tolerance").GetProperty("rel").GetDouble(), q.GetProperty("tolerance").GetProperty("abs").GetDouble());
        double[][] fit = Rows(q.GetProperty("fit")), transform = Rows(q.GetProperty("transform"));
        for (int c = 0; c < fit[0].Length; c++)
        {
            double[] column = [.. fit.Select(row => row[c])];
            Scaling scaling = scaler switch
            {
                "standard" => StandardScaling.Fit(column),
                "minmax" => RangeScaling.Fit(column),
                "minmax_m11" => RangeScaling.Fit(column, -1, 1),
                "maxabs" => MaximumScaling.Fit(column),
                _ => RobustScaling.Fit(column),
            };
            Compare(column, Rows(q.GetProperty("expected").GetProperty("fit_out")), c);
            Compare([.. transform.Select(row => row[c])], Rows(q.GetProperty("expected").GetProperty("transform_out")), c);

            void Compare(double[] given, double[][] expected, int c)
            {
                for (int n = 0; n < given.Length; n++)
                {
                    double scaled = scaling.Apply(given[n]), wanted = expected[n][c];
                    Assert.True(Math.Abs(scaled - wanted) <= absolute + relative * Math.Abs(wanted),
                        $"{scaler} column {c} row {n}: {scaled:R} instead of {wanted:R}");
                    Assert.Equal(given[n], scaling.Invert(scaled), 1e-7 * Math.Abs(given[n]));
                }
            }
        }
    }

    [Fact]
    public void OneHotAgreesWithScikitLearn()
    {
        JsonElement q = TestData.Json("golden_open/prep_onehot.json");
        (Table fit, Table transform) = (Words(q.GetProperty("fit")), Words(q.GetProperty("transform")));
        OneHotEncoder[] columns = [.. fit.Columns.Select(column => OneHotEncoder.Fit(column, hasOther: false))];
        Assert.Equal(q.GetProperty("categories").EnumerateArray().Select(Texts), columns.Select(column => column.Words.ToArray()));
        var encoder = new TableEncoder([.. columns]);
        Assert.Equal(Rows(q.GetProperty("expected")).SelectMany(row => row), encoder.Apply(transform).Select(value => (double)value));
    }

    public static TheoryData<ScalingKind> Kinds => [.. Enum.GetValues<ScalingKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryColumnOfNumbersGivesFiniteNumbers(ScalingKind kind)
    {
        double[][] columns =
        [
            [7, 7, 7], [0, 0], [-0.0, 0.0], [5], [1e308, -1e308, 0], [double.MaxValue, double.MinValue],
            [double.Epsilon, 0, 3 * double.Epsilon],
            [1e-300, 2e-300, 3e-300], [1e16, 1e16 + 2], [double.NaN, 3, double.NaN, 4], [1, 2, 1e300],
        ];
        foreach (double[] column in columns)
        {
            Scaling scaling = Scaling.Fit(kind, column);
            Assert.All(column.Where(double.IsFinite),
                number => Assert.False(double.IsNaN(scaling.Apply(number)), $"{kind} {string.Join(' ', column)}: {scaling}"));
            Assert.Equal(scaling, Scaling.FromJson(scaling.ToJson()));
            var encoder = NumberEncoder.Fit(Column.Of("x", column), new() { Scaling = kind });
            Assert.All(column, number => Assert.True(float.IsFinite(encoder.Apply(number)), $"{encoder}"));
            Assert.All([double.MaxValue, double.MinValue, double.NaN],
                number => Assert.True(float.IsFinite(encoder.Apply(number)), $"{encoder}"));
        }
    }

    [Fact]
    public void StandardScalingOfFourNumbersByHand()
    {
        // mean (1 + 2 + 3 + 6)/4 = 3, variance (4 + 1 + 0 + 9)/4 = 3.5
        StandardScaling scaling = StandardScaling.Fit([1, 2, 3, 6]);
        Assert.Equal((3, Math.Sqrt(3.5)), (scaling.Mean, scaling.Deviation));
    }

    [Fact]
    public void RobustScalingOfFourNumbersByHand()
    {
        // median 2.5; quartiles at places 0.75 and 2.25: 1.75 and 3.75
        Assert.Equal(new RobustScaling(2.5, 2), RobustScaling.Fit([6, 1, 2, 3]));
    }

    [Fact]
    public void NoNumberCannotBeScaled()
    {
        Assert.Throws<ArgumentException>(() => StandardScaling.Fit([double.NaN]));
        Assert.Throws<ArgumentException>(() => RangeScaling.Fit([1, double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RangeScaling.Fit([1, 2], 3, 3));
    }

    static double[][] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.Numbers())];

    static string[] Texts(JsonElement texts) => [.. texts.EnumerateArray().Select(text => text.GetString()!)];

    static Table Words(JsonElement rows)
    {
        string[][] words = [.. rows.EnumerateArray().Select(Texts)];
        return Table.Of([.. Enumerable.Range(0, words[0].Length).Select(c => Column.Of($"{c}", [.. words.Select(row => row[c])]))]);
    }
}
