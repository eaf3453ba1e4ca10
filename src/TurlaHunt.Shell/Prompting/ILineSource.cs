namespace TurlaHunt.Shell.Prompting;

/// <summary>Where command lines come from: a person at a terminal, or a redirected input.</summary>
internal interface ILineSource
{
    /// <summary>
    /// Whether an empty line ends a command line that is incomplete: a person then wants to see what is wrong with
    /// it.
    /// </summary>
    bool EmptyLineEnds { get; }

    /// <summary>The next line; empty when it was given up, null when no more will come.</summary>
    string? Read(string prompt);
}
