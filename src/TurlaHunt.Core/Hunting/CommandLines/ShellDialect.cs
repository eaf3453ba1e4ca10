namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Whose rules a piece of a command line follows.</summary>
internal enum ShellDialect
{
    /// <summary>
    /// No shell is known to read it: a process's own arguments, where <c>&amp;</c> is an ordinary character of a
    /// password, or a line pasted from a script, where it is not. Doubtful ones stay inside the word.
    /// </summary>
    Loose,

    /// <summary>cmd.exe: carets escape, double quotes protect.</summary>
    Cmd,

    /// <summary>PowerShell: backticks escape, both quotes protect, <c>;</c> separates.</summary>
    PowerShell,
}
