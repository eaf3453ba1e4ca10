using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting.Bookmarks;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Commands;

/// <summary>Runs all hunts over logs in one pass, and gives one result with its verdict for each computer.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TurlaHunt", DefaultParameterSetName = "Path")]
[OutputType(typeof(HuntResult))]
public sealed partial class InvokeTurlaHuntCommand : SweepCommand
{
    private readonly List<string> _files = [];
    private KnownTask[] _known = [];
    private string? _bookmark;

    /// <summary>
    /// Lists of known tasks, by their paths, or entries of such lists. A task that one of them vouches for becomes Informational;
    /// one that only has the name of such a task, High. A list that is missing or broken ends the command.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(KnownTaskPathCompleter))]
    [Restored(typeof(KnownTask))]
    [ValidateNotNullOrEmpty]
    public object[] KnownTask { get; set; } = [];

    /// <summary>
    /// From which severity on a finding makes the verdict Found. Weaker ones are among the results all the same: every
    /// installed program registers tasks.
    /// </summary>
    [Parameter]
    public Severity MinimumSeverity { get; set; } = Severity.Medium;

    /// <summary>How long after one another the steps of a chain may be; 60 minutes where it is not given.</summary>
    [Parameter]
    public TimeSpan ChainWindow { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>
    /// A file that keeps how far the logs were hunted, for runs on a schedule: only what is new since the last one is looked
    /// at. It is made by the first run, and changed only after all results were handed over, so that a run that was stopped
    /// is repeated. What could not be hunted between two runs is a reason in the verdict.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Bookmark { get; set; }

    /// <summary>
    /// Also looks at records that a file holds and does not count as its own any more: older ones behind those in use, and what is left
    /// of damaged blocks. What is found in them is marked as Recovered, and makes the verdict Found; they never make it Clean.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeRecovered { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Session.Length == 0)
        {
            RequireSession();
        }

        if (Bookmark is not null)
        {
            if (StartTime is not null || EndTime is not null)
            {
                ThrowTerminatingError(ErrorRecords.ParametersExclude(nameof(Bookmark), StartTime is null ? nameof(EndTime) : nameof(StartTime)));
            }

            // What is left behind has no place in the order in which a log was written.
            if (IncludeRecovered)
            {
                ThrowTerminatingError(ErrorRecords.ParametersExclude(nameof(Bookmark), nameof(IncludeRecovered)));
            }

            // In a session it is a file there.
            _bookmark = Session.Length > 0 ? null : KnownTaskLists.Resolve(this, Bookmark);
        }

        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessFiles(IReadOnlyList<string> files)
    {
        // Where the last run ended may stand in any of them.
        if (_bookmark is null)
        {
            base.ProcessFiles(files);
        }
        else
        {
            _files.AddRange(files);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Session.Length > 0)
        {
            GatherPaths();
            return;
        }

        base.ProcessRecord();
    }

    /// <inheritdoc/>
    private protected override void ProcessChannels(IChannelReader reader, IReadOnlyList<ChannelAddress> channels)
    {
        if (_bookmark is not null || IncludeRecovered)
        {
            ThrowTerminatingError(ErrorRecords.OfFilesOnly(IncludeRecovered ? nameof(IncludeRecovered) : nameof(Bookmark)));
        }

        base.ProcessChannels(reader, channels);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Session.Length > 0)
        {
            HuntInSessions();
            return;
        }

        if (_bookmark is not null)
        {
            base.ProcessFiles(_files);
        }

        base.EndProcessing();
        if (_bookmark is not null && !StopToken.IsCancellationRequested)
        {
            WriteBookmark(_bookmark);
        }
    }

    /// <inheritdoc/>
    protected override KnownTaskList? ReadKnown()
    {
        _known = [.. KnownTaskLists.ReadAll(this, KnownTask)];
        return KnownTask.Length == 0 ? null : new KnownTaskList(_known);
    }

    /// <inheritdoc/>
    private protected override SweepOptions MakeOptions(DateTime? start, DateTime? end, string[] expected) => new()
    {
        StartTime = start,
        EndTime = end,
        ExpectedComputers = expected,
        MinimumSeverity = MinimumSeverity,
        ChainWindow = ChainWindow,
        IncludesRecovered = IncludeRecovered,
        Bookmark = _bookmark is null ? null : new HuntBookmark(ReadBookmark(_bookmark)),
    };

    /// <inheritdoc/>
    private protected override bool IsElsewhere => Session.Length > 0;

    /// <inheritdoc/>
    protected override void Emit(HuntResult result) => WriteObject(result);

    private IReadOnlyList<LogMark> ReadBookmark(string path)
    {
        try
        {
            return BookmarkFile.Read(path);
        }
        catch (Exception failure) when (failure is BookmarkException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.BookmarkInvalid(failure, path));
            throw;
        }
    }

    private void WriteBookmark(string path)
    {
        // What a hunt that failed was to look at has to come again.
        if (Sweep.HasFailed)
        {
            WriteWarning("A hunt failed, so that the bookmark stays where it was.");
            return;
        }

        try
        {
            BookmarkFile.Write(path, Sweep.Marks);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.BookmarkNotWritten(failure, path));
        }
    }
}
