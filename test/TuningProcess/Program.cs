using Microsoft.ML.Regularization.AutoML.Tests.Tuning;

// A program that tests kill: TuningProcess LINEAR|NETWORK STUDY.jsonl tunes a trainer on a small table, with a study file, and prints what it found.
if (args.Length != 2)
{
    Console.Error.WriteLine("Usage: TuningProcess linear|network STUDY.jsonl");
    return 1;
}
Console.Write(SmallStudy.Run(isNetwork: args[0] == "network", args[1]));
return 0;
