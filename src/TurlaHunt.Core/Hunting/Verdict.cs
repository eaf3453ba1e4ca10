namespace TurlaHunt;

/// <summary>What a hunt of one computer comes to. Silence is no verdict: Clean says that it would have been seen.</summary>
public enum Verdict
{
    /// <summary>Nothing was found, and the logs were there, whole and detailed enough for the whole window.</summary>
    Clean,

    /// <summary>Nothing was found, but part of the window or part of the detail was missing; each reason is named.</summary>
    CleanPartial,

    /// <summary>Nothing that could have shown it was recorded or readable.</summary>
    Blind,

    /// <summary>There are findings that matter. What could not be seen is told all the same.</summary>
    Found,
}
