using System.Diagnostics;

namespace Myelin.Tests.Files;

/// <summary>A host replaces the model that others predict with, by hand or because its file has changed.</summary>
public sealed class ModelHostTests : IDisposable
{
    static readonly Network s_network = new(2, new Dense(3));

    readonly TemporaryFolder _folder = new();

    string Path => _folder.File("model.safetensors");

    static float Of(Model<float> model) => model.Predict([1, 2])[0];

    float Write(ulong seed, string? path = null)
    {
        using Model<float> model = Model.Create(s_network, seed);
        model.Save(path ?? Path);
        return Of(model);
    }

    [Fact]
    public void ALeaseKeepsTheModelThatItWasGiven()
    {
        Model<float> first = Model.Create(s_network, 1), second = Model.Create(s_network, 2);
        (float one, float two) = (Of(first), Of(second));
        var host = new ModelHost<Model<float>>(first);
        using (ModelHost<Model<float>>.Lease lease = host.Rent())
        {
            host.Replace(second);
            Assert.Equal(one, Of(lease.Model));
            Assert.Equal(two, host.Use(Of));
            Assert.False(first.Parameters.IsDisposed);
        }
        Assert.True(first.Parameters.IsDisposed);
        Assert.Throws<ArgumentException>(() => host.Replace(second));
        Assert.Equal(two, host.Use(Of));

        ModelHost<Model<float>>.Lease last = host.Rent();
        host.Dispose();
        host.Dispose();
        Assert.Throws<ObjectDisposedException>(() => host.Rent());
        using Model<float> late = Model.Create(s_network);
        Assert.Throws<ObjectDisposedException>(() => host.Replace(late));
        Assert.Equal(two, Of(last.Model));
        last.Dispose();
        Assert.True(second.Parameters.IsDisposed);
        Assert.False(late.Parameters.IsDisposed);
    }

    [Fact]
    public void RentingTakesNoMemory()
    {
        using var host = new ModelHost<Model<float>>(Model.Create(s_network));
        for (int i = 0; i < 50; i++) host.Rent().Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) host.Rent().Dispose();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AReplacedFileBecomesTheModelAndADamagedOneIsTold(bool isRenamed)
    {
        float first = Write(1);
        var told = new List<ModelNotice>();
        using ModelHost<Model<float>> host = ModelHost.Watch(Path, Model.Load, TimeSpan.FromDays(1));
        host.Told = told.Add;
        Assert.Equal(first, host.Use(Of));
        Assert.False(host.Refresh());
        Assert.Empty(told);

        byte[] whole = Bytes(2, out float second);
        Put(whole[..^3], isRenamed);
        Assert.False(host.Refresh());
        Assert.False(host.Refresh());
        Assert.Equal(first, host.Use(Of));
        Assert.IsType<InvalidFileException>(Assert.Single(told).Error);
        Assert.StartsWith("The model stays as it was: ", told[0].ToString(), StringComparison.Ordinal);

        // a damaged file of the right length, and then no file
        byte[] flipped = [.. whole];
        flipped[^1] ^= 1;
        Put(flipped, isRenamed);
        Assert.False(host.Refresh());
        Assert.Equal(2, told.Count);
        File.Delete(Path);
        Assert.False(host.Refresh());
        Assert.Equal(2, told.Count);
        Assert.Equal(first, host.Use(Of));

        Put(whole, isRenamed);
        Assert.True(host.Refresh());
        Assert.Equal(second, host.Use(Of));
        Assert.Null(told[2].Error);
        Assert.False(host.Refresh());
    }

    [Fact]
    public void AnOlderFileOfTheSameLengthIsNoticed()
    {
        Write(1);
        using ModelHost<Model<float>> host = ModelHost.Watch(Path, Model.Load, TimeSpan.FromDays(1));
        string older = _folder.File("older.safetensors");
        float second = Write(2, older);
        Assert.Equal(new FileInfo(Path).Length, new FileInfo(older).Length);
        File.SetLastWriteTimeUtc(older, DateTime.UtcNow.AddDays(-3));
        File.Move(older, Path, overwrite: true);
        Assert.True(host.Refresh());
        Assert.Equal(second, host.Use(Of));
    }

    [Fact]
    public void AFileOfTheSameTimeAndLengthIsNoticed()
    {
        // where files have no numbers, nothing tells the two apart
        if (OperatingSystem.IsWindows()) return;
        Write(1);
        using ModelHost<Model<float>> host = ModelHost.Watch(Path, Model.Load, TimeSpan.FromDays(1));
        string other = _folder.File("other.safetensors");
        float second = Write(2, other);
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(Path));
        File.Move(other, Path, overwrite: true);
        Assert.True(host.Refresh());
        Assert.Equal(second, host.Use(Of));
        Assert.False(host.Refresh());
    }

    [Fact]
    public void ALoaderThatGivesTheHeldModelIsTold()
    {
        float first = Write(1);
        Model<float>? held = null;
        var told = new List<ModelNotice>();
        using ModelHost<Model<float>> host = ModelHost.Watch(Path, path => held ??= Model.Load(path), TimeSpan.FromDays(1));
        host.Told = told.Add;
        Write(2);
        Assert.False(host.Refresh());
        Assert.False(host.Refresh());
        Assert.Equal($"The function that loads {Path} gave the model that the host holds. It must give a newly loaded one.",
            Assert.Single(told).Error!.Message);
        Assert.Equal(first, host.Use(Of));
    }

    [Fact]
    public void TheFileIsLookedAtNowAndThen()
    {
        Write(1);
        using ModelHost<Model<float>> host = ModelHost.Watch(Path, Model.Load, TimeSpan.FromMilliseconds(20));
        float second = Write(2);
        for (long start = Stopwatch.GetTimestamp(); host.Use(Of) != second; Thread.Sleep(5))
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "The new file is not noticed.");
    }

    [Fact]
    public void WhatCannotBeWatchedIsRefused()
    {
        Assert.Throws<FileNotFoundException>(() => ModelHost.Watch(Path, Model.Load));
        Assert.Throws<ArgumentNullException>(() => ModelHost.Watch<Model<float>>(Path, null!));
        Assert.Throws<ArgumentException>(() => ModelHost.Watch(" ", Model.Load));
        Assert.Equal("every", Assert.Throws<ArgumentOutOfRangeException>(() => ModelHost.Watch(Path, Model.Load, TimeSpan.Zero)).ParamName);
        Assert.Throws<ArgumentNullException>(() => new ModelHost<Model<float>>(null!));
    }

    byte[] Bytes(ulong seed, out float prediction)
    {
        string other = _folder.File("other.safetensors");
        prediction = Write(seed, other);
        return File.ReadAllBytes(other);
    }

    void Put(byte[] content, bool isRenamed)
    {
        if (!isRenamed)
        {
            File.WriteAllBytes(Path, content);
            return;
        }
        string other = _folder.File("new.safetensors");
        File.WriteAllBytes(other, content);
        File.Move(other, Path, overwrite: true);
    }

    public void Dispose() => _folder.Dispose();
}
