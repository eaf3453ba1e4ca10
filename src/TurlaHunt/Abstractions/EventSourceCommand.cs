using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Events;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that takes events one by one, and may look at others than sound records.</summary>
public abstract class EventSourceCommand : EventWindowCommand
{
    private readonly EvtxRecovery _recovery;
    private readonly List<string> _read = [];

    /// <summary>Makes the cmdlet.</summary>
    protected EventSourceCommand()
    {
        Source = new EvtxFileSource(this);
        _recovery = new EvtxRecovery(this);
    }

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
        EventQuery query = InWindow(Query);
        _read.AddRange(files);
        if (!IncludeRecovered)
        {
            Read(files, query);
            return;
        }

        foreach (string file in files)
        {
            Read([file], query);
            if (!IsDone && !HasFailed(file))
            {
                Process(_recovery.Read(file, query, StopToken));
            }
        }
    }

    /// <summary>Reads once more what was read, for events that turned out to be of interest.</summary>
    protected void ReadAgain(EventQuery query, Action<EventRecord> take) => ReadAgain(_read, query, take);

    /// <summary>Reads files once more.</summary>
    protected void ReadAgain(IReadOnlyList<string> files, EventQuery query, Action<EventRecord> take)
    {
        BeginAgain();
        foreach (EventRecord record in Source.Read(files.Where(file => !HasFailed(file)), query, StopToken))
        {
            take(record);
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
