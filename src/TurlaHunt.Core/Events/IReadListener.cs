using System;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>
/// Hears of everything that happens while events are read besides the events themselves. Called on the thread that reads.
/// </summary>
public interface IReadListener
{
    /// <summary>The turn of a file has come.</summary>
    void OnBegin(string path);

    /// <summary>A place in a file is damaged; reading goes on behind it.</summary>
    void OnDefect(string path, EvtxDefect defect);

    /// <summary>A file or folder could not be read at all; reading goes on with the next one.</summary>
    void OnFailure(string path, Exception failure);

    /// <summary>A file was left out on purpose.</summary>
    void OnSkipped(string path, string reason);

    /// <summary>How far the reading has come. Called often; it must be cheap.</summary>
    void OnProgress(string path, long bytesRead, long bytesTotal);

    /// <summary>A file is done with, whether it could be read or not.</summary>
    void OnEnd(string path);
}
