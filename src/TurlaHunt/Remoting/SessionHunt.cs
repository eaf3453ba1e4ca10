using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Commands;
using TurlaHunt.Visibility;

namespace TurlaHunt.Remoting;

/// <summary>The hunt in one session. Whatever happens there, it gives a result: where it has none of the computer, a blind one.</summary>
/// <param name="session">The session.</param>
/// <param name="request">What is asked.</param>
/// <param name="tell">
/// Takes results, as objects with the name of the session's computer, and errors, warnings and verbose messages as records. It is called
/// on any thread.
/// </param>
internal sealed class SessionHunt(PSSession session, FleetRequest request, Action<object> tell)
{
    private const string Advice = "Look whether the computer is on, the session open and the module allowed there. The other computers were hunted on.";

    private readonly object _gate = new();
    private bool _isOver;
    private volatile bool _hasResult;
    private volatile string? _problem;
    private volatile string? _lost;

    /// <summary>Hunts.</summary>
    /// <returns>Why it did not come to its end; null where it did.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        string? failure = null;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            if (request.Limit is TimeSpan time)
            {
                limit.CancelAfter(time);
            }

            await HuntAsync(limit.Token).ConfigureAwait(false);
            failure = _lost ?? (_hasResult ? null : _problem ?? "It gave no result.");
        }
        catch (OperationCanceledException problem) when (!stop.IsCancellationRequested)
        {
            failure = limit.IsCancellationRequested && request.Limit is TimeSpan most
                ? $"It did not come to its end within {VisibilityText.Duration(most)}."
                : problem.Message;
        }
        catch (Exception problem) when (problem is not (OutOfMemoryException or OperationCanceledException))
        {
            failure = problem.Message;
        }

        // A session that was given up may go on, and what it tells then would contradict what is told here.
        lock (_gate)
        {
            _isOver = true;
        }

        if (failure is not null)
        {
            string problem = _Format.Text(failure);
            tell(ErrorRecords.ComputerNotHunted(session.ComputerName, problem, Advice));

            // Where other results came, as of a collector, nobody knows whose is missing: of none of those who have one.
            Emit(_hasResult
                ? request.Sweep.OfUnhunted(null, $"Not all results of the session to {session.ComputerName} are here: {problem}", Advice)
                : request.Sweep.OfUnhunted(session.ComputerName, problem, Advice));
        }

        return failure;
    }

    private async Task HuntAsync(CancellationToken stop)
    {
        string[] identities = [CarriedModule.For("Core").Identity, CarriedModule.For("Desktop").Identity];
        List<string> answers = [];
        await RunAsync(SessionScripts.Probe, [CarriedModule.Version, identities], item => answers.Add(item.ToString()), stop).ConfigureAwait(false);
        string state = answers.LastOrDefault() ?? throw new InvalidDataException(_problem ?? "It does not tell whether the module is there.");
        if (state == SessionScripts.Installed)
        {
            await RunAsync(SessionScripts.HuntInstalled, [CarriedModule.Version, request.Parameters], Take, stop).ConfigureAwait(false);
            return;
        }

        if (state != SessionScripts.Loaded)
        {
            CarriedModule module = CarriedModule.For(state);
            await RunAsync(SessionScripts.Load, [module.Identity, module.Images], _ => { }, stop).ConfigureAwait(false);
        }

        await RunAsync(SessionScripts.HuntCarried, [identities, request.Parameters], Take, stop).ConfigureAwait(false);
    }

    private Task RunAsync(string script, object[] arguments, Action<PSObject> take, CancellationToken stop) =>
        SessionPipeline.RunAsync(session, script, arguments, take, Hear, stop);

    private void Hear(object record)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            if (record is ErrorRecord error)
            {
                _problem ??= error.ToString();
            }

            tell(record);
        }
    }

    // Called by the engine, which has no use for an exception.
    private void Take(PSObject item)
    {
        try
        {
            object whole = item.BaseObject is string text ? PSSerializer.Deserialize(text) : item;
            HuntResult result = Deserialized.Restore(whole, typeof(HuntResult)) as HuntResult
                ?? throw new InvalidDataException($"It gave '{item}', which is no result.");
            if (result.MachineName is null && result.Visibility.Length == 0)
            {
                // Nothing could be read there. Whose result that is, only this side knows.
                _problem ??= string.Join(" ", result.Errors);
                return;
            }

            lock (_gate)
            {
                if (!_isOver)
                {
                    _hasResult = true;
                    Emit(result);
                }
            }
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Others may have come whole: this one is missed all the same.
            _lost ??= problem.Message;
        }
    }

    private void Emit(HuntResult result)
    {
        PSObject item = new(result);
        item.Properties.Add(new PSNoteProperty("PSComputerName", session.ComputerName));
        tell(item);
    }
}
