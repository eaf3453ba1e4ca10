using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace TurlaHunt.Tests.Shell;

/// <summary>What only Windows' own functions can show: the calls of Native/ against a real registry, and against functions that are not there.</summary>
public sealed class WindowsLegTests(WindowsShell windows) : IClassFixture<WindowsShell>
{
    private const string Audit = @"'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Audit', 'ProcessCreationIncludeCmdLine_Enabled'";
    private const string Lsa = @"'HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Lsa', 'SCENoApplyLegacyAuditPolicy'";

    [Fact]
    public async Task What_is_not_there_to_ask_is_unknown_and_the_registry_is_read()
    {
        string[] lines = Lines(await windows.Run("Test-AuditPolicy | ForEach-Object { \"$($_.ControlId)=$($_.Status)=$($_.Evidence)=$($_.Since)=$($_.Reason)\" }"));
        foreach (string id in new[] { "ProcessCreation", "Logon", "TaskSchedulerLog", "SecurityLog", "Sysmon", "PowerShell7Log" })
        {
            string line = Assert.Single(lines, line => line.StartsWith(id + "=", StringComparison.Ordinal));
            Assert.StartsWith($"{id}=Unknown=", line, StringComparison.Ordinal);
            Assert.EndsWith("(error 120).", line, StringComparison.Ordinal);
        }

        Assert.Matches("^CommandLine=(Non)?Compliant=registry=", Assert.Single(lines, line => line.StartsWith("CommandLine=", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("SubcategoriesWin=Compliant=registry=", StringComparison.Ordinal));
        Assert.InRange(lines.Length, 30, 60);
    }

    [Fact]
    public async Task Registry_values_are_repaired_and_taken_back_and_WhatIf_writes_nothing()
    {
        string[] lines = Lines(await windows.Run($$"""
            function Say { "$([Microsoft.Win32.Registry]::GetValue({{Audit}}, 'none')) $([Microsoft.Win32.Registry]::GetValue({{Lsa}}, 'none'))" };
            [Microsoft.Win32.Registry]::SetValue({{Audit.Replace("Enabled", "Other", StringComparison.Ordinal)}}, 0);
            [Microsoft.Win32.Registry]::SetValue({{Lsa}}, 0);
            Say;
            Repair-AuditPolicy CommandLine, SubcategoriesWin -WhatIf;
            Say;
            Repair-AuditPolicy CommandLine, SubcategoriesWin -Confirm:$false -Journal C:\journal.jsonl | ForEach-Object { "$($_.ControlId) $($_.Status) $($_.Before) $($_.After)" };
            Say;
            Test-AuditPolicy -Control CommandLine, SubcategoriesWin | ForEach-Object { "$($_.ControlId) $($_.Status) $([bool]$_.Since)" };
            Repair-AuditPolicy CommandLine -Confirm:$false | ForEach-Object { "$($_.ControlId) $($_.Status)" };
            [Microsoft.Win32.Registry]::SetValue({{Lsa}}, 7);
            Undo-AuditPolicyRepair C:\journal.jsonl -Confirm:$false 2>$null | ForEach-Object { "$($_.ControlId) $($_.Status)" };
            Say
            """.Replace('\n', ' ')));
        Assert.Equal(
            [
                "none 0",
                "none 0",
                "CommandLine Repaired not set 1",
                "SubcategoriesWin Repaired 0 1",
                "1 1",
                "CommandLine Compliant True",
                "SubcategoriesWin Compliant True",
                "CommandLine NotNeeded",
                "SubcategoriesWin Drifted",
                "CommandLine Undone",
                "none 7",
            ],
            lines.Where(line => !line.StartsWith("What if:", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.StartsWith("What if:", StringComparison.Ordinal)));
        Assert.Equal(7, windows.Read("journal.jsonl").Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Large_values_many_values_and_other_kinds_are_read_whole()
    {
        string baseline = Path.Combine(Path.GetTempPath(), $"turlahunt-{Guid.NewGuid():N}.yml");
        const string Key = @"HKLM\SOFTWARE\TurlaHunt";
        File.WriteAllText(baseline, $$"""
            title: Values
            controls:
            - id: Many
              title: t
              level: Required
              why: w
              registry: { key: '{{Key}}\Many', any: true }
            - id: Large
              title: t
              level: Required
              why: w
              registry: { key: '{{Key}}', value: Large, equals: 1 }
            - id: Wide
              title: t
              level: Required
              why: w
              registry: { key: '{{Key}}', value: Wide, atLeast: 4000000000 }
            """);
        try
        {
            string[] lines = Lines(await windows.Run($$"""
                $k = 'HKEY_LOCAL_MACHINE\SOFTWARE\TurlaHunt';
                [Microsoft.Win32.Registry]::SetValue($k, 'Large', 'x' * 100000);
                [Microsoft.Win32.Registry]::SetValue($k, 'Wide', 5000000000, 'QWord');
                1..300 | ForEach-Object { [Microsoft.Win32.Registry]::SetValue("$k\Many", "value $_", $_) };
                Test-AuditPolicy -Baseline 'Z:{{baseline}}' | ForEach-Object { "$($_.ControlId) $($_.Status) $($_.Actual.Length) $($_.Actual)" }
                """.Replace('\n', ' ')));
            Assert.Equal("Many Compliant 7 300 set", lines[0]);
            Assert.StartsWith("Large Unknown 100000 xxx", lines[1], StringComparison.Ordinal);
            Assert.Equal("Wide Compliant 10 5000000000", lines[2]);
        }
        finally
        {
            File.Delete(baseline);
        }
    }

    // Wine itself has a word to say about drives.
    private static string[] Lines(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("wine:", StringComparison.Ordinal))];
}
