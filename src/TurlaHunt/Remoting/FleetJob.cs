using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace TurlaHunt.Remoting;

/// <summary>
/// A hunt in many sessions as a job, as Invoke-Command makes them: a child job for each session. A session that did not come to its end
/// is a child that failed; its blind result is among the output all the same.
/// </summary>
internal sealed class FleetJob : Job
{
    public const string TypeName = "TurlaHunt";

    private readonly FleetHunt _fleet;
    private readonly Func<IEnumerable<HuntResult>, IEnumerable<HuntResult>> _finish;
    private readonly CancellationTokenSource _stop = new();
    private readonly SessionJob[] _children;
    private readonly List<HuntResult> _results = [];
    private volatile bool _hasFailed;

    /// <summary>Makes the job.</summary>
    /// <param name="command">The command, as the user gave it.</param>
    /// <param name="fleet">The hunt.</param>
    /// <param name="finish">Gives the results that are missing when all sessions are done.</param>
    public FleetJob(string command, FleetHunt fleet, Func<IEnumerable<HuntResult>, IEnumerable<HuntResult>> finish)
        : base(command)
    {
        _fleet = fleet;
        _finish = finish;
        PSJobTypeName = TypeName;
        _children = [.. fleet.Sessions.Select(session => new SessionJob(command, session, StopJob))];
        foreach (SessionJob child in _children)
        {
            ChildJobs.Add(child);
        }
    }

    public override string Location => string.Join(",", ChildJobs.Select(child => child.Location));

    public override string StatusMessage => "";

    public override bool HasMoreData => Output.Count > 0 || ChildJobs.Any(child => child.HasMoreData);

    /// <summary>Begins.</summary>
    public void Start()
    {
        SetJobState(JobState.Running);
        Task.Run(() => _fleet.RunAsync(place => _children[place].Begin(), Take, EndChild, _stop.Token)).ContinueWith(
            run => End(run.IsCanceled ? JobState.Stopped : run.IsFaulted || _hasFailed ? JobState.Failed : JobState.Completed), TaskScheduler.Default);
    }

    public override void StopJob() => _stop.Cancel();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Cancel();
        }

        base.Dispose(disposing);
    }

    private void Take(int place, object item)
    {
        _children[place].Take(item);
        if (item is PSObject { BaseObject: HuntResult result })
        {
            lock (_results)
            {
                _results.Add(result);
            }
        }
    }

    private void EndChild(int place, string? failure)
    {
        _hasFailed = _hasFailed || failure is not null;
        _children[place].End(failure is null ? JobState.Completed : JobState.Failed);
    }

    private void End(JobState state)
    {
        foreach (SessionJob child in _children)
        {
            child.End(JobState.Stopped);
        }

        if (state != JobState.Stopped)
        {
            HuntResult[] results;
            lock (_results)
            {
                results = [.. _results];
            }

            foreach (HuntResult result in _finish(results))
            {
                Output.Add(new PSObject(result));
            }
        }

        SetJobState(state);
    }
}
