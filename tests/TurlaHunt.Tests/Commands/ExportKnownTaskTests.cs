using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>A list is learned from what is common, and of what is odd nothing is learned without a word.</summary>
public sealed class ExportKnownTaskTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private const string Program = @"C:\Program Files\Up\up.exe";
    private const string Learn = "Get-SuspiciousTaskCreation $x | Measure-TaskCreation | Export-KnownTask $list -Reason 'Our image' -Owner IT";

    private readonly TestFolder _folder = new();

    private string List => Path.Combine(_folder.Path, "list.yml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_learned_is_known_from_then_on()
    {
        string log = Log(Task(@"\Updater", 1), Task(@"\Updater", 2), Task(@"\Backup of WS-1", 1));
        Run(Learn, log).ThrowIfFailed();
        KnownTask[] entries = [.. Run("Get-KnownTask $list", "").ThrowIfFailed().Objects.Cast<KnownTask>()];
        Assert.Equal([@"\Backup of <host>", @"\Updater"], entries.Select(entry => entry.Name));
        Assert.All(entries, entry => Assert.Equal(("Our image", "IT", "S-1-5-18"), (entry.Reason, entry.Owner, entry.RunAs)));
        TaskCreation[] found = [.. Run("Get-SuspiciousTaskCreation $x -KnownTask $list", log).ThrowIfFailed().Objects.Cast<TaskCreation>()];
        Assert.All(found, dossier => Assert.Equal(KnownStatus.Known, dossier.KnownStatus));
    }

    [Fact]
    public void Findings_teach_the_same_as_their_counts()
    {
        string log = Log(Task(@"\Updater", 1), Task(@"\Updater", 2), Task(@"\Other", 1));
        Run(Learn, log).ThrowIfFailed();
        string counted = File.ReadAllText(List);
        Run("Get-SuspiciousTaskCreation $x | Export-KnownTask $list -Reason 'Our image' -Owner IT -Force", log).ThrowIfFailed();
        Assert.Equal(counted, File.ReadAllText(List));
    }

    [Fact]
    public void What_is_rare_under_a_common_name_is_not_learned_and_said()
    {
        string log = Log(Task(@"\Updater", 1), Task(@"\Updater", 2), Task(@"\Updater", 3, @"C:\Program Files\Other\o.exe"));
        HostedResult result = Run(Learn + " -MinimumHostCount 2 -PassThru", log).ThrowIfFailed();
        Assert.Equal([Program + " /u"], Assert.IsType<KnownTask>(Assert.Single(result.Objects)).Actions);
        Assert.Contains("1 of 2 definitions were seen on fewer than 2 computers", Assert.Single(result.Warnings), StringComparison.Ordinal);
        TaskCreation[] found = [.. Run("Get-SuspiciousTaskCreation $x -KnownTask $list", log).ThrowIfFailed().Objects.Cast<TaskCreation>()];
        Assert.Equal([KnownStatus.Hijacked, KnownStatus.Known, KnownStatus.Known], found.Select(dossier => dossier.KnownStatus).Order().Reverse());
    }

    [Theory]
    [InlineData("hijacked", "have the name of a known task and are not that task (WS-2")]
    [InlineData("severe", "What speaks against it is High")]
    [InlineData("password", "it has a password in its arguments")]
    [InlineData("placeholder", "Nothing of its name is its own")]
    [InlineData("rare", "None of its definitions was seen on 9 computers")]
    public void What_is_not_learned_is_an_error_that_says_why(string what, string why)
    {
        string log = what switch
        {
            "severe" => Log(Task(@"\A", 1, @"C:\Users\Public\x.js")),
            "password" => Log(Task(@"\A", 1, "net.exe", $@"use \\srv\c$ {Logs.Secret} /user:adm")),
            "placeholder" => Log(Task(@"\{11111111-2222-3333-4444-555555555555}", 1)),
            "hijacked" => Log(Task(@"\A", 1), Task(@"\A", 2, @"C:\Program Files\o.exe")),
            _ => Log(Task(@"\A", 1)),
        };
        string known = Path.Combine(_folder.Path, "known.yml");
        if (what == "hijacked")
        {
            Run($"Get-SuspiciousTaskCreation $x | Where-Object MachineName -like 'WS-1.*' | Add-KnownTask '{known}' -Reason r", log).ThrowIfFailed();
        }

        string script = what == "hijacked" ? Learn.Replace("$x", $"$x -KnownTask '{known}'", StringComparison.Ordinal) : Learn;
        HostedResult result = Run(script + (what == "rare" ? " -MinimumHostCount 9" : "") + " -Verbose", log);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("KnownTaskNotLearned,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(why, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Logs.Secret, error + string.Concat(result.Verbose) + result.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(List));
    }

    [Fact]
    public void A_name_alone_teaches_nothing()
    {
        HostedResult result = Run(Learn, Logs.Sample("Microsoft-Windows-TaskScheduler%4Operational"));
        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.StartsWith("KnownTaskNotLearned,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Contains(result.Errors, error => error.ToString().Contains("a name proves nothing", StringComparison.Ordinal));
        Assert.False(File.Exists(List));
    }

    [Fact]
    public void A_list_that_is_there_is_only_replaced_by_force_and_WhatIf_writes_none()
    {
        string log = Log(Task(@"\Updater", 1));
        Run(Learn + " -WhatIf", log).ThrowIfFailed();
        Assert.False(File.Exists(List));
        File.WriteAllText(List, "mine");
        HostedResult refused = Run(Learn, log);
        Assert.StartsWith("KnownTaskListExists,", (refused.TerminatingError?.ErrorRecord ?? refused.Errors[0]).FullyQualifiedErrorId, StringComparison.Ordinal);
        Run(Learn + " -Force -WhatIf", log).ThrowIfFailed();
        Assert.Equal("mine", File.ReadAllText(List));
        Run(Learn + " -Force", log).ThrowIfFailed();
        Assert.StartsWith("- name: '\\Updater'", File.ReadAllText(List), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
    }

    private HostedResult Run(string script, string log) => module.Run(script, ("x", log), ("list", List));

    private string Log(params EventDescription[] events) => _folder.Add("a.evtx", TestLog.Of(events));

    private static EventDescription Task(string name, int computer, string program = Program, string arguments = "/u") =>
        Logs.Task(name, program, arguments) with { Computer = $"WS-{computer}.contoso.example", Time = Logs.Noon.AddMinutes(computer) };
}
