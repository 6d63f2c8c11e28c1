using System.Reflection;
using System.Runtime.CompilerServices;
using Myelin.Sources;

namespace Myelin.Cli.Tests;

/// <summary>What belongs together comes as one: no method asks for more than seven things.</summary>
public class ParameterTests
{
    const int Most = 7;

    // a local function has the variables that it uses as parameters, and a name with a bracket
    [Fact]
    public void NoMethodHasMoreThanSevenParameters() => Assert.Empty(
        from type in new[] { typeof(MyelinCommand), typeof(Query) }.SelectMany(type => type.Assembly.GetTypes())
        where !type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.Namespace != "Myelin.Cli.Tracing"
        from method in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance |
            BindingFlags.DeclaredOnly).OfType<MethodBase>()
        where !method.Name.Contains('<', StringComparison.Ordinal) && method.GetParameters().Length > Most
        select $"{type.Name}.{method.Name}: {method.GetParameters().Length}");
}
