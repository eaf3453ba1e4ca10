using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;
using TurlaHunt.Yaml;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>Repairs of a computer in memory, what a journal says of them, and taking them back.</summary>
public sealed class RepairTests : IDisposable
{
    private static readonly AuditBaseline Baseline =
        BaselineFile.Read(Path.Combine(SharedData.RepositoryRoot, "module", "Baselines", "Turla.yml"));

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "turlahunt-" + Guid.NewGuid().ToString("N"))).FullName;
    private readonly MemoryComputer _computer = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_wrong_is_set_and_read_back_and_what_is_right_is_left_alone()
    {
        Break();
        foreach ((string id, string before, string after) in new[]
        {
            ("ProcessCreation", "no auditing", "success"),
            ("CommandLine", "not set", "1"),
            ("SubcategoriesWin", "0", "1"),
            ("OutgoingNtlm", "not set", "1"),
        })
        {
            AuditRepair repair = Assert.Single(Repair(id));
            Assert.Equal((id, AuditRepairStatus.Repaired, before, after, after), (id, repair.Status, repair.Before, repair.Requested, repair.After));
            Assert.NotNull(repair.Journal);
            Assert.Equal(AuditStatus.Compliant, Examine(id).Status);
        }

        AuditRepair right = Assert.Single(Repair("Logon"));
        Assert.Equal((AuditRepairStatus.NotNeeded, "success and failure", null), (right.Status, right.Before, right.Journal));
    }

    [Fact]
    public void A_second_repair_changes_nothing()
    {
        Break();
        Repair("*");
        string state = _computer.State();
        _computer.Writes.Clear();
        AuditRepair[] again = Repair("*");
        Assert.Empty(_computer.Writes);
        Assert.Equal(state, _computer.State());
        Assert.DoesNotContain(again, repair => repair.Status is not AuditRepairStatus.NotNeeded and not AuditRepairStatus.Refused);
        Assert.All(again, repair => Assert.Null(repair.Journal));
    }

    [Theory]
    [InlineData(0u, "ProcessCreation", 1u)]
    [InlineData(2u, "ProcessCreation", 3u)]
    [InlineData(1u, "FileShare", 3u)]
    [InlineData(0u, "BlockedTraffic", 2u)]
    public void No_more_is_audited_than_is_asked_for_and_what_was_stays(uint before, string id, uint after)
    {
        Guid subcategory = ((TurlaHunt.Auditing.Controls.SubcategoryControl)Baseline.Controls.Single(control => control.Id == id)).Subcategory;
        _computer.Policy[subcategory] = before;
        Repair(id);
        Assert.Equal(after, _computer.Policy[subcategory]);
        Assert.Equal($"set {subcategory} {after}", Assert.Single(_computer.Writes));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Taking_back_clears_what_was_added_whichever_way_Windows_takes_it(bool takesClearAndSet)
    {
        _computer.TakesClearAndSet = takesClearAndSet;
        _computer.Policy[MemoryComputer.ProcessCreation] = 2;
        string journal = Repair("ProcessCreation")[0].Journal!;
        AuditRepair undone = Assert.Single(Undo(journal));
        Assert.Equal((AuditRepairStatus.Undone, "failure"), (undone.Status, undone.After));
        Assert.Equal(2u, _computer.Policy[MemoryComputer.ProcessCreation]);

        _computer.Policy[MemoryComputer.ProcessCreation] = 0;
        journal = Repair("ProcessCreation")[0].Journal!;
        _computer.Writes.Clear();
        Undo(journal);
        Assert.Equal(0u, _computer.Policy[MemoryComputer.ProcessCreation]);

        // 0 would leave it as it is.
        Assert.Equal([$"set {MemoryComputer.ProcessCreation} 4"], _computer.Writes);
    }

    [Fact]
    public void All_is_taken_back_and_a_second_time_nothing()
    {
        Break();
        string before = _computer.State();
        string journal = Repair("*").First(repair => repair.Journal is not null).Journal!;
        Assert.NotEqual(before, _computer.State());
        Assert.All(Undo(journal), repair => Assert.Equal(AuditRepairStatus.Undone, repair.Status));
        Assert.Equal(before, _computer.State());

        // What somebody sets the same way afterwards is not ours.
        _computer.Put(MemoryComputer.AuditKey, MemoryComputer.CommandLine, RegistryData.DWord(1));
        string state = _computer.State();
        Assert.All(Undo(journal), repair => Assert.Equal(AuditRepairStatus.NotNeeded, repair.Status));
        Assert.Equal(state, _computer.State());
    }

    [Fact]
    public void What_somebody_changed_since_is_left_alone_and_the_rest_is_taken_back()
    {
        Break();
        string journal = Repair("*").First(repair => repair.Journal is not null).Journal!;
        _computer.Policy[MemoryComputer.ProcessCreation] = 3;
        _computer.Put(MemoryComputer.AuditKey, MemoryComputer.CommandLine, RegistryData.DWord(7));
        _computer.Logs[MemoryComputer.TaskLog] = _computer.Logs[MemoryComputer.TaskLog] with { MaxSize = 5 << 20 };
        AuditRepair[] undone = Undo(journal);
        Assert.Equal(
            ["CommandLine", "ProcessCreation", "TaskSchedulerLog"],
            undone.Where(repair => repair.Status == AuditRepairStatus.Drifted).Select(repair => repair.ControlId).OrderBy(id => id, StringComparer.Ordinal));
        Assert.All(undone.Where(repair => repair.Status == AuditRepairStatus.Drifted), repair => Assert.Contains("somebody changed it", repair.Reason));
        Assert.Equal((3u, 7ul, 5L << 20, false), (
            _computer.Policy[MemoryComputer.ProcessCreation],
            _computer.Values[MemoryComputer.AuditKey][MemoryComputer.CommandLine].Number,
            _computer.Logs[MemoryComputer.TaskLog].MaxSize,
            _computer.Logs[MemoryComputer.TaskLog].IsEnabled));
    }

    [Theory]
    [InlineData(5, "elevated")]
    [InlineData(87, "error 87")]
    [InlineData(1314, "privilege")]
    public void An_error_of_Windows_is_told_and_the_others_are_repaired(int error, string reason)
    {
        Break();
        _computer.ErrorOf = call => call.StartsWith($"set {MemoryComputer.ProcessCreation}", StringComparison.Ordinal) ? error : 0;
        AuditRepair[] repairs = Repair("ProcessCreation", "CommandLine");
        Assert.Equal([AuditRepairStatus.Failed, AuditRepairStatus.Repaired], repairs.Select(repair => repair.Status));
        Assert.Contains(reason, repairs[0].Reason);
        Assert.Equal("no auditing", repairs[0].After);
    }

    [Fact]
    public void A_write_that_does_nothing_without_an_error_is_not_a_repair()
    {
        Break();
        _computer.IsDeaf = true;
        foreach (AuditRepair repair in Repair("ProcessCreation", "CommandLine", "TaskSchedulerLog", "OutboundSmb"))
        {
            Assert.Equal((AuditRepairStatus.NotTaken, repair.Before), (repair.Status, repair.After));
        }
    }

    [Fact]
    public void What_cannot_be_seen_is_not_changed()
    {
        Break();
        _computer.ErrorOf = call => call.StartsWith("query", StringComparison.Ordinal) ? 5 : 0;
        AuditRepair repair = Assert.Single(Repair("ProcessCreation"));
        Assert.Equal(AuditRepairStatus.Refused, repair.Status);
        Assert.Contains("What cannot be seen is not changed", repair.Reason);
        Assert.Empty(_computer.Writes);
    }

    [Fact]
    public void A_log_gets_what_it_lacks_one_by_one()
    {
        _computer.Logs[MemoryComputer.TaskLog] = new ChannelSettings(false, 1 << 20, ChannelRetention.Keep, false);
        AuditRepair[] repairs = Repair("TaskSchedulerLog");
        Assert.Equal(["old events overwritten", "128 MiB", "on"], repairs.Select(repair => repair.After));
        _computer.Logs[MemoryComputer.TaskLog] = new ChannelSettings(true, 512 << 20, ChannelRetention.Keep, false);
        Repair("TaskSchedulerLog");
        Assert.Equal(new ChannelSettings(true, 512 << 20, ChannelRetention.Overwrite, false), _computer.Logs[MemoryComputer.TaskLog]);
    }

    [Fact]
    public void What_no_local_change_can_repair_is_refused_with_the_reason()
    {
        _computer.Put(@"HKLM\SOFTWARE\Policies\Microsoft\Windows\EventLog\Security", "MaxSize", RegistryData.DWord(1024));
        _computer.Logs["Security"] = _computer.Logs["Security"] with { MaxSize = 1 << 20 };
        Refused("SecurityLog", "A policy sets the size");
        Refused("Sysmon", "must be installed");
        Refused("Forwarding", "does not say what");
        _computer.Put(MemoryComputer.Firewall + "PublicProfile", "EnableFirewall", RegistryData.DWord(0));
        Refused("OutboundSmb", "firewall is off");
        _computer.Put(MemoryComputer.Firewall + "PublicProfile", "EnableFirewall", RegistryData.DWord(1));
        _computer.Put(@"HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall\PublicProfile", "AllowLocalPolicyMerge", RegistryData.DWord(0));
        Refused("OutboundSmb", "no local rule");
        Assert.Empty(_computer.Writes);
    }

    [Fact]
    public void Firewall_rules_are_added_and_removed_and_others_are_left_alone()
    {
        _computer.Put(MemoryComputer.Firewall + "FirewallRules", "other", RegistryData.String("v2.30|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|RPort=445|Name=other|"));
        string before = _computer.State();
        AuditRepair[] repairs = Repair("OutboundSmb");
        Assert.Equal(2, repairs.Length);
        Assert.All(repairs, repair => Assert.Equal(AuditRepairStatus.Repaired, repair.Status));
        Assert.Equal("v2.10|Action=Block|Active=TRUE|Dir=Out|Profile=Public|Protocol=17|RPort=137-138|", repairs[1].After);
        Assert.Equal(AuditStatus.Compliant, Examine("OutboundSmb").Status);
        Undo(repairs[0].Journal!);
        Assert.Equal(before, _computer.State());
    }

    [Fact]
    public void A_rule_that_somebody_narrowed_is_not_removed()
    {
        AuditRepair[] repairs = Repair("OutboundSmb");
        Dictionary<string, RegistryData> rules = _computer.Values[MemoryComputer.Firewall + "FirewallRules"];
        string id = rules.First(rule => rule.Value.Text!.Contains("Protocol=6|")).Key;
        rules[id] = RegistryData.String(rules[id].Text + @"App=C:\a.exe|");
        Assert.Equal([AuditRepairStatus.Undone, AuditRepairStatus.Drifted], Undo(repairs[0].Journal!).Select(repair => repair.Status));
        Assert.Equal([id], rules.Keys);
    }

    [Fact]
    public void What_is_not_approved_is_not_written_and_makes_no_journal()
    {
        Break();
        List<string> asked = [];
        AuditRepair[] repairs = Repair(["ProcessCreation", "CommandLine"], (name, action) =>
        {
            asked.Add($"{name}: {action}");
            return false;
        });
        Assert.Equal(
            ["Process Creation: Set from 'no auditing' to 'success'", $"{MemoryComputer.AuditKey}, {MemoryComputer.CommandLine}: Set from 'not set' to '1'"],
            asked);
        Assert.Empty(repairs);
        Assert.Empty(_computer.Writes);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_journal_that_cannot_be_written_lets_nothing_be_changed()
    {
        Break();
        string path = Path.Combine(_folder, "none", "journal.jsonl");
        using AuditRepairer repairer = new(_computer.Look(), _computer, host => RepairJournal.Create(path, host));
        Assert.Throws<RepairJournalException>(() => repairer.Repair(Baseline, Control("CommandLine"), (_, _) => true).ToArray());
        Assert.Empty(_computer.Writes);
    }

    [Fact]
    public void Looking_writes_nothing()
    {
        Break();
        _computer.OnWrite = what => throw new InvalidOperationException(what);
        Assert.Equal(Baseline.Controls.Count, _computer.Look().Examine(Baseline, _ => true).Count());
        Assert.All(Baseline.Controls, control => Assert.NotNull(control.Plan(_computer.Look())));
        Assert.Empty(_computer.Writes);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    internal static AuditControl Control(string id) => Baseline.Controls.Single(control => control.Id == id);

    private void Break()
    {
        _computer.Policy[MemoryComputer.ProcessCreation] = 0;
        _computer.Values[MemoryComputer.AuditKey].Clear();
        _computer.Put(MemoryComputer.Lsa, "SCENoApplyLegacyAuditPolicy", RegistryData.DWord(0));
        _computer.Logs[MemoryComputer.TaskLog] = new ChannelSettings(false, 10 << 20, ChannelRetention.Overwrite, false);
    }

    private void Refused(string id, string reason)
    {
        AuditRepair repair = Assert.Single(Repair(id));
        Assert.Equal((id, AuditRepairStatus.Refused), (id, repair.Status));
        Assert.Contains(reason, repair.Reason);
    }

    private AuditResult Examine(string id) => _computer.Look().Examine(Baseline, Control(id));

    private AuditRepair[] Repair(params string[] ids) => Repair(ids, (_, _) => true);

    private AuditRepair[] Repair(string[] ids, Func<string, string, bool> approve)
    {
        string path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        using AuditRepairer repairer = new(_computer.Look(), _computer, host => RepairJournal.Create(path, host));
        return [.. Baseline.Controls.Where(control => ids[0] == "*" || ids.Contains(control.Id)).SelectMany(control => repairer.Repair(Baseline, control, approve))];
    }

    private AuditRepair[] Undo(string journal)
    {
        JournalContent content = JournalContent.Read(journal);
        using AuditUndoer undoer = new(_computer.Look(), _computer, content, read => RepairJournal.Continue(read));
        Assert.True(undoer.IsOfThisComputer);
        return [.. undoer.Undo((_, _) => true)];
    }
}
