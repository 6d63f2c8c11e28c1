namespace Myelin.Tests.Formulas;

/// <summary>What straightens a corner for the gradient check: no formula and no layer of its own, without a name and in no file.</summary>
static class CornerTypes
{
    public static bool Has(Type type) => type is { IsPublic: false, Namespace: "Myelin.Explain" };
}
