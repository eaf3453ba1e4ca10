using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace TurlaHunt.Tests.Hosting;

/// <summary>
/// The built module in a runspace of its own, as an <c>IClassFixture</c> or for a single test. <see cref="Run"/>
/// gives back all that a pipeline did; the runspace stays, so variables and locations last from one run to the next.
/// </summary>
public sealed class HostedModule : IDisposable
{
    private readonly RecordingHost _host = new();
    private readonly Runspace _runspace;

    public HostedModule()
        : this(importModule: true)
    {
    }

    internal HostedModule(bool importModule)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        if (importModule)
        {
            Run($"Import-Module -Name '{BuiltFiles.Manifest}'").ThrowIfFailed();
        }
    }

    /// <summary>The engine's session, for tests of language mode, completion and the like.</summary>
    internal Runspace Runspace => _runspace;

    /// <summary>The width of the console that <see cref="HostedResult.Text"/> is laid out for.</summary>
    internal int Width
    {
        get => _host.Width;
        set => _host.Width = value;
    }

    /// <summary>What the host printed by itself, such as what -WhatIf says.</summary>
    internal string Printed => _host.Text;

    /// <summary>
    /// What the user answers to the questions of ShouldProcess: the labels' letters, like "Y" or "N".
    /// </summary>
    internal Queue<string> Answers => _host.Answers;

    /// <summary>Runs a pipeline or script; <paramref name="variables"/> are set in the session before.</summary>
    internal HostedResult Run(string script, params (string Name, object? Value)[] variables)
    {
        foreach ((string name, object? value) in variables)
        {
            _runspace.SessionStateProxy.SetVariable(name, value);
        }

        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        Collection<PSObject> output = [];
        RuntimeException? terminating = null;
        try
        {
            shell.Invoke(null, output, new PSInvocationSettings { AddToHistory = true });
        }
        catch (RuntimeException failure)
        {
            terminating = failure;
        }

        return new HostedResult(shell.Streams, output, terminating, () => Format(output));
    }

    /// <summary>The engine's completions at the end of the text, or where a caret (^) stands in it.</summary>
    internal IReadOnlyList<CompletionResult> Complete(string text)
    {
        int caret = text.IndexOf('^', StringComparison.Ordinal);
        string input = caret < 0 ? text : text.Remove(caret, 1);
        using PowerShell shell = PowerShell.Create(_runspace);
        return CommandCompletion.CompleteInput(input, caret < 0 ? input.Length : caret, null, shell).CompletionMatches;
    }

    public void Dispose() => _runspace.Dispose();

    private string Format(IEnumerable<PSObject> output)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default");
        _host.Clear();
        shell.Invoke(output.ToArray());
        return _host.Text;
    }
}
