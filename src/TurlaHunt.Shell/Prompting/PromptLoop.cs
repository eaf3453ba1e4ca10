using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TurlaHunt.Shell.Hosting;

namespace TurlaHunt.Shell.Prompting;

/// <summary>Reads command lines and runs them until 'exit' or the end of the input.</summary>
internal sealed class PromptLoop(Session session, ILineSource lines)
{
    private const string Continuation = ">> ";

    internal static PromptLoop For(Session session, Terminal terminal) =>
        new(session, terminal.InputIsTerminal && terminal.OutputIsTerminal
            ? new LineEditor(new Completer(session.Runspace))
            : new RedirectedLines());

    /// <summary>The exit code: what 'exit' asked for, else how the last command line ended.</summary>
    internal int Run()
    {
        bool success = true;
        while (session.RequestedExit is null && ReadCommandLine() is { } commandLine)
        {
            if (commandLine.Trim().Length > 0)
            {
                success = session.Run(commandLine, remember: true);
            }
        }

        return session.RequestedExit ?? (success ? Session.Succeeded : Session.Failed);
    }

    private string? ReadCommandLine()
    {
        string? text = lines.Read(Prompt());
        while (text is not null && IsIncomplete(text))
        {
            string? next = lines.Read(Continuation);
            if (string.IsNullOrEmpty(next) && lines is LineEditor)
            {
                // A person who enters an empty line wants to see what is wrong with it so far.
                return text;
            }

            if (next is null)
            {
                return text;
            }

            text = text + "\n" + next;
        }

        return text;
    }

    private string Prompt()
    {
        try
        {
            return session.Evaluate("prompt") is [.., { } prompt] ? prompt.ToString() : "> ";
        }
        catch (RuntimeException)
        {
            return "> ";
        }
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
