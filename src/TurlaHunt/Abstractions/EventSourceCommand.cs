using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that takes events one by one, and may look at others than sound records.</summary>
public abstract class EventSourceCommand : EventWindowCommand
{
    private readonly EvtxRecovery _recovery;
    private readonly List<string> _read = [];
    private IReadOnlyList<ChannelAddress> _channels = [];
    private ChannelSource? _live;

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

    /// <inheritdoc/>
    private protected override void ProcessChannels(IChannelReader reader, IReadOnlyList<ChannelAddress> channels)
    {
        if (IncludeRecovered)
        {
            ThrowTerminatingError(ErrorRecords.OfFilesOnly(nameof(IncludeRecovered)));
        }

        _channels = channels;
        _live = new ChannelSource(reader, this);
        Process(_live.Read(channels, InWindow(Query), StopToken));
    }

    /// <summary>Reads once more what was read, for events that turned out to be of interest.</summary>
    protected void ReadAgain(EventQuery query, Action<EventRecord> take)
    {
        if (_live is null)
        {
            ReadAgain(_read, query, take);
            return;
        }

        BeginAgain();
        foreach (EventRecord record in _live.Read(_channels, query, StopToken))
        {
            take(record);
        }
    }

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
