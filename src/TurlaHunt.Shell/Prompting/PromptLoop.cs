using System.Management.Automation;
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
                success = session.Run(commandLine);
            }
        }

        return session.RequestedExit ?? (success ? Session.Succeeded : Session.Failed);
    }

    private string? ReadCommandLine()
    {
        string? text = lines.Read(Prompt());
        while (text is not null && CommandText.IsIncomplete(text))
        {
            string? next = lines.Read(Continuation);
            if (next is null || (next.Length == 0 && lines.EmptyLineEnds))
            {
                break;
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
}
