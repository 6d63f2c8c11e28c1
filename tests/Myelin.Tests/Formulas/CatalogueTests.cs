using System.Runtime.CompilerServices;

namespace Myelin.Tests.Formulas;

/// <summary>Every activation and loss of the assembly is tested and has a name.</summary>
public class CatalogueTests
{
    static IEnumerable<Type> Formulas(Type kind) =>
        from type in typeof(IActivation).Assembly.GetTypes()
        where kind.IsAssignableFrom(type) && !type.IsAbstract && !type.IsInterface && !CornerTypes.Has(type)
        select type;

    static Type Open(object formula) =>
        formula.GetType() is { IsGenericType: true } type ? type.GetGenericTypeDefinition() : formula.GetType();

    [Fact]
    public void HoldsEveryActivation() =>
        Assert.Equal(Formulas(typeof(IActivation)).ToHashSet(), [.. Catalogue.Activations.Select(Open)]);

    [Fact]
    public void HoldsEveryLoss() =>
        Assert.Equal(Formulas(typeof(ILoss)).ToHashSet(), [.. Catalogue.Losses.Select(c => Open(c.Loss(Reduction.Mean)))]);

    [Fact]
    public void EveryActivationIsPublicAndAReadOnlyStruct() => Assert.All(Formulas(typeof(IActivation)), type =>
        Assert.True(type.IsPublic && type.IsValueType && type.IsDefined(typeof(IsReadOnlyAttribute), false), type.Name));

    [Fact]
    public void EveryNameIsOfTheCatalogue()
    {
        Assert.Equal(Sorted(Catalogue.Activations.Select(ActivationNames.Format)),
            ActivationNames.All.Where(name => !name.StartsWith("test-", StringComparison.Ordinal)));
        Assert.Equal(Sorted(Catalogue.Losses.Select(c => c.Name)), LossNames.All);

        static IEnumerable<string> Sorted(IEnumerable<string> texts) =>
            texts.Select(text => text.Split('(')[0]).Distinct().Order(StringComparer.Ordinal);
    }
}
