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
    /// <summary>How long is waited for more of what was found, at a time.</summary>
    private static readonly TimeSpan MostBeside = TimeSpan.FromMinutes(1);

    private readonly EvtxRecovery _recovery;
    private readonly List<string> _read = [];
    private IReadOnlyList<ChannelAddress> _channels = [];
    private readonly List<(string Path, bool IsPattern)> _folders = [];
    private ChannelSource? _live;
    private IChannelReader? _reader;
    private ChannelFollower? _follower;
    private FollowPace? _pace;
    private bool _hasReadBeside;

    /// <summary>The computers that are lost at present.</summary>
    private readonly HashSet<string> _lost = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was said not to have answered when something was looked for.</summary>
    private readonly HashSet<string> _unanswered = new(StringComparer.OrdinalIgnoreCase);

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

    /// <summary>
    /// Reads what is followed for more of what was found in it. That takes a while at most, except of files the first time: what lies
    /// in them is found as by a reading that ends.
    /// </summary>
    /// <param name="query">What is wanted.</param>
    /// <param name="sources">The files and live logs that something was found in. Of live logs those of the same computers are read.</param>
    /// <param name="take">Takes what is found.</param>
    private protected void ReadBeside(EventQuery query, IReadOnlyCollection<string> sources, Action<EventRecord> take) => ReadBeside(() =>
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        if (_reader is not null || _hasReadBeside)
        {
            Pace.CancelAfter(enough, MostBeside);
        }

        _hasReadBeside = true;
        ChannelLookup? lookup = _reader is null ? null : new ChannelLookup(_reader, this);
        IEnumerable<EventRecord> records = lookup is null
            ? Source.Read(FindFiles().Distinct(StringComparer.Ordinal).Where(File.Exists), query, enough.Token)
            : lookup.Read(ChannelsBeside(sources), query, enough.Token);
        BeginAgain();
        foreach (EventRecord record in records)
        {
            take(record);
        }

        if (enough.IsCancellationRequested && !StopToken.IsCancellationRequested)
        {
            foreach (string path in lookup is null ? ["The files"] : lookup.Unanswered.Select(PathOf))
            {
                TellUnanswered(path, $"took more than {MostBeside.TotalSeconds} seconds, and was given up.");
            }
        }
    });

    /// <inheritdoc/>
    private protected override void OnFailedBeside(string path, ChannelException failure) => TellUnanswered(path, $"failed. {failure.Message}");

    private void TellUnanswered(string path, string why)
    {
        if (_unanswered.Add(path))
        {
            WriteWarning($"{path}: Looking for the processes behind what was found {why} Findings may lack them; this is not said again.");
        }
    }

    // A computer that is lost is not asked; what a collector tells of others is looked for at the collector.
    private IEnumerable<ChannelAddress> ChannelsBeside(IReadOnlyCollection<string> sources)
    {
        HashSet<string> told = new(
            sources.Select(source => ChannelAddress.TryParse(source, out ChannelAddress? log) ? PathOf(log.Host) : ""), StringComparer.OrdinalIgnoreCase);
        return _channels.Where(channel => PathOf(channel.Host) is string host && !_lost.Contains(host) && (told.Contains(host) || told.Contains("")));
    }

    private static string PathOf(ChannelHost host) => $@"\\{host}";

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

    void IFollowListener.OnChanged(string path, string what)
    {
        _lost.Remove(path);
        WriteWarning($"{path}: {what}");
    }

    void IFollowListener.OnLost(string path, ChannelException failure)
    {
        _lost.Add(path);
        WriteError(failure.ToErrorRecord(path, path));
    }

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

    /// <summary>Takes events, until it is done.</summary>
    private protected void Process(IEnumerable<EventRecord> records)
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
