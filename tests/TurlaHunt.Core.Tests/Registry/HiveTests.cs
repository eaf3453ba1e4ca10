using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Hives;
using Xunit;

namespace TurlaHunt.Tests.Registry;

/// <summary>Registry hives: real ones, ones in which each of the format's forms occurs, and damaged ones.</summary>
public sealed class HiveTests
{
    private const string Audit = @"Microsoft\Windows\CurrentVersion\Policies\System\Audit";

    // The numbers are those of a reader of twenty lines that knows nothing of this one.
    [Theory]
    [InlineData("SECURITY", 242, 242, 9820)]
    [InlineData("SYSTEM", 30756, 73456, 4633361)]
    [InlineData("SYSTEM_WIN_10_1709", 43211, 90307, 5175840)]
    [InlineData("yarp/BigDataHive", 2, 2, 98070)]
    [InlineData("yarp/BogusKeyNamesHive", 3, 0, 0)]
    public void A_sound_hive_that_Windows_wrote_is_read_whole(string name, int keys, int values, long bytes)
    {
        HiveWalk walk = HiveWalk.Of(File.ReadAllBytes(SharedData.Require("hives", name)));
        Assert.Equal((keys, values, bytes), (walk.Keys, walk.Values, walk.Bytes));
        Assert.DoesNotContain(walk.Defects, defect => defect.Kind != HiveDefectKind.ChangesPending);
    }

    [Theory]
    [InlineData("SECURITY", true)]
    [InlineData("SYSTEM", false)]
    [InlineData("SYSTEM_WIN_10_1709", true)]
    public void A_hive_that_was_in_use_says_so(string name, bool isDirty)
    {
        RegistryHive hive = RegistryHive.Open(SharedData.Require("hives", name));
        Assert.Equal(isDirty, hive.HasChangesPending);
        Assert.Equal(isDirty, hive.Defects.Any(defect => defect.Kind == HiveDefectKind.ChangesPending));
    }

    [Fact]
    public void A_damaged_hive_is_read_as_far_as_it_goes_and_says_what_is_missing()
    {
        HiveWalk walk = HiveWalk.Of(File.ReadAllBytes(SharedData.Require("hives", "corrupted_system_hive")));
        Assert.InRange(walk.Keys, 1500, 1700);
        Assert.Contains(walk.Defects, defect => defect.Kind == HiveDefectKind.KeyDamaged);
        Assert.All(walk.Defects, defect => Assert.InRange(defect.Offset, 0, 3444736));
    }

    [Theory]
    [InlineData("yarp/BadListHive")]
    [InlineData("yarp/BadSubkeyHive")]
    public void A_hive_whose_lists_lie_says_so(string name)
    {
        HiveWalk walk = HiveWalk.Of(File.ReadAllBytes(SharedData.Require("hives", name)));
        Assert.Contains(walk.Defects, defect => defect.Kind is HiveDefectKind.SubkeysDamaged or HiveDefectKind.KeyDamaged);
    }

    [Fact]
    public void Names_may_hold_any_character()
    {
        RegistryHive hive = RegistryHive.Open(SharedData.Require("hives", "yarp", "BogusKeyNamesHive"));
        Assert.Equal(["testnew\r\nne", "testnu\0l"], hive.Root.Item!.Subkeys.Items.Select(key => key.Name));
    }

    [Theory]
    [InlineData("lf")]
    [InlineData("lh")]
    [InlineData("li")]
    public void Each_kind_of_list_is_read_whole_or_divided(string lists)
    {
        foreach (int leafSize in new[] { 1000, 7 })
        {
            TestHive hive = new() { Lists = lists, LeafSize = leafSize };
            for (int i = 0; i < 100; i++)
            {
                hive.Set($@"Software\Key{i:000}", "Number", (uint)i);
            }

            RegistryHive read = Read(hive);
            HiveWalk walk = HiveWalk.Of(hive.ToBytes());
            Assert.Empty(walk.Defects);
            Assert.Equal((102, 100), (walk.Keys, walk.Values));
            HiveKey key = Assert.IsType<HiveKey>(read.Find(@"software\KEY042").Item);
            Assert.Equal(@"Software\Key042", key.Path);
            Assert.Equal(TestHive.Written, key.LastWritten);
            Assert.Equal(42UL, key.FindValue("number").Item!.Data.Item!.Number);
        }
    }

