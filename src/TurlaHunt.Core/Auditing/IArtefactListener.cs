using System;

namespace TurlaHunt.Auditing;

/// <summary>Hears what becomes of the files in a folder of artefacts.</summary>
public interface IArtefactListener
{
    /// <summary>A file is used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="role">What it is used as.</param>
    void OnUsed(string path, string role);

    /// <summary>A file is not used, and need not be.</summary>
    void OnSkipped(string path, string reason);

    /// <summary>A file or folder could not be read.</summary>
    void OnFailure(string path, Exception failure);

    /// <summary>Something is wrong with a file that is used all the same: what depends on it is not known.</summary>
    void OnDefect(string path, string problem);

    /// <summary>What a file says may be older than what the computer had.</summary>
    void OnStale(string path, string problem);
}
