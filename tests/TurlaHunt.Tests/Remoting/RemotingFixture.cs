using System;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Commands;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Registry;

namespace TurlaHunt.Tests.Remoting;

/// <summary>The module here and in an engine in another process, and files of which commands make objects of every type.</summary>
public sealed class RemotingFixture : IDisposable
{
    private readonly FarSide _far = new();
    private readonly TestFolder _folder = new();

    public RemotingFixture()
    {
        _folder.Add("SOFTWARE", new TestHive().Set(
            @"Microsoft\Windows\CurrentVersion\Policies\System\Audit", "ProcessCreationIncludeCmdLine_Enabled", 0).ToBytes());
        _folder.Add("damaged.evtx", DamagedLog.WithHiddenRecord());
        Near.Run("$s = $session; $samples = $given; $folder = $files", ("session", _far.Session), ("given", Logs.Samples), ("files", _folder.Path)).ThrowIfFailed();
        Near.Run("Get-SuspiciousTaskCreation $samples | Add-KnownTask $folder/known.yml -Reason r").ThrowIfFailed();
        Near.Run(
            "Invoke-Command $s { param($manifest, $theirs, $files) Import-Module $manifest; $samples = $theirs; $folder = $files } -ArgumentList $module, $samples, $folder",
            ("module", BuiltFiles.Manifest)).ThrowIfFailed();
    }

    public HostedModule Near { get; } = new();

    internal string Folder => _folder.Path;

    /// <summary>What a script gives on the far side, as it arrives here.</summary>
    internal PSObject[] Far(string script) =>
        [.. Near.Run($"Invoke-Command $s {{ {script} }} -HideComputerName").ThrowIfFailed().Output];

    /// <summary>What a script gives here, as a file gives it back.</summary>
    internal PSObject[] FromFile(string script)
    {
        string text = (string)Near.Run($"[System.Management.Automation.PSSerializer]::Serialize(@({script}))").ThrowIfFailed().Objects.Single();
        return [.. Near.Run("[System.Management.Automation.PSSerializer]::Deserialize($x)", ("x", text)).ThrowIfFailed().Output];
    }

    public void Dispose()
    {
        Near.Dispose();
        _far.Dispose();
        _folder.Dispose();
    }
}
