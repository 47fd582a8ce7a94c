using System.Numerics.Tensors;

namespace MLRegularization.Numerics;

/// <summary>Inner loops over spans: dot products, scaled sums and conversions. Single-precision data is widened, sums are double.</summary>
internal static class Kernels
{
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => TensorPrimitives.Dot(x, y);
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<double> y) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * y[i]; return s; }
    public static void AddScaled(ReadOnlySpan<double> x, double scale, Span<double> y) => TensorPrimitives.MultiplyAdd(x, scale, y, y);
    public static void AddScaled(ReadOnlySpan<float> x, double scale, Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] += x[i] * scale; }
    public static void SubtractWidening(ReadOnlySpan<float> x, double center, Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] = x[i] - center; }
    public static void SubtractNarrowing(ReadOnlySpan<float> x, double center, Span<float> y) { for (int i = 0; i < x.Length; i++) y[i] = (float)(x[i] - center); }
    public static void SubtractNarrowing(ReadOnlySpan<double> x, double center, Span<float> y) { for (int i = 0; i < x.Length; i++) y[i] = (float)(x[i] - center); }
}
