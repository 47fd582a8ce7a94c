using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A context of one fit's own: what is random in the fit hangs on its seed alone, and it stops when the comparison does.</summary>
internal sealed class LearnerContext : IDisposable
{
    private readonly CancellationTokenRegistration registration;

    /// <param name="seed">The seed.</param>
    /// <param name="cancellation">Stops the fit.</param>
    public LearnerContext(int seed, CancellationToken cancellation)
    {
        Context = new MLContext(seed);
        Context.Log += (_, message) =>
        {
            if (message.Kind is ChannelMessageKind.Warning or ChannelMessageKind.Error) Warn?.Invoke(message.RawMessage);
        };
        registration = cancellation.Register(() => HostInternals.Cancel(Context));
    }

    public MLContext Context { get; }

    /// <summary>Told of warnings; null (default): nobody is.</summary>
    public Action<string>? Warn { get; set; }

    public void Dispose() => registration.Dispose();
}
