using System.Text;

namespace MLRegularization.Tests.Models;

/// <summary>A node as read back.</summary>
internal sealed record ReadNode(string Op, string Domain, string[] Inputs, string[] Outputs);

/// <summary>An input or output as read back; a length of −1 is the rows.</summary>
internal sealed record ReadPort(string Name, int Type, long[] Shape, string Description);

/// <summary>A constant as read back.</summary>
internal sealed record ReadConstant(string Name, int Type, long[] Shape, byte[] Raw, string[] Texts);

/// <summary>An ONNX file as read back by the field numbers of onnx.proto.</summary>
internal sealed class OnnxReader
{
    public OnnxReader(byte[] file)
    {
        List<Field> model = Fields(file), graph = Fields(model.Single(f => f.Number == 7).Bytes);
        FormatVersion = (int)model.Single(f => f.Number == 1).Value;
        OperatorSets = model.Where(f => f.Number == 8).Select(f => Fields(f.Bytes)).ToDictionary(f => Text(f, 1), f => (int)f.Single(v => v.Number == 2).Value);
        Metadata = model.Where(f => f.Number == 14).Select(f => Fields(f.Bytes)).ToDictionary(f => Text(f, 1), f => Text(f, 2));
        Nodes = [.. graph.Where(f => f.Number == 1).Select(f => Fields(f.Bytes)).Select(f => new ReadNode(Text(f, 4), Text(f, 7), Texts(f, 1), Texts(f, 2)))];
        Constants = [.. graph.Where(f => f.Number == 5).Select(f => Fields(f.Bytes)).Select(f => new ReadConstant(Text(f, 8), (int)f.Single(v => v.Number == 2).Value,
            [.. f.Where(v => v.Number == 1).Select(v => (long)v.Value)], f.SingleOrDefault(v => v.Number == 9)?.Bytes ?? [], Texts(f, 6)))];
        Inputs = Ports(graph, 11);
        Outputs = Ports(graph, 12);
    }

    public int FormatVersion { get; }

    public Dictionary<string, int> OperatorSets { get; }

    public Dictionary<string, string> Metadata { get; }

    public ReadNode[] Nodes { get; }

    public ReadConstant[] Constants { get; }

    public ReadPort[] Inputs { get; }

    public ReadPort[] Outputs { get; }

    private static ReadPort[] Ports(List<Field> graph, int number) => [.. graph.Where(f => f.Number == number).Select(f =>
    {
        List<Field> port = Fields(f.Bytes), tensor = Fields(Fields(port.Single(v => v.Number == 2).Bytes).Single(v => v.Number == 1).Bytes);
        long[] shape = [.. Fields(tensor.Single(v => v.Number == 2).Bytes).Select(d => Fields(d.Bytes).Single()).Select(d => d.Number == 1 ? (long)d.Value : -1)];
        return new ReadPort(Text(port, 1), (int)tensor.Single(v => v.Number == 1).Value, shape, Text(port, 3));
    })];

    private static string Text(List<Field> fields, int number) => Texts(fields, number).SingleOrDefault() ?? "";

    private static string[] Texts(List<Field> fields, int number) => [.. fields.Where(f => f.Number == number).Select(f => Encoding.UTF8.GetString(f.Bytes))];

    private static List<Field> Fields(byte[] message)
    {
        List<Field> fields = [];
        int at = 0;
        ulong Unsigned()
        {
            ulong value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte part = message[at++];
                value |= (ulong)(part & 127) << shift;
                if (part < 128) return value;
            }
        }
        while (at < message.Length)
        {
            ulong tag = Unsigned();
            ulong value = (tag & 7) == 0 ? Unsigned() : 0;
            int length = (tag & 7) switch { 0 => 0, 2 => (int)Unsigned(), 5 => 4, _ => throw new FormatException($"Wire type {tag & 7}.") };
            fields.Add(new Field((int)(tag >> 3), value, message[at..(at + length)]));
            at += length;
        }
        return fields;
    }

    private sealed record Field(int Number, ulong Value, byte[] Bytes);
}
