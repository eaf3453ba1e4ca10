using System;
using System.IO;
using System.Linq;
using System.Text;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Yaml;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>A repair, or its undoing, that ends anywhere leaves a journal from which undoing works.</summary>
public sealed class RepairKillTests : IDisposable
{
    private static readonly AuditBaseline Baseline =
        BaselineFile.Read(Path.Combine(SharedData.RepositoryRoot, "module", "Baselines", "Turla.yml"));

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "turlahunt-" + Guid.NewGuid().ToString("N"))).FullName;
    private int _stepsLeft = int.MaxValue;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_step_a_repair_ends_at_it_can_be_taken_back(bool takesClearAndSet)
    {
        for (int steps = 0; ; steps++)
        {
            MemoryComputer computer = Broken(takesClearAndSet);
            string before = computer.State();
            string journal = Path.Combine(_folder, $"{takesClearAndSet}-{steps}");
            bool isWhole = Until(steps, () => Repair(computer, journal));
            if (TryRead(journal) is JournalContent content)
            {
                Undo(computer, content);

                // What was cut off is gone, and does not spoil what was written behind it.
                Assert.All(JournalContent.Read(journal).Changes, change => Assert.True(change.IsUndone || !change.IsReadBack));
            }

            Assert.Equal((steps, before), (steps, computer.State()));
            if (isWhole)
            {
                Assert.InRange(steps, 10, 200);
                return;
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_step_an_undoing_ends_at_it_can_be_gone_on_with(bool takesClearAndSet)
    {
        for (int steps = 0; ; steps++)
        {
            MemoryComputer computer = Broken(takesClearAndSet);
            string before = computer.State();
            string journal = Path.Combine(_folder, $"{takesClearAndSet}-{steps}");
            Repair(computer, journal);
            bool isWhole = Until(steps, () => Undo(computer, JournalContent.Read(journal)));
            Undo(computer, JournalContent.Read(journal));
            JournalContent.Read(journal);
            Assert.Equal((steps, before), (steps, computer.State()));
            if (isWhole)
            {
                Assert.InRange(steps, 10, 200);
                return;
            }
        }
    }

    [Fact]
    public void A_journal_with_a_line_that_is_none_is_refused_whole()
    {
        MemoryComputer computer = Broken(true);
        string journal = Path.Combine(_folder, "journal");
        Repair(computer, journal);
        string[] lines = File.ReadAllLines(journal);
        Assert.Contains("\"event\":\"change\",\"number\":1,\"control\":\"ProcessCreation\",\"kind\":\"Subcategory\"", lines[1]);
        for (int i = 0; i < lines.Length; i++)
        {
            foreach (string bad in new[] { "", "{", "7", "{\"event\":\"change\",\"number\":1}", lines[i].Substring(1), lines[i].Replace("number", "numbers").Replace("schema", "x"), "{\"event\":\"else\",\"number\":1}" })
            {
                string[] damaged = [.. lines];
                damaged[i] = bad;
                string path = Path.Combine(_folder, "damaged");
                File.WriteAllText(path, string.Concat(damaged.Select(line => line + "\n")));
                RepairJournalException failure = Assert.Throws<RepairJournalException>(() => JournalContent.Read(path));
                Assert.Contains($"line {i + 1} ", failure.Message);
            }
        }

        string gap = Path.Combine(_folder, "gap");
        File.WriteAllText(gap, string.Concat(lines.Where((_, place) => place != 1).Select(line => line + "\n")));
        Assert.Throws<RepairJournalException>(() => JournalContent.Read(gap));
    }

    [Fact]
    public void A_state_in_a_journal_that_is_none_ends_the_undoing_before_it_writes()
    {
        MemoryComputer computer = Broken(true);
        string journal = Path.Combine(_folder, "journal");
        Repair(computer, journal);
        File.WriteAllText(journal, File.ReadAllText(journal).Replace("\"before\":\"Failure\"", "\"before\":\"Everything\""));
        computer.Writes.Clear();
        Assert.Throws<RepairJournalException>(() => Undo(computer, JournalContent.Read(journal)));
        Assert.Empty(computer.Writes);
    }

    [Fact]
    public void Texts_come_out_of_a_journal_as_they_went_in()
    {
        string path = Path.Combine(_folder, "texts");
        SettingAddress address = new(SettingKind.RegistryValue, "HKLM\\\"Ü\u0001\t\\\uD83D\uDE00", "</a>&,:\u2028");
        using (RepairJournal journal = RepairJournal.Create(path, new RepairHost("WS-Ä", "id")))
        {
            journal.Change("Own.Control", address, null, "4:01000000", "policy 'x'");
        }

        JournalContent content = JournalContent.Read(path);
        JournalChange change = Assert.Single(content.Changes);
        Assert.Equal(new JournalChange(1, "Own.Control", address, null, "4:01000000") { Source = "policy 'x'" }, change);
        Assert.Equal(new RepairHost("WS-Ä", "id"), content.Host);
        Assert.Throws<RepairJournalException>(() => RepairJournal.Create(path, content.Host));
        Assert.EndsWith("\n", Encoding.UTF8.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal);
    }

    private static MemoryComputer Broken(bool takesClearAndSet)
    {
        MemoryComputer computer = new() { TakesClearAndSet = takesClearAndSet };
        computer.Policy[MemoryComputer.ProcessCreation] = 2;
        computer.Values[MemoryComputer.AuditKey].Clear();
        computer.Logs[MemoryComputer.TaskLog] = new ChannelSettings(false, 10 << 20, ChannelRetention.Keep, false);
        return computer;
    }

    private static JournalContent? TryRead(string journal)
    {
        try
        {
            return JournalContent.Read(journal);
        }
        catch (RepairJournalException)
        {
            // Killed before its first line was whole.
            return null;
        }
    }

    private bool Until(int steps, Action work)
    {
        _stepsLeft = steps;
        try
        {
            work();
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
        finally
        {
            _stepsLeft = int.MaxValue;
        }
    }

    private void Step(string step)
    {
        if (_stepsLeft-- == 0)
        {
            throw new KilledException(step);
        }
    }

    private void Repair(MemoryComputer computer, string path)
    {
        computer.OnWrite = Step;
        using AuditRepairer repairer = new(computer.Look(), computer, host => RepairJournal.Create(path, host, Step));
        foreach (string id in computer.TakesClearAndSet ? new[] { "ProcessCreation", "CommandLine", "OutboundSmb" } : ["ProcessCreation"])
        {
            Assert.All(repairer.Repair(Baseline, RepairTests.Control(id), (_, _) => true), repair => Assert.Equal(AuditRepairStatus.Repaired, repair.Status));
        }
    }

    private void Undo(MemoryComputer computer, JournalContent content)
    {
        computer.OnWrite = Step;
        using AuditUndoer undoer = new(computer.Look(), computer, content, read => RepairJournal.Continue(read, Step));
        Assert.All(undoer.Undo((_, _) => true), repair => Assert.Contains(repair.Status, new[] { AuditRepairStatus.Undone, AuditRepairStatus.NotNeeded }));
    }

    private sealed class KilledException(string step) : Exception(step);
}
