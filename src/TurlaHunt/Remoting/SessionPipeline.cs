using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;

namespace TurlaHunt.Remoting;

/// <summary>A script that runs in a session elsewhere. No thread waits for it, so that a silent computer costs none.</summary>
internal static class SessionPipeline
{
    /// <summary>Runs a script.</summary>
    /// <param name="session">Where.</param>
    /// <param name="script">The script.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="take">Takes what it gives, one by one, as it comes.</param>
    /// <param name="tell">Takes its errors, warnings and verbose messages as records.</param>
    /// <param name="stop">Ends the waiting at once, whether the other side answers or not.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="RuntimeException">The script ended with an error, or the session is broken or busy.</exception>
    public static async Task RunAsync(
        PSSession session,
        string script,
        IReadOnlyList<object> arguments,
        Action<PSObject> take,
        Action<object> tell,
        CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        PowerShell shell = PowerShell.Create();
        Task run;
        try
        {
            shell.Runspace = session.Runspace;

            // In a scope of its own: the session is somebody's, and its variables stay what they are.
            shell.AddScript(script, useLocalScope: true);
            foreach (object argument in arguments)
            {
                shell.AddArgument(argument);
            }

            run = Begin(shell, take, tell);
        }
        catch
        {
            shell.Dispose();
            throw;
        }

        TaskCompletionSource<bool> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (stop.Register(() => stopped.TrySetResult(true)))
        {
            if (await Task.WhenAny(run, stopped.Task).ConfigureAwait(false) != run)
            {
                Abandon(shell, run);
                throw new OperationCanceledException(stop);
            }
        }

        using (shell)
        {
            await run.ConfigureAwait(false);
        }
    }

    private static Task<PSDataCollection<PSObject>> Begin(PowerShell shell, Action<PSObject> take, Action<object> tell)
    {
        PSDataCollection<PSObject> input = [];
        input.Complete();
        PSDataCollection<PSObject> output = [];
        output.DataAdded += (_, added) => take(output[added.Index]);
        shell.Streams.Error.DataAdded += (_, added) => tell(shell.Streams.Error[added.Index]);
        shell.Streams.Warning.DataAdded += (_, added) => tell(shell.Streams.Warning[added.Index]);
        shell.Streams.Verbose.DataAdded += (_, added) => tell(shell.Streams.Verbose[added.Index]);
        return Task.Factory.FromAsync(shell.BeginInvoke(input, output), shell.EndInvoke);
    }

    // The other side is asked to stop, and cleared away whenever it does. Nobody waits for that: it may be gone for good.
    private static void Abandon(PowerShell shell, Task run)
    {
        run.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                shell.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        try
        {
            shell.BeginStop(null, null);
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }
}
