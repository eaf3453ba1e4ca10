using System;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>How common tasks are, over many computers.</summary>
public sealed class MeasureTaskCreationTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private const string OneDrive = @"\OneDrive Standalone Update Task-S-1-5-21-1-2-3-";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tasks_that_are_called_alike_are_counted_together_and_the_rare_one_comes_first()
    {
        for (int i = 1; i <= 4; i++)
        {
            _folder.Add($"{i}.evtx", TestLog.Of(
                Task(OneDrive + (1000 + i), i, day: i),
                Task($@"\Backup of WS-{i:000}", i, day: 1),
                Task(i == 3 ? @"\CertificateCheck" : $@"\Tool 1.{i}.0", i, day: 11)));
        }

        TaskPrevalence[] counts = Measure("Measure-TaskCreation $x", _folder.Path);
        Assert.Equal(
            [(@"\CertificateCheck", 1), (@"\Tool <version>", 3), (@"\Backup of <host>", 4), (@"\OneDrive Standalone Update Task-<SID>", 4)],
            counts.Select(count => (count.Identity, count.HostCount)));
        Assert.Equal([0.75, 0.25, 0, 0], counts.Select(count => count.Rarity));
        TaskPrevalence drive = counts[3];
        Assert.Equal((4, 4, 0.4), (drive.Count, drive.RegistrationCount, drive.PerDay));
        Assert.Equal((Logs.Noon.AddDays(1), Logs.Noon.AddDays(4)), (drive.FirstSeen, drive.LastSeen));
        Assert.Equal([@"CONTOSO\m.weber"], drive.Registrars);
        Assert.Equal(["WS-001.contoso.example", "WS-002.contoso.example", "WS-003.contoso.example", "WS-004.contoso.example"], drive.Hosts);
        Assert.Equal(Severity.Low, drive.Severity);
    }

    [Fact]
    public void A_task_of_an_event_that_names_no_computer_is_found_too()
    {
        // Of one file alone nothing is cut by computer.
        _folder.Add("2.evtx", TestLog.Of(Logs.Task(@"\Somewhere", "cmd.exe", "")));
        _folder.Add("1.evtx", TestLog.Of(new EventDescription("Microsoft-Windows-TaskScheduler", 106, Logs.Noon)
        {
            Channel = "Microsoft-Windows-TaskScheduler/Operational",
            Computer = "",
            Payload = new EventDataPayload(new PayloadField("TaskName", EventValue.String(@"\Nowhere"))),
        }));
        HostedResult result = module.Run("Get-SuspiciousTaskCreation $x", ("x", _folder.Path));
        Assert.Equal([@"\Nowhere", @"\Somewhere"], result.Objects.Cast<TaskCreation>().Select(dossier => dossier.TaskName));
    }

    [Fact]
    public void Files_events_and_findings_give_the_same_counts()
    {
        string files = Texts("Measure-TaskCreation $x");
        Assert.Equal(files, Texts("Get-HuntEvent $x | Measure-TaskCreation"));
        Assert.Equal(files, Texts("Get-SuspiciousTaskCreation $x | Measure-TaskCreation"));
        Assert.Equal(files, Texts("$all = @(Get-SuspiciousTaskCreation $x); [array]::Reverse($all); Measure-TaskCreation -Finding $all"));
        Assert.Contains(@"\ProactiveScan", files, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_only_has_a_known_name_comes_first_however_common_the_name_is()
    {
        for (int i = 1; i <= 9; i++)
        {
            _folder.Add($"{i}.evtx", TestLog.Of(
                Logs.Task(@"\Common", i == 5 ? @"C:\Program Files\other.exe" : @"C:\Program Files\x.exe", "") with { Computer = $"WS-{i}" },
                Logs.Task($@"\Rare {i}00000", @"C:\Program Files\x.exe", "") with { Computer = $"WS-{i}" }));
        }

        string list = System.IO.Path.Combine(_folder.Path, "list.yml");
        module.Run("Get-SuspiciousTaskCreation $x | Where-Object MachineName -eq WS-1 | Add-KnownTask $list -Reason r", ("x", _folder.Path), ("list", list)).ThrowIfFailed();
        TaskPrevalence[] counts = Measure("Get-SuspiciousTaskCreation $x -KnownTask $list | Measure-TaskCreation", _folder.Path);
        Assert.Equal((@"\Common", 9, 1), (counts[0].Identity, counts[0].HostCount, counts[0].HijackedCount));
        Assert.Equal(["WS-5"], counts[0].HijackedHosts);
        Assert.Equal([8, 1], counts[0].DefinitionHostCounts);
        Assert.Equal(["program: 'C:\\Program Files\\x.exe'; runAs: 'S-1-5-18'", "program: 'C:\\Program Files\\other.exe'; runAs: 'S-1-5-18'"], counts[0].Definitions);
        Assert.All(counts.Skip(1), count => Assert.Equal((1, 0), (count.HostCount, count.HijackedCount)));
        Assert.Contains("1 hijacked: ", module.Run("Get-SuspiciousTaskCreation $x -KnownTask $list | Measure-TaskCreation", ("x", _folder.Path), ("list", list)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_too_many_definitions_the_same_ones_are_kept_whatever_comes_first()
    {
        string log = _folder.Add("a.evtx", TestLog.Of(
            Enumerable.Range(1, 200).Select(i => Logs.Task(@"\Same", @"C:\Program Files\x.exe", $"{i * 7 % 200:000}") with { Computer = $"WS-{i}" })));
        Assert.Equal(
            Text(Assert.Single(Measure("Measure-TaskCreation $x", log))),
            Text(Assert.Single(Measure("$all = @(Get-SuspiciousTaskCreation $x); [array]::Reverse($all); Measure-TaskCreation -Finding $all", log))));
        TaskPrevalence count = Assert.Single(Measure("Measure-TaskCreation $x", log));
        Assert.Equal((64, true), (count.Definitions.Length, count.HasMoreDefinitions));
    }

    [Fact]
    public void Many_computers_are_counted_all_and_named_in_part()
    {
        const int Computers = 300;
        string log = _folder.Add("a.evtx", TestLog.Of(
            Enumerable.Range(1, Computers).SelectMany(i => new[] { Task(@"\Same", i, 1), Task(@"\same", i, 2) })));
        TaskPrevalence count = Assert.Single(Measure("Measure-TaskCreation $x", log));
        Assert.Equal((Computers, 2 * Computers, 8), (count.HostCount, count.Count, count.Hosts.Length));
        Assert.Equal("WS-001.contoso.example", count.Hosts[0]);
    }

    [Fact]
    public void No_task_is_no_count() =>
        Assert.Empty(Measure("Measure-TaskCreation $x", _folder.Add("a.evtx", Logs.Saying("a"))));

    private string Texts(string script) => string.Join("\n", Measure(script, Logs.Samples).Select(Text));

    private static string Text(TaskPrevalence count) => System.Text.Json.JsonSerializer.Serialize(count);

    private TaskPrevalence[] Measure(string script, object x) =>
        [.. module.Run(script, ("x", x)).ThrowIfFailed().Objects.Cast<TaskPrevalence>()];

    private static EventDescription Task(string name, int computer, int day) =>
        Logs.Task(name, @"C:\Program Files\x.exe", "") with { Computer = $"WS-{computer:000}.contoso.example", Time = Logs.Noon.AddDays(day) };
}
