using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using TurlaHunt.Shell.Hosting;

namespace TurlaHunt.Shell;

/// <summary>The engine with its host: runs one command line at a time and prints what comes out of it.</summary>
internal sealed class Session : IDisposable
{
    internal const int Succeeded = 0;
    internal const int Failed = 1;

    // The one command of a full PowerShell without which a person at a prompt gets nowhere.
    private const string ChangeFolder =
        "param([string] $Path = '~') $null = $ExecutionContext.SessionState.Path.SetLocation($Path)";

    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly StopKey _stopKey = new();

    // The last run was ended by more than the failure of a statement: nothing of the same line may follow it.
    private bool _isEnded;

    internal Session(Terminal terminal)
    {
        // What is not for a terminal holds no escape sequences, whatever a format view asks for.
        PSStyle.Instance.OutputRendering = terminal.OutputHasColour ? OutputRendering.Host : OutputRendering.PlainText;

        _host = new ShellHost(new ShellUserInterface(terminal));
        _runspace = RunspaceFactory.CreateRunspace(_host, EngineState());
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
        _runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction = FullPowerShellCommands.ExplainMissing;
    }

    /// <summary>What a command line asked for with 'exit', once it did.</summary>
    internal int? RequestedExit => _host.RequestedExit;

    internal Runspace Runspace => _runspace;

    internal bool ImportModule(string manifest)
    {
        string name = CodeGeneration.EscapeSingleQuotedStringContent(manifest);
        return Print($"Import-Module -Name '{name}' -ErrorAction Stop", typed: false);
    }

    internal int RunAndExit(string commandLine)
    {
        bool success = Run(commandLine);
        return RequestedExit ?? (success ? Succeeded : Failed);
    }

    /// <summary>Runs a command line; true when its last statement succeeded.</summary>
    internal bool Run(string commandLine)
    {
        bool success = true;
        foreach (string statement in CommandText.Statements(commandLine))
        {
            success = Print(statement, typed: true);
            if (_isEnded || RequestedExit is not null)
            {
                break;
            }
        }

        return success;
    }

    /// <summary>Runs a command line for the sake of its result, without printing.</summary>
    internal IReadOnlyList<PSObject> Evaluate(string commandLine)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        return shell.AddScript(commandLine).Invoke();
    }

    public void Dispose()
    {
        _stopKey.Dispose();
        _runspace.Dispose();
    }

    private static InitialSessionState EngineState()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateFunctionEntry("Set-Location", ChangeFolder));
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        return state;
    }

    /// <summary>
    /// The engine keeps history and $? of what a person typed, and leaves both alone for what the shell itself runs.
    /// </summary>
    private bool Print(string commandLine, bool typed)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(CommandText.AsFinal(commandLine));
        // As a console does: errors stay among the output, in the order in which they happened.
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        return Invoke(shell, new PSInvocationSettings { AddToHistory = typed, Host = _host });
    }

    private bool Invoke(PowerShell shell, PSInvocationSettings settings)
    {
        _isEnded = false;
        try
        {
            using (_stopKey.Stops(shell))
            {
                shell.Invoke(null, settings);
            }

            return _runspace.SessionStateProxy.GetVariable("?") is true;
        }
        catch (PipelineStoppedException)
        {
            _isEnded = true;
            return false;
        }
        catch (RuntimeException failure)
        {
            _isEnded = failure.WasThrownFromThrowStatement || failure is ActionPreferenceStopException;
            Report(failure.ErrorRecord);
            return false;
        }
        finally
        {
            _host.Console.EndProgress();
        }
    }

    /// <summary>
    /// What ended a command line early is laid out like any other error, though nothing is left to write it.
    /// </summary>
    private void Report(ErrorRecord error)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default");
        using (_host.Console.ResultsAreErrors())
        {
            shell.Invoke(new[] { error }, new PSInvocationSettings { Host = _host });
        }
    }
}
