using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>One fit as the host sees it: its messages, its progress and its cancellation.</summary>
internal sealed class FitScope : IDisposable
{
    /// <summary>Milliseconds between two looks at the host, well below the second in which a fit must stop.</summary>
    private const int Patience = 100;

    private readonly IHost host;
    private readonly IProgressChannel progress;
    private readonly CancellationTokenSource source;
    private readonly Timer timer;

    /// <param name="host">The host.</param>
    /// <param name="name">What is done.</param>
    /// <param name="cancellation">Cancels the fit too.</param>
    public FitScope(IHost host, string name, CancellationToken cancellation = default)
    {
        this.host = host;
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Channel = host.Start(name);
        progress = host.StartProgressChannel(name);
        timer = new Timer(_ => Look(), null, Patience, Patience);
    }

    /// <summary>Where warnings and notes go.</summary>
    public IChannel Channel { get; }

    /// <summary>Cancelled when the context or the caller is.</summary>
    public CancellationToken Cancellation => source.Token;

    /// <summary>Throws when the context or the caller was cancelled.</summary>
    public void CheckAlive()
    {
        HostInternals.CheckAlive(host);
        source.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Names what is counted and how far it has come.</summary>
    public void Count(string unit, Func<(double Done, double Total)> now)
        => progress.SetHeader(new ProgressHeader([unit]), entry => entry.SetProgress(0, now().Done, now().Total));

    /// <summary>Names what is counted and measured; numbers follow by <see cref="Report"/>.</summary>
    public void Measure(string unit, string[] metrics) => progress.SetHeader(new ProgressHeader(metrics, [unit]), _ => { });

    /// <summary>Reports measures, then what is counted.</summary>
    public void Report(params double?[] values) => progress.Checkpoint(values);

    /// <summary>Tells each sentence once, as a warning.</summary>
    public void Warn(IEnumerable<string> sentences)
    {
        foreach (string sentence in sentences.Distinct()) Channel.Warning(MessageSensitivity.Schema, sentence);
    }

    public void Dispose()
    {
        timer.Dispose();
        progress.Dispose();
        Channel.Dispose();
        source.Dispose();
    }

    private void Look()
    {
        try
        {
            HostInternals.CheckAlive(host);
        }
        catch (OperationCanceledException)
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The fit has just ended.
            }
        }
    }
}
