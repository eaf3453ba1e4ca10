using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.Remoting;

namespace TurlaHunt.Commands;

/// <summary>Hunts on the far side of sessions.</summary>
public sealed partial class InvokeTurlaHuntCommand
{
    private static readonly string[] HereOnly =
        [nameof(Session), nameof(ThrottleLimit), nameof(AsJob), nameof(HostTimeLimit), nameof(ExpectedComputer), nameof(KnownTask), nameof(Path), nameof(LiteralPath)];

    private readonly List<string> _paths = [];
    private readonly List<string> _literalPaths = [];

    /// <summary>
    /// Sessions to other computers, as New-PSSession opens them. The hunt runs there, over the logs there: paths, and the file of a
    /// bookmark, are of that computer; lists of known tasks are of this one. Where the module is not installed in this version it is
    /// carried through the session and loaded from memory; nothing is written there. A computer on which the hunt does not come to its
    /// end is a result too: a blind one, with the reason.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSSession[] Session { get; set; } = [];

    /// <summary>In how many sessions is hunted at the same time; 32 where it is not given.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>How long one computer may take in its session. One that takes longer is blind. Without it there is no limit.</summary>
    [Parameter]
    [PositiveTime]
    public TimeSpan? HostTimeLimit { get; set; }

    /// <summary>Gives a job at once, with a child job for each session. Receive-Job gives the results.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    private void RequireSession()
    {
        foreach (string name in new[] { nameof(ThrottleLimit), nameof(HostTimeLimit), nameof(AsJob) })
        {
            if (MyInvocation.BoundParameters.ContainsKey(name))
            {
                ThrowTerminatingError(ErrorRecords.ParameterNeeds(name, nameof(Session)));
            }
        }
    }

    private void GatherPaths()
    {
        if (ParameterSetName == nameof(LiteralPath))
        {
            _literalPaths.AddRange(LiteralPath);
        }
        else
        {
            _paths.AddRange(Path);
        }
    }

    private void HuntInSessions()
    {
        if (_paths.Count > 0 && _literalPaths.Count > 0)
        {
            ThrowTerminatingError(ErrorRecords.ParametersExclude(nameof(Path), nameof(LiteralPath)));
        }

        FleetHunt fleet = new(new FleetRequest(Sweep, ParametersThere(), HostTimeLimit), Session, ThrottleLimit);
        if (!AsJob)
        {
            WriteAll(fleet);
            return;
        }

        FleetJob job = new(MyInvocation.Line, fleet, SilentOf);
        JobRepository.Add(job);
        job.Start();
        WriteObject(job);
    }

    private void WriteAll(FleetHunt fleet)
    {
        BlockingCollection<(int Place, object? Item)> told = [];
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        Task run = Task.Run(() => fleet.RunAsync(_ => { }, (place, item) => told.Add((place, item)), (place, _) => told.Add((place, null)), stop.Token));
        run.ContinueWith(_ => told.Add((-1, null)), TaskScheduler.Default);
        List<HuntResult> results = [];
        int done = 0;
        bool isOver = false;
        try
        {
            foreach ((int place, object? item) in told.GetConsumingEnumerable(StopToken))
            {
                if (place < 0)
                {
                    isOver = true;
                    break;
                }

                done += item is null ? 1 : 0;
                Tell(fleet.Sessions[place].ComputerName, item, done, fleet.Sessions.Count);
                if (item is PSObject { BaseObject: HuntResult result })
                {
                    results.Add(result);
                }
            }

            foreach (HuntResult silent in SilentOf(results))
            {
                WriteObject(silent);
            }
        }
        finally
        {
            // Ctrl-C, or a later command that has enough: nobody waits for the sessions then.
            stop.Cancel();
            if (!isOver && !Stopping)
            {
                TellProgress(done, fleet.Sessions.Count, isOver: true);
            }
        }

        run.GetAwaiter().GetResult();
    }

    private void Tell(string computer, object? item, int done, int all)
    {
        switch (item)
        {
            case null:
                TellProgress(done, all, done == all);
                break;
            case ErrorRecord error:
                WriteError(error);
                break;
            case WarningRecord warning:
                WriteWarning($"{computer}: {warning.Message}");
                break;
            case VerboseRecord verbose:
                WriteVerbose($"{computer}: {verbose.Message}");
                break;
            default:
                WriteObject(item);
                break;
        }
    }

    private void TellProgress(int done, int all, bool isOver) => WriteProgress(
        new ProgressRecord(0, MyInvocation.MyCommand.Name, $"{done} of {all} computers")
        {
            PercentComplete = (int)(100L * done / all),
            RecordType = isOver ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        });

    private IEnumerable<HuntResult> SilentOf(IEnumerable<HuntResult> results)
    {
        string[] seen = [.. results.Select(result => result.MachineName).OfType<string>()];
        return ExpectedComputer.Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(expected => !seen.Any(name => SweepResults.IsExpected(expected, name)))
            .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Select(Sweep.OfSilent);
    }

    // What is given here is asked there, also what this command learns to ask later. Of common parameters only -Verbose is meant for there.
    private Hashtable ParametersThere()
    {
        Hashtable parameters = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, object> given in MyInvocation.BoundParameters)
        {
            if (given.Key == "Verbose" || !(CommonParameters.Contains(given.Key) || HereOnly.Contains(given.Key)))
            {
                parameters.Add(given.Key, ToWire(given.Value));
            }
        }

        AddWhereAny(parameters, nameof(Path), _paths.ToArray());
        AddWhereAny(parameters, nameof(LiteralPath), _literalPaths.ToArray());
        AddWhereAny(parameters, nameof(KnownTask), _known);
        return parameters;
    }

    private static void AddWhereAny(Hashtable parameters, string name, object[] values)
    {
        if (values.Length > 0)
        {
            parameters.Add(name, values);
        }
    }

    // What would arrive as a bag of properties goes as what the same parameter takes too.
    private static object? ToWire(object? value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime,
        SwitchParameter on => on.IsPresent,
        Enum word => word.ToString(),
        _ => value,
    };
}
