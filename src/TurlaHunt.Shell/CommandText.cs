using System.Linq;
using System.Management.Automation.Language;

namespace TurlaHunt.Shell;

/// <summary>What can be said of a command line before it runs.</summary>
internal static class CommandText
{
    /// <summary>True when more lines could make it whole: an open brace, a pipe at the end.</summary>
    internal static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }

    /// <summary>
    /// The engine reports a text that stops too early without saying where, unless it ends with the line.
    /// </summary>
    internal static string AsFinal(string text) => IsIncomplete(text) ? text + "\n" : text;
}
