using MLRegularization.Models.Onnx;

namespace MLRegularization.Models;

/// <summary>The numbers that an ONNX file is fed and gives back; what lies between is in 64 bits, but for the layers of networks.</summary>
public enum OnnxNumbers
{
    /// <summary>32 bits (float): what most programs feed. Numbers of more than 7 digits are rounded before the model sees them.</summary>
    Bits32,

    /// <summary>64 bits (double): the model's own numbers.</summary>
    Bits64,
}

/// <summary>
/// Models as ONNX files (operator set 13), which ONNX Runtime runs in many languages, browsers among them. What prepares a table's columns is in the file.
/// </summary>
/// <remarks>
/// Inputs: for a model of a table one tensor n × 1 for each column, by its name (of a linear model only those with a coefficient), of numbers or of texts, NaN or an empty text where missing; for a
/// model of a matrix one tensor <c>features</c>, n × p; and the offset's column where there is one. Outputs: <c>prediction</c>, n × 1; for classes <c>label</c>, n texts, and
/// <c>probabilities</c>, n × K, in the order of the model's classes. A missing value without a stand-in gives NaN, and an empty label.
/// </remarks>
public static class OnnxWriter
{
    /// <summary>Writes a linear model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="destination">Where to; nothing is written when the model is refused.</param>
    /// <param name="numbers">The type of numbers fed and given back.</param>
    /// <exception cref="ArgumentException">The model needs a bag of words, has no feature, two inputs of one name or one without, or too many numbers for a file.</exception>
    public static void Write(LinearModel model, Stream destination, OnnxNumbers numbers = OnnxNumbers.Bits32)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(OnnxFile.Write(OnnxLinearModel.Build(model, TypeOf(numbers))));
    }

    /// <summary>Writes a network with the preparation of its inputs. Its layers calculate in 32 bits, as they do here; what comes before and after them in 64.</summary>
    /// <param name="model">The model.</param>
    /// <param name="destination">Where to; nothing is written when the model is refused.</param>
    /// <param name="numbers">The type of numbers fed and given back.</param>
    /// <param name="asMatrix">Whether to ask for one input <c>features</c>, n × p, in place of one for each column; for models whose columns are all numbers.</param>
    /// <exception cref="ArgumentException">The model needs a bag of words, has two inputs of one name or one without, texts for a matrix, or too many numbers for a file.</exception>
    public static void Write(NetworkModel model, Stream destination, OnnxNumbers numbers = OnnxNumbers.Bits32, bool asMatrix = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(OnnxFile.Write(OnnxNetworkModel.Build(model, TypeOf(numbers), asMatrix)));
    }

    /// <summary>Writes a linear model to a file: first beside it, then moved in one step, so a reader never sees half of it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; an earlier one is replaced.</param>
    /// <param name="numbers">The type of numbers fed and given back.</param>
    /// <exception cref="ArgumentException">As for <see cref="Write(LinearModel, Stream, OnnxNumbers)"/>.</exception>
    public static void Save(LinearModel model, string path, OnnxNumbers numbers = OnnxNumbers.Bits32)
    {
        ArgumentNullException.ThrowIfNull(model);
        WholeFile.Write(path, stream => Write(model, stream, numbers));
    }

    /// <summary>Writes a network to a file, in one step too.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; an earlier one is replaced.</param>
    /// <param name="numbers">The type of numbers fed and given back.</param>
    /// <param name="asMatrix">Whether to ask for one input in place of one for each column.</param>
    /// <exception cref="ArgumentException">As for <see cref="Write(NetworkModel, Stream, OnnxNumbers, bool)"/>.</exception>
    public static void Save(NetworkModel model, string path, OnnxNumbers numbers = OnnxNumbers.Bits32, bool asMatrix = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        WholeFile.Write(path, stream => Write(model, stream, numbers, asMatrix));
    }

    private static OnnxType TypeOf(OnnxNumbers numbers) => numbers == OnnxNumbers.Bits64 ? OnnxType.Double : OnnxType.Single;
}
