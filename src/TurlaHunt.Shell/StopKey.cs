using System;
using System.Management.Automation;

namespace TurlaHunt.Shell;

/// <summary>
/// Ctrl-C stops the running pipeline, not the shell; pressed again while that still takes its time, it ends the
/// shell.
/// </summary>
internal sealed class StopKey : IDisposable
{
    private readonly object _gate = new();
    private PowerShell? _running;
    private bool _stopping;

    internal StopKey() => Console.CancelKeyPress += OnPressed;

    /// <summary>Makes the key stop this pipeline until the returned object is disposed of.</summary>
    internal IDisposable Stops(PowerShell pipeline)
    {
        SetRunning(pipeline);
        return new Registration(this);
    }

    public void Dispose() => Console.CancelKeyPress -= OnPressed;

    private void OnPressed(object? sender, ConsoleCancelEventArgs press)
    {
        lock (_gate)
        {
            press.Cancel = !_stopping;
            if (_running is null || _stopping)
            {
                return;
            }

            _stopping = true;
            // Waits for nothing: the pipeline may need this thread's lock to come to its end.
            _running.BeginStop(null, null);
        }
    }

    private void SetRunning(PowerShell? pipeline)
    {
        lock (_gate)
        {
            _running = pipeline;
            _stopping = false;
        }
    }

    private sealed class Registration(StopKey key) : IDisposable
    {
        public void Dispose() => key.SetRunning(null);
    }
}
