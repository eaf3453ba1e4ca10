using System;
using System.Management.Automation;
using System.Threading;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet whose work ends at once when the pipeline is stopped: by Ctrl-C, or by a later command that has enough.</summary>
public abstract class CancellableCommand : PSCmdlet, IDisposable
{
    // Made here and not in BeginProcessing: StopProcessing comes from another thread and may come first.
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the pipeline is stopped or over.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Releases what the cmdlet holds. Unlike EndProcessing it is always called.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }
}
