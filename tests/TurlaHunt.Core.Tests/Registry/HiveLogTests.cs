using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using System.Linq;
using TurlaHunt.Registry.Hives;
using TurlaHunt.Registry.Hives.Logs;
using TurlaHunt.Tests.Visibility;
using Xunit;

namespace TurlaHunt.Tests.Registry;

/// <summary>
/// Hives that were in use when they were copied, with the transaction logs beside them: read as Windows would have them after its start. What
/// is not surely the next write of this hive is not taken, and said.
/// </summary>
public sealed class HiveLogTests : IDisposable
{
    // The hive was written up to 6, and then in the middle of 7.
    private const uint Last = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly byte[][] _states = [.. Enumerable.Range(0, 5).Select(State)];

    private byte[] Dirty => _states[0];

    public void Dispose() => _folder.Dispose();

    /// <summary>Numbers that the same code gives for entries of logs that Windows wrote.</summary>
    [Fact]
    public void The_hash_is_that_of_Windows()
    {
        Assert.Equal(0xB39EFCA403966E08UL, Marvin32.Hash([]));
        Assert.Equal(0xC64FEEE425C2E24CUL, Marvin32.Hash([.. Enumerable.Range(0, 32).Select(number => (byte)number)]));
        Assert.Equal(0xAA78248879E3285FUL, Marvin32.Hash("HvLEHvLEHvLEHvLE"u8));
    }

    [Fact]
    public void The_writes_of_both_logs_are_there_in_their_order_whichever_is_first()
    {
        foreach ((string first, string second) in new[] { ("SYSTEM.LOG1", "SYSTEM.LOG2"), ("SYSTEM.LOG2", "SYSTEM.LOG1") })
        {
            RegistryHive hive = Open(
                (first, TestHiveLog.OfEntries(Dirty, Last, First(3))), (second, TestHiveLog.OfEntries(Dirty, Last + 2, From(2))));
            Assert.Equal((4UL, false), (Value(hive), hive.HasChangesPending));
            Assert.Equal([first, second], hive.AppliedLogs);
            Assert.Empty(hive.Defects);
        }
    }

    [Fact]
    public void Behind_the_last_entry_lies_what_is_left_of_older_ones()
    {
        byte[] old = TestHiveLog.OfEntries(Dirty, Last - 3, _states[3], _states[1]);
        RegistryHive hive = Open(("SYSTEM.LOG1", [.. TestHiveLog.OfEntries(Dirty, Last, First(3)), .. old.Skip(512)]));
        Assert.Equal((2UL, false, 0), (Value(hive), hive.HasChangesPending, hive.Defects.Count));
    }

    [Fact]
    public void A_hive_that_has_grown_is_as_large_as_its_log_says()
    {
        TestHive large = Hive(1);
        for (int i = 0; i < 500; i++)
        {
            large.Set($"Many{i}", "X", (uint)i);
        }

        byte[] after = large.ToBytes();
        Assert.True(after.Length > Dirty.Length);
        RegistryHive hive = Open(("SYSTEM.LOG1", TestHiveLog.OfEntries(Dirty, Last, Dirty, after)));
        Assert.Equal(499UL, hive.Find("Many499").Item!.FindValue("X").Item!.Data.Item!.Number);
        Assert.Empty(hive.Defects);
    }

    [Fact]
    public void The_format_before_Windows_8_holds_one_write()
    {
        RegistryHive hive = Open(("SYSTEM.LOG1", TestHiveLog.OfPages(Dirty, Dirty, _states[1])), ("SYSTEM.LOG2", []));
        Assert.Equal((1UL, false, 0), (Value(hive), hive.HasChangesPending, hive.Defects.Count));
        Assert.Equal(["SYSTEM.LOG1"], hive.AppliedLogs);
    }

