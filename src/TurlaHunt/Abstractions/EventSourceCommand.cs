using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Events;
using TurlaHunt.Evtx;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that reads events: where from, and from which window of time.</summary>
public abstract class EventSourceCommand : CancellableCommand, IReadListener
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string FileSystem = "FileSystem";

    private readonly EvtxFileSource _files;
    private readonly List<(string Given, string File)> _read = [];
    private readonly HashSet<(string Path, string Defect)> _told = [];
    private ReadProgress? _progress;
    private string _given = "";
    private int _failures;
    private bool _isAgain;

    /// <summary>Makes the cmdlet.</summary>
    protected EventSourceCommand() => _files = new EvtxFileSource(this);

    /// <summary>
    /// Event log files, or folders that are searched for .evtx files, with their sub-folders. Wildcards are resolved.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Event log files or folders, taken as they are written. Files may have any extension.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The first moment that is looked at; included. A time without an offset is local time.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The moment from which on nothing is looked at; excluded. A time without an offset is local time.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Whether enough was emitted. Reading ends then.</summary>
    protected virtual bool IsDone => false;

    /// <summary>What progress goes by, where it is not the time since the reading began: for tests.</summary>
    internal virtual Func<TimeSpan>? Clock => null;

    /// <summary>What the cmdlet asks for, without the window of time.</summary>
    protected abstract EventQuery Query { get; }

    /// <summary>Takes one event that the query wants.</summary>
    protected abstract void ProcessEvent(EventRecord record);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (IsDone)
        {
            return;
        }

        EventQuery query = InWindow(Query);
        List<(string Given, string File)> files = [.. ParameterSetName == LiteralPathSet
            ? LiteralPath.SelectMany(path => Expand(path, ResolveLiteral(path), isPattern: false))
            : Path.SelectMany(path => Expand(path, ResolveWildcards(path), WildcardPattern.ContainsWildcardCharacters(path)))];
        _progress ??= new ReadProgress(MyInvocation.MyCommand.Name, WriteProgress, Clock);
        _progress.Expect(files.Select(file => file.File));
        bool isOver = false;
        try
        {
            foreach ((string given, string file) in files)
            {
                if (IsDone || StopToken.IsCancellationRequested)
                {
                    break;
                }

                _given = given;
                int before = _failures;
                Read(file, query);
                if (_failures == before)
                {
                    _read.Add((given, file));
                }

                _progress.Finish(file);
            }

            isOver = true;
        }
        finally
        {
            // A later command has enough (Select-Object -First): EndProcessing is not called then. After Ctrl-C the engine
            // takes no more progress; the host clears it by itself.
            if (!isOver && !Stopping)
            {
                _progress.Complete();
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _progress?.Complete();

    /// <summary>A query within the window of time that the user asked for, and its own.</summary>
    protected EventQuery InWindow(EventQuery query)
    {
        DateTime? start = StartTime?.UtcDateTime;
        DateTime? end = EndTime?.UtcDateTime;
        return query.Within(start > query.StartTime ? start : query.StartTime ?? start, end < query.EndTime ? end : query.EndTime ?? end);
    }

    /// <summary>
    /// Reads once more what was read, for events that turned out to be of interest. Damage that was told the first time is
    /// not told again.
    /// </summary>
    protected void ReadAgain(EventQuery query, Action<EventRecord> take)
    {
        _isAgain = true;
        _progress?.Expect(_read.Select(file => file.File));
        foreach ((string given, string file) in _read)
        {
            _given = given;
            WriteVerbose($"Reading {file} again.");
            foreach (EventRecord record in _files.Read(file, query, StopToken))
            {
                take(record);
            }

            _progress?.Finish(file);
        }
    }

    void IReadListener.OnDefect(string path, EvtxDefect defect)
    {
        if (_told.Add((path, defect.ToString())) || !_isAgain)
        {
            WriteError(defect.ToErrorRecord(path, _given));
        }
    }

    void IReadListener.OnFailure(string path, Exception failure)
    {
        _failures++;
        WriteError(failure.ToErrorRecord(path, _given));
    }

    void IReadListener.OnSkipped(string path, string reason) => WriteVerbose($"Left out {path}: {reason}.");

    void IReadListener.OnProgress(string path, long bytesRead, long bytesTotal) => _progress?.Report(path, bytesRead);

    private void Read(string file, EventQuery query)
    {
        WriteVerbose($"Reading {file}.");
        foreach (EventRecord record in _files.Read(file, query, StopToken))
        {
            ProcessEvent(record);
            if (IsDone)
            {
                break;
            }
        }
    }

    // A pattern that chooses nothing is said to: silence means that all was read.
    private List<(string Given, string File)> Expand(string given, List<string> resolved, bool isPattern)
    {
        _given = given;
        int before = _failures;
        List<(string Given, string File)> files =
            [.. resolved.SelectMany(path => EventLogFiles.Expand(path, isPattern, this)).Select(file => (given, file))];
        if (isPattern && resolved.Count > 0 && files.Count == 0 && _failures == before)
        {
            WriteError(ErrorRecords.PatternWithoutLogs(given));
        }

        return files;
    }

    private List<string> ResolveLiteral(string path)
    {
        try
        {
            string resolved =
                SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out PSDriveInfo _);
            if (provider.Name != FileSystem)
            {
                WriteError(ErrorRecords.PathNotFileSystem(path, provider.Name));
                return [];
            }

            if (File.Exists(resolved) || Directory.Exists(resolved))
            {
                return [resolved];
            }

            WriteError(ErrorRecords.PathNotFound(path));
        }
        catch (Exception failure) when (ErrorRecords.IsPathFailure(failure))
        {
            WriteError(ErrorRecords.PathNotResolved(failure, path));
        }

        return [];
    }

    private List<string> ResolveWildcards(string path)
    {
        try
        {
            Collection<string> resolved = GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            if (provider.Name != FileSystem)
            {
                WriteError(ErrorRecords.PathNotFileSystem(path, provider.Name));
                return [];
            }

            if (resolved.Count > 0)
            {
                return [.. resolved];
            }

            WriteError(ErrorRecords.PathNotFound(path, isPattern: true));
        }
        catch (Exception failure) when (ErrorRecords.IsPathFailure(failure))
        {
            WriteError(ErrorRecords.PathNotResolved(failure, path));
        }

        return [];
    }
}
