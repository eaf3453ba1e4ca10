using System;
using TurlaHunt.Events;
using TurlaHunt.Evtx;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>Says nothing: of a reading before the one that says it.</summary>
internal sealed class QuietListener : IReadListener
{
    /// <summary>The file whose turn it is.</summary>
    public string Current { get; private set; } = "";

    public void OnBegin(string path) => Current = path;

    public void OnDefect(string path, EvtxDefect defect)
    {
    }

    public void OnFailure(string path, Exception failure)
    {
    }

    public void OnSkipped(string path, string reason)
    {
    }

    public void OnProgress(string path, long bytesRead, long bytesTotal)
    {
    }

    public void OnEnd(string path)
    {
    }
}
