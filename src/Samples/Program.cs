using MLRegularization.Samples;

// With a folder as argument the pictures of networks are written there.
Action Drawn(string name, Action<string> draw, Action example) => args.Length > 0 ? () => draw(Path.Combine(args[0], name + ".svg")) : example;

(string Name, Action Example)[] samples =
[
    (nameof(FitAndPredict), FitAndPredict.Example),
    (nameof(WholePath), WholePath.Example),
    (nameof(ChooseAlpha), ChooseAlpha.Example),
    (nameof(SaveAndLoad), SaveAndLoad.Example),
    (nameof(Diagnose), Diagnose.Example),
    (nameof(ComparePenalties), Drawn(nameof(ComparePenalties), ComparePenalties.Draw, ComparePenalties.Example)),
    (nameof(CompareGaps), Drawn(nameof(CompareGaps), CompareGaps.Draw, CompareGaps.Example)),
#if MLNET
    .. MLRegularization.Samples.MLNet.Catalog.Examples,
#endif
];
foreach ((string name, Action example) in samples)
{
    Console.WriteLine($"{name}:");
    example();
    Console.WriteLine();
}