    [Fact]
    public void What_is_not_there_is_absent_and_what_cannot_be_read_is_not()
    {
        TestHive hive = new TestHive().Set(Audit, "ProcessCreationIncludeCmdLine_Enabled", 1);
        byte[] bytes = hive.ToBytes();
        RegistryHive sound = RegistryHive.Read(new MemoryStream(bytes));
        Assert.True(sound.Find(@"Microsoft\Windows NT").IsAbsent);
        Assert.True(sound.Find(Audit).Item!.FindValue("Other").IsAbsent);

        int list = Find(bytes, "lh", 1);
        bytes[list] = (byte)'x';
        RegistryHive damaged = RegistryHive.Read(new MemoryStream(bytes));
        HiveLookup<HiveKey> key = damaged.Find(Audit);
        Assert.False(key.IsAbsent);
        Assert.Null(key.Item);
        Assert.Equal((HiveDefectKind.SubkeysDamaged, list), (key.Obstacle!.Kind, key.Obstacle.Offset));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(4u)]
    [InlineData(5u)]
    [InlineData(16344u)]
    [InlineData(16345u)]
    [InlineData(50000u)]
    public void Data_of_any_size_comes_back_as_it_was(uint size)
    {
        byte[] data = [.. Enumerable.Range(0, (int)size).Select(i => (byte)(i * 7))];
        foreach (uint version in new uint[] { 3, 5, 6 })
        {
            RegistryHive hive = Read(new TestHive { MinorVersion = version }.Set("A", "Größe 漢", new RegistryData(RegistryKind.Binary, data)));
            HiveValue value = Assert.Single(hive.Find("A").Item!.Values.Items);
            Assert.Equal(("Größe 漢", RegistryKind.Binary, size), (value.Name, value.Kind, (uint)value.DataSize));
            Assert.Equal(data, value.Data.Item!.Bytes);
        }
    }

    [Fact]
    public void Class_names_and_default_values_are_read()
    {
        RegistryHive hive = Read(new TestHive().Add("JD", "1a2b").Set("JD", "", RegistryData.String("text")));
        HiveKey key = hive.Find("JD").Item!;
        Assert.Equal("1a2b", key.ClassName.Item);
        Assert.Equal("text", key.FindValue("").Item!.Data.Item!.Text);
    }

    [Theory]
    [InlineData(RegistryKind.DWord, "01000000", "1")]
    [InlineData(RegistryKind.DWordBigEndian, "00000001", "1")]
    [InlineData(RegistryKind.QWord, "0100000001000000", "4294967297")]
    [InlineData(RegistryKind.String, "410042000000FFFF", "AB")]
    [InlineData(RegistryKind.MultiString, "410000004200000000000000", "A; B")]
    [InlineData(RegistryKind.DWord, "0100", "01-00")]
    [InlineData(RegistryKind.None, "", "no data")]
    public void Data_means_what_its_type_says(RegistryKind kind, string hex, string text) =>
        Assert.Equal(text, new RegistryData(kind, [.. Enumerable.Range(0, hex.Length / 2).Select(i => Convert.ToByte(hex.Substring(2 * i, 2), 16))]).ToString());

