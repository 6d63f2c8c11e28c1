using System.Collections;
using System.Reflection;

namespace Myelin.Mutants;

/// <summary>One test with one row of its data, run without a test platform.</summary>
/// <remarks>Data are made anew for every run, so that nothing that a mutant computed is kept for the next.</remarks>
/// <param name="Attribute">where the row comes from; null for a test without data</param>
sealed record TestCase(MethodInfo Method, Attribute? Attribute, int Row)
{
    public string Name => $"{Method.DeclaringType!.FullName}.{Method.Name}" + (Attribute is null ? "" : $"[{Row}]");

    public static IEnumerable<TestCase> All(Assembly tests, IReadOnlyList<string> namespaces) =>
        from type in tests.GetTypes()
        where namespaces.Contains(type.Namespace) && !type.IsNested
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        from test in Of(method)
        orderby test.Name
        select test;

    static IEnumerable<TestCase> Of(MethodInfo method)
    {
        Attribute[] attributes = [.. method.GetCustomAttributes()];
        if (attributes.Any(a => a.GetType().Name == "TheoryAttribute"))
            return attributes.Where(a => a.GetType().Name is "InlineDataAttribute" or "MemberDataAttribute")
                .SelectMany(a => Enumerable.Range(0, Rows(method, a).Length).Select(row => new TestCase(method, a, row)));
        return attributes.Any(a => a.GetType().Name == "FactAttribute") ? [new(method, null, 0)] : [];
    }

    /// <summary>What it found wrong; null if nothing.</summary>
    public string? Run()
    {
        try
        {
            object? instance = Method.IsStatic ? null : Activator.CreateInstance(Method.DeclaringType!);
            try
            {
                if (Method.Invoke(instance, Attribute is null ? [] : Rows(Method, Attribute)[Row]) is Task task)
                    task.GetAwaiter().GetResult();
            }
            finally
            {
                (instance as IDisposable)?.Dispose();
            }
            return null;
        }
        catch (Exception e)
        {
            while (e is TargetInvocationException or TypeInitializationException && e.InnerException is not null) e = e.InnerException;
            return e.GetType().Name == "SkipException" ? null : $"{e.GetType().Name}: {e.Message.Split('\n')[0]}";
        }
    }

    static object?[][] Rows(MethodInfo method, Attribute attribute)
    {
        if (attribute.GetType().GetProperty("Data")?.GetValue(attribute) is object?[] values) return [values];
        string name = (string)attribute.GetType().GetProperty("MemberName")!.GetValue(attribute)!;
        var rows = (IEnumerable)method.DeclaringType!.GetProperty(name)!.GetValue(null)!;
        return [.. rows.Cast<object>().Select(row => row as object?[] ??
            (object?[])row.GetType().GetInterface("ITheoryDataRow")!.GetMethod("GetData")!.Invoke(row, [])!)];
    }
}
