using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Runspaces;
using Xunit;

namespace TurlaHunt.Tests.Remoting;

/// <summary>
/// A PowerShell engine in another process, with open sessions to it over the PowerShell remoting protocol. Nothing of the module is there
/// until somebody brings it. Its temporary files have a folder of their own.
/// </summary>
internal sealed class FarSide : IDisposable
{
    private readonly Process _process;
    private readonly Commands.TestFolder _folder = new();
    private readonly List<Runspace> _runspaces = [];
    private bool _isFrozen;

    internal FarSide(int sessions = 1)
    {
        // A path is a name too, where pipes are files; elsewhere they have a place of their own.
        string[] pipes = [.. Enumerable.Range(0, sessions).Select(number => OperatingSystem.IsWindows()
            ? $"turlahunt-{Guid.NewGuid():N}"
            : System.IO.Path.Combine(_folder.Path, $"{number}"))];
        ProcessStartInfo start = new("dotnet", ["exec", BuiltFiles.RemoteEngineAssembly, .. pipes])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        TemporaryFolder = _folder.AddFolder("temporary");
        start.Environment[OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR"] = TemporaryFolder;

        // The runtime itself would leave files there.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        _process = Process.Start(start)!;
        Assert.Equal("listening", _process.StandardOutput.ReadLine());
        foreach (string pipe in pipes)
        {
            Runspace runspace = RunspaceFactory.CreateRunspace(new NamedPipeConnectionInfo(pipe));
            runspace.Open();
            _runspaces.Add(runspace);
        }

        Sessions = [.. _runspaces.Select(runspace => PSSession.Create(runspace, "NamedPipe", null))];
    }

    internal PSSession[] Sessions { get; }

    internal PSSession Session => Sessions[0];

    internal string TemporaryFolder { get; }

    /// <summary>Stops the process where it is: it answers nothing any more, and nobody is told. Not on Windows.</summary>
    internal void Freeze()
    {
        using Process signal = Process.Start("kill", ["-STOP", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        signal.WaitForExit();
        _isFrozen = true;
    }

    /// <summary>Ends the process at once, as a computer that is switched off.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (_isFrozen)
        {
            Kill();
        }

        foreach (Runspace runspace in _runspaces)
        {
            runspace.Dispose();
        }

        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            Kill();
        }

        _process.Dispose();
        _folder.Dispose();
    }
}
