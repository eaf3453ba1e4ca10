using System;
using System.IO;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Evtx;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>Keeps what is said while a sweep reads, because its verdict stands on that too, and passes it on.</summary>
internal sealed class SweepListener(LogCensus census, IReadListener listener) : IReadListener
{
    /// <summary>Whether files are read a second time: what is said then was counted before.</summary>
    public bool IsAgain { get; set; }

    /// <summary>The file whose turn it is.</summary>
    public string Current { get; private set; } = "";

    public void OnBegin(string path)
    {
        Current = path;
        if (!IsAgain)
        {
            census.FileOf(path).Length = LengthOf(path);
        }

        listener.OnBegin(path);
    }

    public void OnDefect(string path, EvtxDefect defect)
    {
        if (!IsAgain)
        {
            census.FileOf(path).Add(defect);
        }

        listener.OnDefect(path, defect);
    }

    public void OnFailure(string path, Exception failure)
    {
        FileTally file = census.FileOf(path);

        // What the log was read in spite of says less than what ended it.
        if (file.Failure is null || (IsReadOn(file.Failure) && !IsReadOn(failure)))
        {
            file.Failure = failure;
        }

        listener.OnFailure(path, failure);
    }

    public void OnSkipped(string path, string reason) => listener.OnSkipped(path, reason);

    public void OnProgress(string path, long bytesRead, long bytesTotal) => listener.OnProgress(path, bytesRead, bytesTotal);

    public void OnEnd(string path) => listener.OnEnd(path);

    private static bool IsReadOn(Exception failure) => failure is ChannelException { IsReadOn: true };

    // Nobody tells how large a live log is, and its name is no path.
    private static long LengthOf(string path)
    {
        if (ChannelAddress.TryParse(path, out _))
        {
            return 0;
        }

        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
