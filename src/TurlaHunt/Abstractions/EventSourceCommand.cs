using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Events.Following;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Sweeps;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that takes events one by one, and may look at others than sound records.</summary>
public abstract class EventSourceCommand : EventWindowCommand, IFollowListener
{
    private readonly EvtxRecovery _recovery;
    private readonly List<string> _read = [];
    private IReadOnlyList<ChannelAddress> _channels = [];
    private readonly List<(string Path, bool IsPattern)> _folders = [];
    private ChannelSource? _live;
    private IChannelReader? _reader;
    private ChannelFollower? _follower;
    private FollowPace? _pace;

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

    /// <summary>Whether it goes on with the events that come, where a leaf can do that.</summary>
    private protected virtual bool IsWaiting => false;

    /// <summary>What time it is, and how to wait.</summary>
    private protected FollowPace Pace => _pace ??= FollowPaces.Current;

    /// <summary>What the cmdlet asks for, without the window of time.</summary>
    protected abstract EventQuery Query { get; }

    /// <summary>Where events are read from.</summary>
    protected EvtxFileSource Source { get; }

    /// <summary>Takes one event that the query wants.</summary>
    protected abstract void ProcessEvent(EventRecord record);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (IsWaiting && IncludeRecovered)
        {
            ThrowTerminatingError(ErrorRecords.ParametersExclude("Wait", nameof(IncludeRecovered)));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (IsWaiting && (_follower is not null || _read.Count + _folders.Count > 0))
        {
            Track(() => ProcessFollowed(Follow()));
        }

        base.EndProcessing();
    }

    /// <summary>Takes events while they come.</summary>
    /// <param name="records">The events; null where there are no more for the moment.</param>
    private protected virtual void ProcessFollowed(IEnumerable<EventRecord?> records) => Process(records.OfType<EventRecord>());

    /// <inheritdoc/>
    protected override void ProcessFiles(IReadOnlyList<string> files)
    {
        EventQuery query = InWindow(Query);
        _read.AddRange(files);
        if (IsWaiting)
        {
            return;
        }

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
        _reader = reader;
        _live = new ChannelSource(reader, this);
        if (IsWaiting)
        {
            _follower = new ChannelFollower(reader, this, Pace);
            return;
        }

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

    /// <summary>Reads what is followed for more of what was found in it, up to a while: a computer that hangs is not waited for.</summary>
    private protected void ReadBeside(EventQuery query, Action<EventRecord> take, TimeSpan most) => ReadBeside(() =>
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        enough.CancelAfter(most);

        // A computer that was lost the last time may be there again; a file that could not be read may be whole.
        IEnumerable<EventRecord> records = _reader is null
            ? Source.Read(FindFiles().Distinct(StringComparer.Ordinal).Where(File.Exists), query, enough.Token)
            : new ChannelSource(_reader, this).Read(_channels, query, enough.Token);
        BeginAgain();
        foreach (EventRecord record in records)
        {
            take(record);
        }
    });

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

    void IFollowListener.OnChanged(string path, string what) => WriteWarning($"{path}: {what}");

    void IFollowListener.OnLost(string path, ChannelException failure) => WriteError(failure.ToErrorRecord(path, path));

    /// <inheritdoc/>
    private protected override void OnExpand(string given, IReadOnlyList<string> resolved, bool isPattern)
    {
        if (isPattern)
        {
            _folders.Add((given, true));
        }

        _folders.AddRange(resolved.Where(Directory.Exists).Select(folder => (folder, false)));
    }

    private IEnumerable<EventRecord?> Follow()
    {
        EventQuery query = InWindow(Query);
        IEnumerable<EventRecord?> records = _follower?.Follow(_channels, query, StopToken)
            ?? new FileFollower(this, Pace).Follow(FindFiles, query, StopToken);
        foreach (EventRecord? record in Pace.Until(records, query.EndTime, HuntWatch.SettlingTime))
        {
            if (record is null)
            {
                BeginFollowing();
            }

            yield return record;
        }
    }

    // The files that were given, and those that lie in the folders by now, or fit the patterns.
    private IEnumerable<string> FindFiles() => _read.Concat(_folders.SelectMany(folder => folder.IsPattern
        ? InputPaths.Again(this, folder.Path).SelectMany(path => EventLogFiles.Expand(path, isFromPattern: true, new QuietListener()))
        : Directory.Exists(folder.Path) ? EventLogFiles.Expand(folder.Path, isFromPattern: false, new QuietListener()) : []));

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
