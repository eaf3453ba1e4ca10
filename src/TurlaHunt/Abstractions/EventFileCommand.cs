using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Evtx;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that reads event log files: which ones, what it says of them, and how far it is.</summary>
public abstract class EventFileCommand : CancellableCommand, IReadListener
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private readonly Dictionary<string, string> _given = [];
    private readonly HashSet<string> _failed = [];
    private readonly HashSet<(string Path, EvtxDefect Defect)> _told = [];
    private readonly HashSet<(string Path, ChannelFailure Kind)> _toldObstacles = [];
    private ReadProgress? _progress;
    private bool _isAgain;
    private bool _isFollowing;
    private bool _isBeside;
    private string _expanding = "";

    /// <summary>
    /// Event log files, or folders that are searched for .evtx files, with their sub-folders. Wildcards are resolved.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [PathText]
    [ArgumentCompleter(typeof(LogPathCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public virtual string[] Path { get; set; } = [];

    /// <summary>Event log files or folders, taken as they are written. Files may have any extension.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Whether enough was emitted. Reading ends then.</summary>
    protected virtual bool IsDone => false;

    /// <summary>What progress goes by, where it is not the time since the reading began: for tests.</summary>
    internal virtual Func<TimeSpan>? Clock => null;

    /// <summary>How far it is.</summary>
    private protected ReadProgress Progress => _progress ??= new ReadProgress(MyInvocation.MyCommand.Name, WriteProgress, Clock);

    /// <summary>Reads files, until it is done or the pipeline ends.</summary>
    protected abstract void ProcessFiles(IReadOnlyList<string> files);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (IsDone)
        {
            return;
        }

        List<string> files = [.. ParameterSetName == LiteralPathSet
            ? LiteralPath.SelectMany(path => Expand(path, InputPaths.Literal(this, path), isPattern: false))
            : Path.SelectMany(path => Expand(path, InputPaths.Wildcards(this, path), WildcardPattern.ContainsWildcardCharacters(path)))];
        Progress.Expect(files);
        Track(() => ProcessFiles(files));
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _progress?.Complete();

    /// <summary>Whether a file or folder could not be read.</summary>
    protected bool HasFailed(string path) => _failed.Contains(path);

    /// <summary>Tells that files are going to be read once more, so that the progress is honest.</summary>
    protected void ExpectAgain(IEnumerable<string> files) => _progress?.Expect(files);

    /// <summary>Does something that reads files, and takes the progress away where it is not the end that ends it.</summary>
    protected void Track(Action read)
    {
        bool isOver = false;
        try
        {
            read();
            isOver = true;
        }
        finally
        {
            // A later command has enough (Select-Object -First): EndProcessing is not called then. After Ctrl-C the engine
            // takes no more progress; the host clears it by itself.
            if (!isOver && !Stopping)
            {
                _progress?.Complete();
            }
        }
    }

    /// <summary>Begins to read files a second time. Damage that was told the first time is not told again.</summary>
    protected void BeginAgain() => _isAgain = true;

    /// <summary>Reads files for more of what was found in them while they are followed. Whoever follows them tells what is wrong with them.</summary>
    private protected void ReadBeside(Action read)
    {
        _isBeside = true;
        read();
        _isBeside = false;
        _isAgain = false;
    }

    /// <summary>All was read that there is; nobody knows how long the rest will take.</summary>
    private protected void BeginFollowing()
    {
        _isFollowing = true;
        _progress?.Complete();
    }

    /// <summary>A path that was given, and whether it is a pattern; with the files and folders that it leads to.</summary>
    private protected virtual void OnExpand(string given, IReadOnlyList<string> resolved, bool isPattern)
    {
    }

    /// <summary>A live log that is followed could not be read for more of what was found.</summary>
    private protected virtual void OnFailedBeside(string path, ChannelException failure)
    {
    }

    /// <summary>The turn of a file or log has come.</summary>
    private protected virtual void OnBegin(string path) => WriteVerbose(_isAgain ? $"Reading {path} again." : $"Reading {path}.");

    void IReadListener.OnBegin(string path) => OnBegin(path);

    void IReadListener.OnEnd(string path) => _progress?.Finish(path);

    void IReadListener.OnDefect(string path, EvtxDefect defect)
    {
        if (!_isBeside && (_told.Add((path, defect)) || !_isAgain))
        {
            WriteError(defect.ToErrorRecord(path, GivenFor(path)));
        }
    }

    void IReadListener.OnFailure(string path, Exception failure)
    {
        if (_isBeside)
        {
            if (failure is ChannelException { IsReadOn: false } live && !_failed.Contains(path))
            {
                OnFailedBeside(path, live);
            }

            return;
        }

        // A live log that fails once more as it did was told. One that is read all the same has not failed.
        bool isNew = failure is ChannelException { IsReadOn: true } obstacle ? _toldObstacles.Add((path, obstacle.Kind)) : _failed.Add(path);
        if (isNew || !_isAgain)
        {
            WriteError(failure.ToErrorRecord(path, GivenFor(path)));
        }
    }

    void IReadListener.OnSkipped(string path, string reason) => WriteVerbose($"Left out {path}: {reason}.");

    void IReadListener.OnProgress(string path, long bytesRead, long bytesTotal)
    {
        if (!_isFollowing)
        {
            _progress?.Report(path, bytesRead);
        }
    }

    private string GivenFor(string path) => _given.TryGetValue(path, out string? given) ? given : _expanding;

    // A pattern that chooses nothing is said to: silence means that all was read.
    private List<string> Expand(string given, List<string> resolved, bool isPattern)
    {
        _expanding = given;
        int before = _failed.Count;
        OnExpand(given, resolved, isPattern);
        List<string> files = [.. resolved.SelectMany(path => EventLogFiles.Expand(path, isPattern, this))];
        foreach (string file in files)
        {
            _given[file] = given;
        }

        if (isPattern && resolved.Count > 0 && files.Count == 0 && _failed.Count == before)
        {
            WriteError(ErrorRecords.PatternWithoutLogs(given));
        }

        return files;
    }
}
