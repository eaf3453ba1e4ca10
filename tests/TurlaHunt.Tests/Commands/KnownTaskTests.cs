using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Lists of known tasks from finding to finding: what is vouched for calms down, what only bears its name does not.</summary>
public sealed class KnownTaskTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private const string Updater = @"C:\Users\m.weber\AppData\Local\Up\up.exe";
    private const string Add = "Get-SuspiciousTaskCreation $x | Add-KnownTask $list -Reason 'Updates the thing' -Owner IT";
    private const string Hunt = "Get-SuspiciousTaskCreation $x -KnownTask $list";

    private readonly TestFolder _folder = new();

    private string List => Path.Combine(_folder.Path, "list.yml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_task_that_was_added_from_a_finding_is_informational_from_then_on_and_says_why()
    {
        string log = Log(Updater);
        TaskCreation before = Find("Get-SuspiciousTaskCreation $x", log);
        Assert.Equal((Severity.Medium, null, null), (before.Severity, before.KnownStatus, before.KnownReason));
        Assert.Empty(Run(Add, log).ThrowIfFailed().Output);

        TaskCreation known = Find(Hunt, log);
        Assert.Equal((Severity.Informational, KnownStatus.Known), (known.Severity, known.KnownStatus));
        Assert.Equal($"It is known to be good: Updates the thing, says IT, {List}, line 1.", known.KnownReason);
        Assert.Equal([known.KnownReason, .. before.Reasons], known.Reasons);
    }

    [Fact]
    public void A_known_name_with_another_action_is_high()
    {
        Run(Add, Log(Updater)).ThrowIfFailed();
        TaskCreation hijacked = Find(Hunt, Log(@"C:\Program Files\Other\o.exe"));
        Assert.Equal((Severity.High, KnownStatus.Hijacked), (hijacked.Severity, hijacked.KnownStatus));
        Assert.Contains("does something else", hijacked.Reasons[0], StringComparison.Ordinal);
        Assert.Contains("T1036.004", hijacked.Techniques);
    }

    [Fact]
    public void What_is_not_in_the_list_or_not_any_more_stays_as_it_is()
    {
        Run(Add + " -Expires 2019-08-01", Log(Updater)).ThrowIfFailed();
        TaskCreation expired = Find(Hunt, Log(Updater));
        Assert.Equal((Severity.Medium, KnownStatus.Expired), (expired.Severity, expired.KnownStatus));
        Assert.Contains("until 2019-08-01", expired.Reasons[0], StringComparison.Ordinal);
        TaskCreation other = Find(Hunt, Log(Updater, @"\Other"));
        Assert.Equal((Severity.Medium, KnownStatus.Unknown), (other.Severity, other.KnownStatus));
        Assert.Equal(Find("Get-SuspiciousTaskCreation $x", Log(Updater, @"\Other")).Reasons, other.Reasons);
    }

    [Fact]
    public void A_task_of_which_only_its_name_is_known_cannot_be_added()
    {
        string log = Logs.Sample("Microsoft-Windows-TaskScheduler%4Operational");
        HostedResult result = Run(Add, log);
        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.StartsWith("KnownTaskNotBound,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.False(File.Exists(List));
    }

    [Fact]
    public void A_task_with_a_password_cannot_be_added_and_the_password_is_not_written()
    {
        HostedResult result = Run(Add + " -Verbose", Log("net.exe", arguments: $@"use \\srv\c$ {Logs.Secret} /user:adm"));
        Assert.StartsWith("KnownTaskNotBound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(Logs.Secret, result.Text + string.Concat(result.Verbose) + result.Errors[0], StringComparison.Ordinal);
        Assert.False(File.Exists(List));
    }

    [Fact]
    public void Many_are_written_at_once_at_the_end_and_a_stopped_pipeline_writes_none()
    {
        string log = _folder.Add("a.evtx", TestLog.Of(Enumerable.Range(1, 50).Select(i => Logs.Task($@"\Task {i}", Updater, $"{i}"))));
        string seen = "$seen = @(); Get-SuspiciousTaskCreation $x | ForEach-Object { $seen += Test-Path $list; $_ } | "
            + "Add-KnownTask $list -Reason r -PassThru | ForEach-Object { Test-Path $list }; $seen";
        object[] there = [.. Run("function Test-Path { [IO.File]::Exists($args[0]) }; " + seen, log).ThrowIfFailed().Objects];
        Assert.Equal(Enumerable.Repeat<object>(true, 50).Concat(Enumerable.Repeat<object>(false, 50)), there);
        File.Delete(List);
        Run("Get-SuspiciousTaskCreation $x | ForEach-Object { if ($_.TaskName -like '*40') { throw 'enough' }; $_ } | Add-KnownTask $list -Reason r", log);
        Assert.False(File.Exists(List));
    }

    [Fact]
    public void Wildcards_find_lists_and_a_literal_path_is_taken_as_it_is()
    {
        Run(Add, Log(Updater)).ThrowIfFailed();
        string folder = Path.GetDirectoryName(List)!;
        File.Copy(List, Path.Combine(folder, "b[1].yml"));
        (string, object?)[] here = [("x", Log(Updater)), ("list", Path.Combine(folder, "*.yml")), ("folder", folder)];
        Assert.Equal(2, module.Run("Get-KnownTask $list", here).ThrowIfFailed().Output.Count);
        Assert.Single(module.Run("Get-KnownTask -LiteralPath $folder/b[1].yml", here).ThrowIfFailed().Output);
        Assert.Equal(KnownStatus.Known, Assert.IsType<TaskCreation>(Assert.Single(module.Run(Hunt, here).ThrowIfFailed().Objects)).KnownStatus);
        foreach (string script in new[] { "Get-KnownTask $folder/*.none", "Get-SuspiciousTaskCreation $x -KnownTask $folder/*.none" })
        {
            HostedResult result = module.Run(script, here);
            Assert.Empty(result.Output);
            Assert.Contains(result.Errors, error => error.FullyQualifiedErrorId.StartsWith("PathNotFound,", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        Run(Add + " -WhatIf", Log(Updater)).ThrowIfFailed();
        Assert.False(File.Exists(List));
        Run(Add, Log(Updater)).ThrowIfFailed();
        string text = File.ReadAllText(List);
        Run("Get-KnownTask $list | Remove-KnownTask -WhatIf").ThrowIfFailed();
        Assert.Equal(text, File.ReadAllText(List));
    }

    [Fact]
    public void Entries_are_added_once_read_and_removed_and_comments_stay()
    {
        File.WriteAllText(List, "# ours\n");
        string log = Log(Updater);
        KnownTask added = Assert.IsType<KnownTask>(Assert.Single(Run(Add + " -PassThru", log).ThrowIfFailed().Objects));
        Assert.Empty(Run(Add + " -PassThru", log).ThrowIfFailed().Output);
        KnownTask read = Assert.IsType<KnownTask>(Assert.Single(Run("Get-KnownTask $list").ThrowIfFailed().Objects));
        Assert.Equal((added.Name, "S-1-5-18", null, List, 2), (read.Name, read.RunAs, read.Author, read.Source, read.Line));
        Assert.Equal([@"C:\Users\<user>\AppData\Local\Up\up.exe /u"], read.Actions);

        Run("$all = Get-KnownTask $list; $all | Remove-KnownTask").ThrowIfFailed();
        Assert.Equal("# ours\n", File.ReadAllText(List));
        ErrorRecord gone = Assert.Single(Run("$all | Remove-KnownTask").Errors);
        Assert.StartsWith("KnownTaskNotFound,", gone.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- name: \\a\n  nmae: x\n", "KnownTaskListInvalid", "line 2, column 3")]
    [InlineData("{", "KnownTaskListInvalid", "line 1, column 1")]
    [InlineData(null, "PathNotFound", "There is no list")]
    public void A_list_that_is_broken_or_missing_ends_the_hunt_with_its_place(string? text, string id, string message)
    {
        if (text is not null)
        {
            File.WriteAllText(List, text);
        }

        foreach (string script in new[] { Hunt, "Get-KnownTask $list" })
        {
            HostedResult result = Run(script, Log(Updater));
            Assert.Empty(result.Output);
            ErrorRecord error = result.TerminatingError?.ErrorRecord ?? Assert.Single(result.Errors);
            Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_of_a_list_reaches_no_terminal_as_more_than_text()
    {
        File.WriteAllText(List, "- name: '\\a'\n  actions:\n  - program: x\n  reason: \"\\e[31m\"\n  owner: \"o\\e[0m\"\n", Encoding.UTF8);
        Assert.DoesNotContain('\u001b', Run("Get-KnownTask $list").ThrowIfFailed().Text);
        File.WriteAllText(List, "- name: '\\a'\n  \"\\e[31m\": x\n", Encoding.UTF8);
        Assert.DoesNotContain('\u001b', Run("Get-KnownTask $list").Errors[0].ToString());
    }

    private HostedResult Run(string script, string log = "") => module.Run(script, ("x", log), ("list", List));

    private TaskCreation Find(string script, string log) =>
        Assert.IsType<TaskCreation>(Assert.Single(Run(script, log).ThrowIfFailed().Objects));

    private string Log(string program, string task = @"\Updater", string arguments = "/u") =>
        _folder.Add("a.evtx", TestLog.Of([Logs.Task(task, program, arguments)]));
}
