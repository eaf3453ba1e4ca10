using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events.Channels;
using TurlaHunt.Events.Following;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Following;

/// <summary>Keeps all that is said while logs are followed.</summary>
/// <param name="amid">Is done each time that something was read.</param>
internal sealed class FollowedLogs(Action? amid = null) : IFollowListener
{
    public List<string> Changes { get; } = [];

    public List<string> ChangedPaths { get; } = [];

    public ConcurrentQueue<ChannelException> Lost { get; } = new();

    public List<EvtxDefect> Defects { get; } = [];

    public List<Exception> Failures { get; } = [];

    public List<string> Skipped { get; } = [];

    public void OnBegin(string path)
    {
    }

    public void OnEnd(string path)
    {
    }

    public void OnProgress(string path, long bytesRead, long bytesTotal) => amid?.Invoke();

    public void OnDefect(string path, EvtxDefect defect) => Defects.Add(defect);

    public void OnFailure(string path, Exception failure) => Failures.Add(failure);

    public void OnSkipped(string path, string reason) => Skipped.Add(path);

    public void OnChanged(string path, string what)
    {
        Changes.Add(what);
        ChangedPaths.Add(path);
    }

    public void OnLost(string path, ChannelException failure) => Lost.Enqueue(failure);

    /// <summary>The texts of the events that came before the end of each look.</summary>
    public static List<string> Texts(IEnumerable<EventRecord?> records) =>
        [.. records.Select(record => record is null ? "-" : (record.Data.Find("Text") ?? "?").TrimEnd('.'))];
}
