namespace MLRegularization.Cli;

/// <summary>The border to the engine: its refusals of an argument are the user's mistakes here, in its own words.</summary>
internal static class EngineCall
{
    /// <summary>Calls the engine.</summary>
    public static T Do<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (ArgumentException e) when (e is not ArgumentNullException)
        {
            string sentence = e.Message.Split('\n')[0];
            int parameter = sentence.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
            throw new UserError(parameter < 0 ? sentence : sentence[..parameter]);
        }
    }
}