    [Fact]
    public void A_key_below_itself_and_a_list_of_itself_end()
    {
        byte[] bytes = new TestHive().Add(@"A\B").Add(@"A\C").ToBytes();
        int list = Find(bytes, "lh", 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(list), 0x6972);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(list + 2), 2);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(list + 4), list - 4 - 4096);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(list + 8), list - 4 - 4096);
        HiveWalk walk = HiveWalk.Of(bytes);
        Assert.Contains(walk.Defects, defect => defect.Kind == HiveDefectKind.SubkeysDamaged && defect.Detail.Contains("twice"));
    }

    [Fact]
    public void Two_values_of_one_name_are_no_answer()
    {
        RegistryHive hive = Read(new TestHive().Set("A", "X", 1).Set("A", "x", 0));
        HiveLookup<HiveValue> value = hive.Find("A").Item!.FindValue("X");
        Assert.Null(value.Item);
        Assert.Contains("2 values", value.Obstacle!.Detail);
    }

    [Fact]
    public void A_segment_that_is_used_over_and_over_is_no_data()
    {
        byte[] bytes = new TestHive().Set("A", "Big", new RegistryData(RegistryKind.Binary, new byte[40000])).ToBytes();
        int big = Find(bytes, "db", 0);
        int list = 4096 + 4 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(big + 4));
        bytes.AsSpan(list, 4).CopyTo(bytes.AsSpan(list + 4));
        HiveLookup<RegistryData> data = RegistryHive.Read(new MemoryStream(bytes)).Find("A").Item!.FindValue("Big").Item!.Data;
        Assert.Equal((HiveDefectKind.ValueDamaged, "A segment is used twice"), (data.Obstacle!.Kind, data.Obstacle.Detail));
    }

    [Fact]
    public void A_key_that_is_not_in_use_any_more_is_not_taken()
    {
        byte[] bytes = new TestHive().Set("A", "X", 1).ToBytes();
        int key = Find(bytes, "nk", 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(key - 4), -BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(key - 4)));
        HiveLookup<HiveKey> found = RegistryHive.Read(new MemoryStream(bytes)).Find("A");
        Assert.Null(found.Item);
        Assert.Contains("not in use", found.Obstacle!.Detail);
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("ElfFile", "The file does not begin with the signature of a registry hive (regf).")]
    [InlineData("regf", "The file ends after 4 bytes; the smallest hive has 8192.")]
    public void What_is_no_hive_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<NotARegistryHiveException>(() => RegistryHive.Read(new MemoryStream(Encoding.ASCII.GetBytes(text)))).Message);

    [Fact]
    public void A_transaction_log_and_an_old_version_are_refused_by_name()
    {
        byte[] log = new TestHive().ToBytes();
        log[28] = 6;
        Assert.Contains("transaction log", Refusal(log));
        byte[] old = new TestHive { MinorVersion = 1 }.ToBytes();
        Assert.Contains("version 1.1", Refusal(old));
    }

    [Fact]
    public void What_is_wrong_with_the_file_is_told()
    {
        byte[] sound = new TestHive().Set("A", "X", 1).Set("B", "Y", new RegistryData(RegistryKind.Binary, new byte[9000])).ToBytes();
        Assert.Empty(HiveWalk.Of(sound).Defects);
        Assert.Equal([HiveDefectKind.ChangesPending], Kinds(new TestHive { IsDirty = true }.ToBytes()));

        byte[] unsealed = [.. sound];
        unsealed[100]++;
        Assert.Equal([HiveDefectKind.BaseBlockDamaged], Kinds(unsealed));
        Assert.Equal([HiveDefectKind.FileTruncated, HiveDefectKind.BinDamaged], Kinds([.. sound.Take(8192)]));

        byte[] bin = [.. sound];
        bin[4096] = 0;
        Assert.Equal([HiveDefectKind.BinDamaged], Kinds(bin));
        Assert.Equal(1UL, RegistryHive.Read(new MemoryStream(bin)).Find("A").Item!.FindValue("X").Item!.Data.Item!.Number);

        static HiveDefectKind[] Kinds(byte[] file) => [.. RegistryHive.Read(new MemoryStream(file)).Defects.Select(defect => defect.Kind)];
    }

    private static string Refusal(byte[] file) =>
        Assert.Throws<NotARegistryHiveException>(() => RegistryHive.Read(new MemoryStream(file))).Message;

    private static RegistryHive Read(TestHive hive) => RegistryHive.Read(new MemoryStream(hive.ToBytes()));

    // The place of the content of the cell with that signature.
    private static int Find(byte[] file, string signature, int index) =>
        Enumerable.Range(4096 + 32, file.Length - 4096 - 34)
            .Where(place => place % 8 == 4 && file[place] == signature[0] && file[place + 1] == signature[1])
            .ElementAt(index);
}
