using System.Globalization;

namespace MLRegularization.Numerics;

/// <summary>Text that is kept in files or compared: the same whatever the culture of the caller's thread.</summary>
internal static class InvariantText
{
    /// <summary>What a function writes with decimal points.</summary>
    public static string Of(Func<string> text)
    {
        CultureInfo callers = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return text();
        }
        finally
        {
            CultureInfo.CurrentCulture = callers;
        }
    }
}
