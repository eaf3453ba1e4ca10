using System;
using System.Collections.Generic;
using System.Management.Automation;
using TurlaHunt.Events;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that reads events: from which window of time, and what else than sound records.</summary>
public abstract class EventSourceCommand : EventFileCommand
{
    private readonly EvtxRecovery _recovery;

    /// <summary>Makes the cmdlet.</summary>
    protected EventSourceCommand()
    {
        Source = new EvtxFileSource(this);
        _recovery = new EvtxRecovery(this);
    }

    /// <summary>The first moment that is looked at; included. A time without an offset is local time.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The moment from which on nothing is looked at; excluded. A time without an offset is local time.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>
    /// Also looks at records that a file holds and does not count as its own any more: older ones behind those in use, and
    /// what is left of damaged blocks. They come behind the others of their file, marked as Recovered.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeRecovered { get; set; }

    /// <summary>What the cmdlet asks for, without the window of time.</summary>
    protected abstract EventQuery Query { get; }

    /// <summary>Where events are read from.</summary>
    protected EvtxFileSource Source { get; }

    /// <summary>Takes one event that the query wants.</summary>
    protected abstract void ProcessEvent(EventRecord record);

    /// <inheritdoc/>
    protected override void ProcessFiles(IReadOnlyList<string> files)
    {
        EventQuery query = Query.Within(StartTime?.UtcDateTime, EndTime?.UtcDateTime);
        if (!IncludeRecovered)
        {
            Read(files, query);
            return;
        }

        foreach (string file in files)
        {
            int before = FailureCount;
            Read([file], query);
            if (!IsDone && FailureCount == before)
            {
                Process(_recovery.Read(file, query, StopToken));
            }
        }
    }

    /// <summary>Reads files and takes what the query wants of them, until it is done.</summary>
    protected virtual void Read(IReadOnlyList<string> files, EventQuery query) => Process(Source.Read(files, query, StopToken));

    private void Process(IEnumerable<EventRecord> records)
    {
        if (IsDone)
        {
            return;
        }

        foreach (EventRecord record in records)
        {
            ProcessEvent(record);
            if (IsDone)
            {
                break;
            }
        }
    }
}
