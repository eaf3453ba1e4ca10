using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace TurlaHunt.Remoting;

/// <summary>The part of a <see cref="FleetJob"/> that hunts in one session.</summary>
internal sealed class SessionJob : Job
{
    private readonly Action _stop;

    public SessionJob(string command, PSSession session, Action stop)
        : base(command)
    {
        _stop = stop;
        Location = session.ComputerName;
        PSJobTypeName = FleetJob.TypeName;
    }

    public override string Location { get; }

    public override string StatusMessage => "";

    public override bool HasMoreData => Output.Count + Error.Count + Warning.Count + Verbose.Count > 0;

    private bool IsOver => JobStateInfo.State is JobState.Completed or JobState.Failed or JobState.Stopped;

    public override void StopJob() => _stop();

    public void Begin() => SetJobState(JobState.Running);

    public void Take(object item)
    {
        if (IsOver)
        {
            return;
        }

        switch (item)
        {
            case PSObject result:
                Output.Add(result);
                break;
            case ErrorRecord error:
                Error.Add(error);
                break;
            case WarningRecord warning:
                Warning.Add(warning);
                break;
            case VerboseRecord verbose:
                Verbose.Add(verbose);
                break;
        }
    }

    public void End(JobState state)
    {
        if (!IsOver)
        {
            SetJobState(state);
        }
    }
}