    [Fact]
    public void A_hive_that_was_not_in_use_is_read_without_its_logs()
    {
        byte[] clean = Hive(0, isDirty: false).ToBytes();
        RegistryHive hive = Open(clean, ("SYSTEM.LOG1", TestHiveLog.OfEntries(clean, 7, First(2))));
        Assert.Equal((0UL, 0, 0), (Value(hive), hive.AppliedLogs.Count, hive.Defects.Count));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "none", "its transaction logs are not beside it" },
        { "empty", "its transaction logs are empty" },
        { "other name", "SYSTEM.LOG1 is of another hive" },
        { "other root", "SYSTEM.LOG1 is of another hive" },
        { "older", "SYSTEM.LOG1 is older than the hive: it begins with 4, and the hive has all up to 6" },
        { "later", "SYSTEM.LOG1 begins with the write 9, and those from 7 on are not there" },
        { "base", "SYSTEM.LOG1 is damaged: the checksum of its base block does not fit its content" },
        { "torn base", "SYSTEM.LOG1 was being written when it was copied" },
        { "text", "SYSTEM.LOG1 is no transaction log of a hive" },
        { "short", "SYSTEM.LOG1 is no transaction log of a hive" },
        { "header", "the entry 6 of SYSTEM.LOG1 is damaged: the hash of its header does not fit" },
        { "page", "the entry 6 of SYSTEM.LOG1 is damaged: the hash of its pages does not fit" },
        { "cut", "the entry 6 of SYSTEM.LOG1 ends after" },
        { "first entry", "SYSTEM.LOG1 has no entry 6, which should be its first" },
        { "huge", "the entry 6 of SYSTEM.LOG1 tells of 2147479552 bytes of bins, which the hive cannot have" },
        { "outside", "has a page of 4096 bytes for offset 4294963200, where none can be" },
        { "pages", "tells of 1000000 pages, which it has no room for" },
        { "other write", "SYSTEM.LOG1 holds another write than the one that was not finished" },
        { "cut pages", "SYSTEM.LOG1 ends before its last page" },
        { "no vector", "SYSTEM.LOG1 does not tell which pages it holds" },
    };

    /// <summary>Near misses and damage: nothing of it is taken, and why is said.</summary>
    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_surely_the_next_write_is_not_taken(string what, string problem)
    {
        RegistryHive hive = what == "none" ? Open() : Open(("SYSTEM.LOG1", Log(what)));
        Assert.Equal((0UL, true, 0), (Value(hive), hive.HasChangesPending, hive.AppliedLogs.Count));
        HiveDefect defect = Assert.Single(hive.Defects);
        Assert.Equal(HiveDefectKind.ChangesPending, defect.Kind);
        Assert.Contains("its last changes are missing: ", defect.Detail, StringComparison.Ordinal);
        Assert.Contains(problem, defect.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_entries_before_one_that_is_damaged_count_and_that_some_are_missing_is_said()
    {
        byte[] log = TestHiveLog.OfEntries(Dirty, Last, _states);
        int second = 512 + BinaryPrimitives.ReadInt32LittleEndian(log.AsSpan(516));
        log[second + 200]++;
        RegistryHive hive = Open(("SYSTEM.LOG1", log));
        Assert.Equal((1UL, true), (Value(hive), hive.HasChangesPending));
        Assert.Contains(
            "not all of its last changes are in SYSTEM.LOG1: the entry 7 of SYSTEM.LOG1 is damaged: the hash of its pages", Assert.Single(hive.Defects).Detail, StringComparison.Ordinal);

        // The other log may go on where this one stopped; with a write in between it does not.
        RegistryHive whole = Open(("SYSTEM.LOG1", log), ("SYSTEM.LOG2", TestHiveLog.OfEntries(Dirty, Last + 1, From(1))));
        Assert.Equal(4UL, Value(whole));
        RegistryHive gap = Open(("SYSTEM.LOG1", log), ("SYSTEM.LOG2", TestHiveLog.OfEntries(Dirty, Last + 2, From(2))));
        Assert.Equal(1UL, Value(gap));
        Assert.Contains("SYSTEM.LOG2 begins with the write 8, and those from 7 on are not there", gap.Defects[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_block_that_is_damaged_comes_from_the_later_log_and_is_told()
    {
        byte[] damaged = (byte[])Dirty.Clone();
        damaged[24] = 1;
        RegistryHive hive = Open(
            damaged, ("SYSTEM.LOG1", TestHiveLog.OfEntries(Dirty, Last, First(3))), ("SYSTEM.LOG2", TestHiveLog.OfEntries(Dirty, Last + 2, From(2))));
        Assert.Equal((4UL, true), (Value(hive), hive.HasChangesPending));
        Assert.Equal([HiveDefectKind.BaseBlockDamaged, HiveDefectKind.ChangesPending], hive.Defects.Select(defect => defect.Kind));
        Assert.EndsWith("that of SYSTEM.LOG2 is used instead", hive.Defects[0].Detail, StringComparison.Ordinal);
        Assert.EndsWith("which changes the hive had is not told", hive.Defects[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_block_from_a_log_of_which_nothing_else_can_be_taken_leaves_changes_open()
    {
        byte[] damaged = (byte[])Dirty.Clone();
        damaged[24] = 1;
        byte[] log = TestHiveLog.OfEntries(Dirty, Last, _states);
        log[512 + 200]++;
        RegistryHive hive = Open(damaged, ("SYSTEM.LOG1", log));
        Assert.Equal((0UL, true, 0), (Value(hive), hive.HasChangesPending, hive.AppliedLogs.Count));
    }

    /// <summary>A log that was full before the hive was written last is what is left over, not another computer's.</summary>
    [Fact]
    public void An_older_log_of_the_same_hive_beside_the_one_that_counts_is_no_loss()
    {
        byte[] older = TestHiveLog.OfEntries(Dirty, Last - 3, _states[3]);
        BinaryPrimitives.WriteInt64LittleEndian(older.AsSpan(12), 131_000_000_000_000_000);
        TestHive.Seal(older);
        RegistryHive hive = Open(("SYSTEM.LOG1", older), ("SYSTEM.LOG2", TestHiveLog.OfEntries(Dirty, Last, _states)));
        Assert.Equal((4UL, false, 0), (Value(hive), hive.HasChangesPending, hive.Defects.Count));
        Assert.Equal(["SYSTEM.LOG2"], hive.AppliedLogs);
    }

    /// <summary>Some hundred logs with bytes changed, half of them with hashes that fit: the reading ends, and takes little.</summary>
    [Fact]
    public void A_hostile_log_takes_neither_long_nor_much_memory()
    {
        byte[][] logs = [TestHiveLog.OfEntries(Dirty, Last, _states), TestHiveLog.OfPages(Dirty, Dirty, _states[1])];
        (int first, int count, _) = HiveFuzzTests.Seeds(600);
        for (int seed = first; seed < first + count; seed++)
        {
            Random random = new(seed);
            byte[] log = (byte[])logs[seed % 2].Clone();
            for (int flips = random.Next(1, 6); flips > 0; flips--)
            {
                int place = random.Next(4) == 0 ? random.Next(log.Length) : random.Next(Math.Min(log.Length, 600));
                log[place] = (byte)random.Next(256);
            }

            if (random.Next(2) == 0)
            {
                TestHive.Seal(log);
                int size = BinaryPrimitives.ReadInt32LittleEndian(log.AsSpan(516));
                if (seed % 2 == 0 && size is > 40 && size <= log.Length - 512)
                {
                    TestHiveLog.Seal(log.AsSpan(512, size));
                }
            }

            if (random.Next(5) == 0)
            {
                Array.Resize(ref log, random.Next(log.Length));
            }

            long before = HiveFuzzTests.Allocated();
            Stopwatch watch = Stopwatch.StartNew();
            RegistryHive hive = RegistryHive.Read(new MemoryStream(Dirty), HiveLimits.Untrusted, () => [new HiveLogContent("X.LOG1", log)]);
            HiveWalk walk = HiveWalk.Of(hive);
            Assert.True(hive.HasChangesPending || hive.AppliedLogs.Count > 0, $"seed {seed}");
            Assert.All(walk.Defects, defect => Assert.False(string.IsNullOrEmpty(defect.Detail)));
            Assert.True(HiveFuzzTests.Allocated() - before < 64 << 20, $"seed {seed} took much memory");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"seed {seed} took {watch.Elapsed}");
        }
    }

    private static TestHive Hive(int state, bool isDirty = true) => new TestHive { IsDirty = isDirty }.Set("A", "X", (uint)state);

    private static byte[] State(int number) => Hive(number).ToBytes();

    private static ulong Value(RegistryHive hive) => hive.Find("A").Item!.FindValue("X").Item!.Data.Item!.Number!.Value;

    private byte[][] First(int count) => [.. _states.Take(count)];

    private byte[][] From(int state) => [.. _states.Skip(state)];

    private RegistryHive Open(params (string Name, byte[] Content)[] logs) => Open(Dirty, logs);

    private RegistryHive Open(byte[] hive, params (string Name, byte[] Content)[] logs)
    {
        foreach (string file in Directory.GetFiles(_folder.Path))
        {
            File.Delete(file);
        }

        foreach ((string name, byte[] content) in logs.Prepend(("SYSTEM", hive)))
        {
            File.WriteAllBytes(Path.Combine(_folder.Path, name), content);
        }

        return RegistryHive.Open(Path.Combine(_folder.Path, "SYSTEM"));
    }

    private byte[] Log(string what)
    {
        byte[] log = TestHiveLog.OfEntries(Dirty, what switch { "older" => Last - 2, "later" => Last + 3, _ => Last }, _states[0], _states[1]);
        switch (what)
        {
            case "empty":
                return new byte[8192];
            case "other name":
                log[50] = (byte)'x';
                TestHive.Seal(log);
                break;
            case "other root":
                log[36]++;
                TestHive.Seal(log);
                break;
            case "base":
                log[300]++;
                break;
            case "torn base":
                log[8]++;
                TestHive.Seal(log);
                break;
            case "text":
                return "nothing of the kind"u8.ToArray();
            case "short":
                return [.. log.Take(100)];
            case "header":
                log[512 + 18]++;
                break;
            case "page":
                log[log.Length - 600]++;
                break;
            case "cut":
                return [.. log.Take(log.Length - 512)];
            case "first entry":
                log[512 + 12]++;
                TestHiveLog.Seal(log.AsSpan(512));
                break;
            case "huge":
                BinaryPrimitives.WriteUInt32LittleEndian(log.AsSpan(512 + 16), 0x7FFF_F000);
                TestHiveLog.Seal(log.AsSpan(512));
                break;
            case "outside":
                BinaryPrimitives.WriteUInt32LittleEndian(log.AsSpan(512 + 40), 0xFFFF_F000);
                TestHiveLog.Seal(log.AsSpan(512));
                break;
            case "pages":
                BinaryPrimitives.WriteUInt32LittleEndian(log.AsSpan(512 + 20), 1_000_000);
                TestHiveLog.Seal(log.AsSpan(512));
                break;
            case "other write":
                log = TestHiveLog.OfPages(Dirty, Dirty, _states[1]);
                log[15]++;
                TestHive.Seal(log);
                break;
            case "cut pages":
                log = TestHiveLog.OfPages(Dirty, Dirty, _states[1]);
                return [.. log.Take(log.Length - 512)];
            case "no vector":
                log = TestHiveLog.OfPages(Dirty, Dirty, _states[1]);
                log[512]++;
                break;
        }

        return log;
    }
}
