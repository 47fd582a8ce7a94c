using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A context of one fit's own: what is random in the fit hangs on its seed alone, and it stops when the comparison does.</summary>
internal sealed class LearnerContext : IDisposable
{
    private readonly CancellationTokenRegistration registration;

    /// <param name="seed">The seed.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <param name="warn">Told of warnings; null: nobody is.</param>
    public LearnerContext(int seed, CancellationToken cancellation, Action<string>? warn = null)
    {
        Context = new MLContext(seed);
        if (warn is not null)
        {
            Context.Log += (_, message) =>
            {
                if (message.Kind is ChannelMessageKind.Warning or ChannelMessageKind.Error) warn(message.RawMessage);
            };
        }
        registration = cancellation.Register(() => HostInternals.Cancel(Context));
    }

    public MLContext Context { get; }

    public void Dispose() => registration.Dispose();
}
