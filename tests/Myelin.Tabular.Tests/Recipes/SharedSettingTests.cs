using System.Reflection;

namespace Myelin.Tabular.Tests.Recipes;

/// <summary>A setting of several kinds of options is declared by one of them, with default and check; the others hold that one.</summary>
public class SharedSettingTests
{
    /// <summary>0 leaves the batch size to the number of rows, which a trainer does not know.</summary>
    static readonly string[] s_automatic = [nameof(Recipe.BatchSize)];

    [Theory]
    [InlineData(typeof(Recipe), typeof(TrainingOptions), 4)]
    [InlineData(typeof(Recipe), typeof(EncoderSettings), 3)]
    [InlineData(typeof(Recipe), typeof(Adam), 3)]
    [InlineData(typeof(TabularOptions), typeof(EncoderSettings), 1)]
    [InlineData(typeof(TabularOptions), typeof(TrainingOptions), 2)]
    public void OneOfThemHasIt(Type composed, Type part, int expected)
    {
        string[] shared = [.. Settings(composed).Intersect(Settings(part)).Select(setting => setting.Name).Except(s_automatic)];
        Assert.DoesNotContain(shared, name => IsRepeated(composed, name));
        Assert.Equal(expected, shared.Length);
    }

    [Fact]
    public void ASettingOfItsOwnIsSeen() => Assert.True(IsRepeated(typeof(TrainingOptions), nameof(TrainingOptions.Patience)));

    [Theory]
    [InlineData(null, 0.05)]
    [InlineData("learning-rate=0.1", 0.1)]
    public void WhatIsSetByNameComesLast(string? setting, double rate)
    {
        var options = new TabularOptions { LearningRate = 0.05, Set = setting is null ? [] : [setting] };
        Assert.Equal(rate, new TabularTraining(Table.Read(TestData.Iris), "species", options).Optimizer.LearningRate);
    }

    [Fact]
    public void AValueThatARecipeRefusesIsRefusedWhereItIsGivenInItsPlace()
    {
        string inRecipe = Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Recipe { Patience = -1 }).Message;
        Assert.Equal(inRecipe, Assert.Throws<ArgumentOutOfRangeException>(() => _ = new TabularOptions { Patience = -1 }).Message);
        Assert.Equal(inRecipe, Assert.Throws<ArgumentOutOfRangeException>(() => _ = new TrainingOptions { Patience = -1 }).Message);
    }

    // a setting of another type is another one: null there leaves it to the recipe
    static IEnumerable<(string Name, Type Type)> Settings(Type type) => type.GetProperties()
        .Where(property => property.CanWrite || property.DeclaringType == typeof(Adam))
        .Where(property => type != typeof(TabularOptions) || property.PropertyType.IsValueType)
        .Select(property => (property.Name, property.PropertyType));

    static bool IsRepeated(Type type, string name) =>
        type.GetField($"<{name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null;
}
