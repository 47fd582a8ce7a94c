using Microsoft.ML;

// A program that knows ML.NET and nothing of this repository: StockScorer MODEL.zip TABLE.idv SCORES.idv loads a saved model and scores a table with it.
// It prints the assemblies that it came to need.
if (args.Length != 3)
{
    Console.Error.WriteLine("Usage: StockScorer MODEL.zip TABLE.idv SCORES.idv");
    return 1;
}
MLContext ml = new();
ITransformer model = ml.Model.Load(args[0], out _);
IDataView scored = model.Transform(ml.Data.LoadFromBinary(args[1]));
using (FileStream file = File.Create(args[2])) ml.Data.SaveAsBinary(scored, file, keepHidden: false);
foreach (string name in AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name!).Order(StringComparer.Ordinal)) Console.WriteLine(name);
return 0;
