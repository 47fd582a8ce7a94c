using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace MLRegularization.Tests;

/// <summary>Random cases that are the same in every run; a case that breaks the law is in the message.</summary>
internal static class Law
{
    private static readonly Replay Seed = new(new Rnd(20260101, 1), FSharpOption<int>.None);

    /// <summary>Numbers in eighths: ties and kinks are met exactly.</summary>
    public static Gen<double> Eighths(int low, int high) => Gen.Choose(8 * low, 8 * high).Select(k => k / 8.0);

    /// <summary>Runs assertions on many cases.</summary>
    public static void Holds<T>(Gen<T> cases, Action<T> law, int count = 1000) => Prop.ForAll(Arb.From(cases), law).Check(
        Config.QuickThrowOnFailure.WithReplay(FSharpOption<Replay>.Some(Seed)).WithMaxTest(count).WithQuietOnSuccess(true));
}
