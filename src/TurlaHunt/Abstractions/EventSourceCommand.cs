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

    private readonly EvtxFileSource _files;
    private ReadProgress? _progress;

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
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The moment from which on nothing is looked at; excluded. A time without an offset is local time.</summary>
    [Parameter]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Whether enough was emitted. Reading ends then.</summary>
    protected virtual bool IsDone => false;

    /// <summary>What the cmdlet asks for, without the window of time.</summary>
    protected abstract EventQuery Query { get; }

    /// <summary>Takes one event that the query wants.</summary>
    protected abstract void ProcessEvent(EventRecord record);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        EventQuery query = Query.Within(StartTime?.UtcDateTime, EndTime?.UtcDateTime);
        List<string> files = [.. ResolvePaths()];
        _progress ??= new ReadProgress(MyInvocation.MyCommand.Name, WriteProgress);
        _progress.Expect(files);
        foreach (string file in files)
        {
            if (IsDone || StopToken.IsCancellationRequested)
            {
                break;
            }

            WriteVerbose($"Reading {file}.");
            foreach (EventRecord record in _files.Read(file, query, StopToken))
            {
                ProcessEvent(record);
                if (IsDone)
                {
                    break;
                }
            }

            _progress.Finish(file);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _progress?.Complete();

    void IReadListener.OnDefect(string path, EvtxDefect defect) => WriteError(defect.ToErrorRecord(path));

    void IReadListener.OnFailure(string path, Exception failure) => WriteError(failure.ToErrorRecord(path));

    void IReadListener.OnSkipped(string path, string reason) => WriteVerbose($"Left out {path}: {reason}.");

    void IReadListener.OnProgress(string path, long bytesRead, long bytesTotal) => _progress?.Report(path, bytesRead);

    private IEnumerable<string> ResolvePaths() =>
        ParameterSetName == LiteralPathSet
            ? LiteralPath.SelectMany(path => Expand(path, ResolveLiteral(path)))
            : Path.SelectMany(path => Expand(path, ResolveWildcards(path)));

    private IEnumerable<string> Expand(string given, IEnumerable<string> resolved)
    {
        bool isPattern = ParameterSetName == PathSet && WildcardPattern.ContainsWildcardCharacters(given);
        return resolved.SelectMany(path => EventLogFiles.Expand(path, isPattern, this));
    }

    private List<string> ResolveLiteral(string path)
    {
        try
        {
            string resolved = GetUnresolvedProviderPathFromPSPath(path);
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
            if (provider.Name != "FileSystem")
            {
                WriteError(ErrorRecords.PathNotFileSystem(path, provider.Name));
                return [];
            }

            if (resolved.Count > 0)
            {
                return [.. resolved];
            }

            WriteError(ErrorRecords.PathNotFound(path));
        }
        catch (Exception failure) when (ErrorRecords.IsPathFailure(failure))
        {
            WriteError(ErrorRecords.PathNotResolved(failure, path));
        }

        return [];
    }
}
