using System.Reflection;
using Myelin.Generators;
using Myelin.Native.Boundary;

namespace Myelin.Native.Tests;

/// <summary>The header of C says what the library has.</summary>
public class HeaderTests
{
    [Fact]
    public void ItIsGenerated() => Assert.Equal(HeaderFile.Text(),
        File.ReadAllText(Repository.FullPath("src/Myelin.Native/myelin.h")).ReplaceLineEndings("\n"));

    // the statuses and structures are part of every program that was compiled with the header: new ones come last, and a
    // change raises Exports.AbiVersion and this test's numbers together
    [Fact]
    public unsafe void WhatCallersWereCompiledWithStays()
    {
        Assert.Equal(1, Exports.AbiVersion);
        Assert.Equal("Ok InvalidArgument InvalidHandle NotFound InvalidModel InvalidRow InputOutput OutOfMemory Internal",
            string.Join(' ', Enum.GetNames<Status>()));
        Assert.Equal((16, 16, 48), (sizeof(Options), sizeof(Cells), sizeof(Outputs)));
        Assert.Equal(
            "myelin_version myelin_abi_version myelin_last_error myelin_load myelin_load_bytes myelin_free myelin_describe myelin_counts " +
            "myelin_predict_json myelin_predict_columns myelin_explain_by_replacement myelin_free_string",
            string.Join(' ', HeaderFile.Functions().Select(HeaderFile.NameOf)));
    }

    [Fact]
    public unsafe void TheVersionIsThePackages()
    {
        delegate* unmanaged[Cdecl]<byte*> version = &Exports.Version;
        string package = typeof(Exports).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Assert.Equal(package.Split('+')[0], new string((sbyte*)version()));
    }
}
