using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace TurlaHunt.Shell.Hosting;

/// <summary>What the engine asks of the program that hosts it.</summary>
internal sealed class ShellHost(ShellUserInterface console) : PSHost
{
    /// <summary>The exit code that a command line asked for with 'exit', once it did.</summary>
    internal int? RequestedExit { get; private set; }

    internal ShellUserInterface Console { get; } = console;

    public override string Name => "TurlaHunt.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => Console;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => RequestedExit = exitCode;

    /// <summary>
    /// Comes from the answer 'Suspend' to a question; thrown here, it ends the command with nothing done.
    /// </summary>
    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("This shell has no second prompt to suspend to; give another answer.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This shell has no nested prompts.");

    // A native program that owns the terminal needs no preparation: the shell leaves the terminal as it found it.
    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
