using MLRegularization.Samples;

(string Name, Action Example)[] samples =
[
    (nameof(FitAndPredict), FitAndPredict.Example),
    (nameof(WholePath), WholePath.Example),
    (nameof(ChooseAlpha), ChooseAlpha.Example),
    (nameof(SaveAndLoad), SaveAndLoad.Example),
    (nameof(Diagnose), Diagnose.Example),
];
foreach ((string name, Action example) in samples)
{
    Console.WriteLine($"{name}:");
    example();
    Console.WriteLine();
}
