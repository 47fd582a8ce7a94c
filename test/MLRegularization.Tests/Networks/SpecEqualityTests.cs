using System.Reflection;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks;

/// <summary>Specs are values: two that say the same are equal, and so are their hashes.</summary>
[TestClass]
public sealed class SpecEqualityTests
{
    [TestMethod]
    public void Specs_SameLists_Equal()
    {
        AreEqual(new Dropout(0.2) { Layers = [1, 2] }, new Dropout(0.2) { Layers = new List<int> { 1, 2 } });
        AreEqual<RegularizationSpec>([new L1(0.1) { Layers = [1] }, new Ema()], [new L1(0.1) { Layers = [1] }, new Ema()]);
        AreEqual(Spec(), Spec());
        AreEqual(new NetworkSpec(), new NetworkSpec());
    }

    [TestMethod]
    public void Specs_OtherListsOrNone_Unequal()
    {
        Dropout dropout = new(0.2) { Layers = [1, 2] };
        Assert.AreNotEqual(dropout, dropout with { Layers = [2, 1] });
        Assert.AreNotEqual(dropout, dropout with { Layers = [1] });
        Assert.AreNotEqual(dropout, dropout with { Layers = null });
        Assert.AreNotEqual(dropout, dropout with { Rate = 0.3 });
        Assert.AreNotEqual(Spec(), Spec() with { Hidden = [new(8, Activation.Selu)] });
        Assert.AreNotEqual(Spec(), Spec() with { BiasRate = 2 });
    }

    // A list that is kept as it is given can change afterwards, and makes equal specs unequal.
    [TestMethod]
    public void Specs_ListsGiven_AreCopied()
    {
        List<int> layers = [1];
        Dropout dropout = new(0.2) { Layers = layers };
        layers.Add(2);
        AreEqual(new Dropout(0.2) { Layers = [1] }, dropout);
    }

    [TestMethod]
    public void Specs_EveryList_IsKeptAsAValue()
    {
        Type[] specs = [typeof(NetworkSpec), .. typeof(Regularizer).Assembly.GetTypes().Where(typeof(Regularizer).IsAssignableFrom)];
        string[] plain = [.. specs.SelectMany(t => t.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType.IsArray || (f.FieldType.IsGenericType && f.FieldType.Name.StartsWith("IReadOnly", StringComparison.Ordinal)))
            .Select(f => $"{f.DeclaringType!.Name}.{f.Name}")];
        Assert.IsEmpty(plain, string.Join(", ", plain));
    }

    private static NetworkSpec Spec() => NetworkSpec.Of(Activation.Selu, 8, 4) with { Regularization = [new MaxNorm(2) { Layers = [1] }] };

    private static void AreEqual<T>(T expected, T actual)
        where T : notnull
    {
        Assert.AreNotSame(expected, actual);
        Assert.AreEqual(expected, actual);
        Assert.AreEqual(expected.GetHashCode(), actual.GetHashCode());
    }
}
