using System;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>A journal of repairs that cannot be written, read or believed.</summary>
/// <param name="path">The file.</param>
/// <param name="problem">What is wrong, in a sentence.</param>
/// <param name="cause">What it comes from, where something was thrown.</param>
public sealed class RepairJournalException(string path, string problem, Exception? cause = null)
    : Exception($"The journal '{path}': {problem}", cause)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
