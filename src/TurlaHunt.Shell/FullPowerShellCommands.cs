using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace TurlaHunt.Shell;

/// <summary>
/// The commands that people expect in a PowerShell and that the bare engine lacks: their modules come with a full
/// PowerShell only.
/// </summary>
internal static class FullPowerShellCommands
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        // Microsoft.PowerShell.Utility
        "Add-Member", "Add-Type", "Clear-Variable", "Compare-Object", "ConvertFrom-Csv", "ConvertFrom-Json",
        "ConvertFrom-StringData", "ConvertTo-Csv", "ConvertTo-Html", "ConvertTo-Json", "ConvertTo-Xml",
        "Export-Alias", "Export-Clixml", "Export-Csv", "Export-FormatData", "Format-Custom", "Format-Hex",
        "Format-List", "Format-Table", "Format-Wide", "Get-Alias", "Get-Culture", "Get-Date", "Get-Error",
        "Get-FileHash", "Get-FormatData", "Get-Host", "Get-Member", "Get-Random", "Get-TypeData", "Get-Unique",
        "Get-Variable", "Group-Object", "Import-Clixml", "Import-Csv", "Import-PowerShellDataFile",
        "Invoke-Expression", "Invoke-RestMethod", "Invoke-WebRequest", "Join-String", "Measure-Command",
        "Measure-Object", "New-Alias", "New-Guid", "New-Object", "New-TimeSpan", "New-Variable", "Out-File",
        "Out-GridView", "Out-Printer", "Out-String", "Read-Host", "Remove-Variable", "Select-Object",
        "Select-String", "Select-Xml", "Set-Alias", "Set-Variable", "Sort-Object", "Start-Sleep", "Tee-Object",
        "Trace-Command", "Update-FormatData", "Update-TypeData", "Wait-Debugger", "Write-Debug", "Write-Error",
        "Write-Host", "Write-Information", "Write-Output", "Write-Progress", "Write-Verbose", "Write-Warning",

        // Microsoft.PowerShell.Management
        "Add-Content", "Clear-Content", "Convert-Path", "Copy-Item", "Get-ChildItem", "Get-ComputerInfo",
        "Get-Content", "Get-Item", "Get-ItemProperty", "Get-Location", "Get-Process", "Get-PSDrive",
        "Get-Service", "Get-TimeZone", "Invoke-Item", "Join-Path", "Move-Item", "New-Item", "New-PSDrive",
        "Pop-Location", "Push-Location", "Remove-Item", "Rename-Item", "Resolve-Path", "Restart-Service",
        "Set-Content", "Set-Item", "Set-ItemProperty", "Split-Path", "Start-Process", "Start-Service",
        "Stop-Process", "Stop-Service", "Test-Connection", "Test-Path",

        // Microsoft.PowerShell.Diagnostics, .Host and .Security
        "ConvertFrom-SecureString", "ConvertTo-SecureString", "Get-Acl", "Get-AuthenticodeSignature",
        "Get-Counter", "Get-Credential", "Get-ExecutionPolicy", "Get-WinEvent", "New-WinEvent", "Set-Acl",
        "Set-ExecutionPolicy", "Start-Transcript", "Stop-Transcript",
    };

    /// <summary>The engine's hook for a name that nothing answers to: gives it a command that says why.</summary>
    internal static void ExplainMissing(object? sender, CommandLookupEventArgs lookup)
    {
        string name = lookup.CommandName[(lookup.CommandName.LastIndexOf('\\') + 1)..];
        if (Names.TryGetValue(name, out string? missing))
        {
            lookup.Command = new CmdletInfo(missing, typeof(MissingCommand));
        }
    }
}
