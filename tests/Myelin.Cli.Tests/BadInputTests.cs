namespace Myelin.Cli.Tests;

/// <summary>Whatever is wrong is one line on standard error and an exit code, and nothing is written.</summary>
public sealed class BadInputTests(IrisModel iris) : IClassFixture<IrisModel>
{
    [Theory]
    [InlineData(1, "needs --target COLUMN", "train", "iris.csv")]
    [InlineData(2, "has no column \"specie\". Did you mean \"species\"?", "train", "iris.csv", "--target", "specie")]
    [InlineData(2, "none.csv", "train", "none.csv", "--target", "x")]
    [InlineData(2, ".", "train", ".", "--target", "x")]
    [InlineData(1, "--epochs must be a whole number", "train", "iris.csv", "--target", "species", "--epochs", "many")]
    [InlineData(1, "train has no option --epoch. Did you mean --epochs?", "train", "--epoch", "3", "iris.csv", "--target", "species")]
    [InlineData(1, "Did you mean adam?", "train", "iris.csv", "--target", "species", "--optimizer", "adan")]
    [InlineData(1, "--encoding: there is no encoding 'utf-7'. Did you mean utf-8?", "train", "iris.csv",
        "--target", "species", "--encoding", "utf-7")]
    [InlineData(1, "--comment must be what comments begin with", "train", "iris.csv", "--target", "species", "--comment", " ")]
    [InlineData(1, "--skip-lines must be a whole number of 0 or more", "train", "iris.csv", "--target", "species", "--skip-lines", "-1")]
    [InlineData(2, "has no line after the first 1000", "train", "iris.csv", "--target", "species", "--skip-lines", "1000")]
    [InlineData(1, "both the target and ignored", "train", "iris.csv", "--target", "species", "--ignore", "species")]
    [InlineData(1, "--plot iris.gif: unsupported file type .gif; use .svg or .png.", "train", "iris.csv",
        "--target", "species", "--plot", "iris.gif")]
    [InlineData(2, "nowhere", "train", "iris.csv", "--target", "species", "--output", "nowhere/iris.safetensors")]
    [InlineData(2, "is not overwritten", "train", "iris.csv", "--target", "species", "--output", "iris.csv")]
    [InlineData(3, "Training diverged", "train", "iris.csv", "--target", "species", "--optimizer", "sgd", "--learning-rate", "1e30",
        "--layers", "8:relu,8:relu")]
    [InlineData(1, "L-BFGS searches", "train", "iris.csv", "--target", "species", "--optimizer", "lbfgs", "--schedule", "one-cycle")]
    [InlineData(1, "BatchNorm needs batches", "train", "iris.csv", "--target", "species", "--layers", "batch-norm,8", "--batch", "1")]
    [InlineData(2, "iris.csv", "predict", "iris.csv", "iris.csv")]
    [InlineData(2, "none.safetensors", "inspect", "none.safetensors")]
    [InlineData(1, "predict needs DATA", "predict", "iris.safetensors")]
    [InlineData(1, "--svg network.png: unsupported file type .png; use .svg.", "trace", "--svg", "network.png")]
    [InlineData(1, "A number is missing", "trace", "--input", "1,,2,3")]
    [InlineData(2, "there is no row 151", "trace", "--model", "iris.safetensors", "--row", "151", "iris.csv")]
    public void IsOneLineAndAnExitCode(int exitCode, string expected, params string[] arguments)
    {
        string[] before = Directory.GetFiles(iris.Folder);
        Run run = iris.Run(arguments);
        Assert.Contains(expected, run.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(before, Directory.GetFiles(iris.Folder));
    }

    [Theory]
    [InlineData("train", "Host=db;Username=me;Password=hunter2;Database=x", "--target", "y")]
    [InlineData("train", "host=db;pwd='hunter2 and more'", "--target", "y")]
    [InlineData("train", "host=db;SslPassword=my hunter2;x=1", "--target", "y")]
    [InlineData("train", "host=db;psw=\"a\"\"hunter2\"", "--target", "y")]
    [InlineData("train", "postgres://me:p@ss/hunter2@db/x", "--target", "y")]
    [InlineData("train", "postgres://me:hunter2@db/x", "--target", "y")]
    [InlineData("train", "--conection=Host=db;Password=hunter2", "--target", "y")]
    [InlineData("train", "iris.csv", "postgres://me:hunter2@db/x", "--target", "species")]
    public void AMisplacedConnectionDoesNotShowItsPassword(params string[] arguments) =>
        Assert.DoesNotContain("hunter2", iris.Run(arguments).ErrorLine, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,y\n1,2\n3,4\nfive,6\n7,8\n", "line 4, column a: \"five\" is not a number")]
    [InlineData("a,y\n1,2\n3,\n5,6\n7,8\n", "line 3, column y: the target is missing")]
    [InlineData("a,y\n1,2\n3,4,5\n", "line 3 has 3 fields")]
    [InlineData("a,y\n1,1e300\n2,3\n4,5\n5,7\n", "line 2, column y: \"1E+300\" is beyond 1e30")]
    public void ATableIsNamedWithLineAndColumn(string content, string expected)
    {
        string file = iris.Write($"bad{content.GetHashCode(StringComparison.Ordinal)}.csv", content);
        Run run = iris.Run("train", file, "--target", "y");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(9000, false)]
    [InlineData(15000, true)]
    public void ADamagedModelIsRefused(int at, bool cut)
    {
        byte[] bytes = File.ReadAllBytes(iris.At("iris.safetensors"));
        bytes[at] ^= 1;
        string file = $"damaged{at}.safetensors";
        File.WriteAllBytes(iris.At(file), cut ? bytes[..at] : bytes);
        foreach (string[] command in new[] { ["inspect", file], new[] { "predict", file, "iris.csv" } })
        {
            Run run = iris.Run(command);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(file, run.ErrorLine, StringComparison.Ordinal);
            Assert.Equal("", run.Output);
        }
    }

    [Fact]
    public void AColumnThatIsNotThereIsNamed()
    {
        iris.Write("narrow.csv", "sepal_length,sepal_width\n5.1,3.5\n");
        Run run = iris.Run("predict", "iris.safetensors", "narrow.csv");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("petal_length", run.ErrorLine, StringComparison.Ordinal);
    }
}
