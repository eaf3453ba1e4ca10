using System;
using TurlaHunt.Shell.Hosting;
using TurlaHunt.Shell.Prompting;

namespace TurlaHunt.Shell;

/// <summary>With arguments: runs them as one command line and exits. Without: a prompt.</summary>
internal static class Program
{
    private const string Usage = """
        usage: TurlaHunt.Shell ["<pipeline>"]

        With a pipeline: runs it and exits with 0, or with 1 when it failed.
        Without one: a prompt, or the lines of the standard input.
        """;

    private static int Main(string[] arguments)
    {
        if (arguments is ["-h" or "--help"])
        {
            Console.WriteLine(Usage);
            return Session.Succeeded;
        }

        string? manifest = ModuleLocator.FindManifest(AppContext.BaseDirectory);
        if (manifest is null)
        {
            Console.Error.WriteLine(ModuleLocator.NotFoundMessage);
            return Session.Failed;
        }

        Terminal terminal = Terminal.OfThisProcess();
        using Session session = new(terminal);
        if (!session.ImportModule(manifest))
        {
            return Session.Failed;
        }

        return arguments.Length > 0
            ? session.RunAndExit(string.Join(' ', arguments))
            : PromptLoop.For(session, terminal).Run();
    }
}
