using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry.Hives;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>The audit policy as LSA keeps it: each layout of Windows 7 to 11, a real one, and what is none.</summary>
public sealed class PolAdtEvTests
{
    private static readonly Guid ProcessCreation = new("0CCE922B-69AE-11D9-BED3-505054503030");
    private static readonly Guid SpecialLogon = new("0CCE921B-69AE-11D9-BED3-505054503030");

    public static TheoryData<int, uint, int[], int> Layouts => new()
    {
        { 138, 0x78, [5, 9, 12, 3, 4, 6, 6, 4, 4], 0x46 },
        { 144, 0x7e, [5, 10, 14, 3, 4, 6, 6, 4, 4], 0x4c },
        { 146, 0x80, [5, 10, 14, 3, 5, 6, 6, 4, 4], 0x4c },
        { 148, 0x82, [5, 11, 14, 3, 5, 6, 6, 4, 4], 0x4e },
        { 150, 0x84, [5, 11, 14, 3, 6, 6, 6, 4, 4], 0x4e },
        { 152, 0x86, [5, 12, 14, 3, 6, 6, 6, 4, 4], 0x50 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Each_layout_is_decoded(int length, uint place, int[] counts, int processCreation)
    {
        byte[] bytes = Make(counts);
        Assert.Equal(length, bytes.Length);
        Assert.Equal(place, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)));
        for (ushort value = 0; value < 4; value++)
        {
            bytes[processCreation] = (byte)value;
            PolAdtEv policy = Decode(bytes);
            Assert.Equal(counts.Sum(), policy.Slots.Count);
            Assert.Equal(value == 0 ? AuditSetting.None : (AuditSetting)value, policy.Find(ProcessCreation, out string? problem));
            Assert.Null(problem);
            Assert.All(policy.Slots, slot => Assert.NotNull(slot.Subcategory));
            Assert.All(
                policy.Slots.Where(slot => slot.Subcategory!.Id != ProcessCreation), slot => Assert.Equal(AuditSetting.None, slot.Setting));
        }
    }

    [Fact]
    public void A_real_one_is_decoded()
    {
        RegistryHive hive = RegistryHive.Open(SharedData.Require("hives", "SECURITY"));
        PolAdtEv policy = Decode(hive.Find(@"Policy\PolAdtEv").Item!.FindValue("").Item!.Data.Item!.Bytes);
        Assert.Equal(56, policy.Slots.Count);
        Assert.Equal(AuditSetting.Success, policy.Find(ProcessCreation, out _));
        Assert.Equal(AuditSetting.SuccessAndFailure, policy.Find(SpecialLogon, out _));
    }

    [Fact]
    public void Subcategories_and_categories_that_are_not_known_are_kept()
    {
        byte[] bytes = Make([6, 13, 15, 3, 7, 6, 6, 4, 4, 2]);
        PolAdtEv policy = Decode(bytes);
        Assert.Equal([(0, 5), (1, 12), (2, 14), (4, 6), (9, 0), (9, 1)], policy.Slots.Where(slot => slot.Subcategory is null).Select(slot => (slot.Category, slot.Index)));
        Assert.Equal(AuditSetting.None, policy.Find(ProcessCreation, out _));
        Assert.Null(policy.Find(Guid.NewGuid(), out string? problem));
        Assert.Contains("not known", problem);
    }

    [Fact]
    public void What_this_version_of_Windows_does_not_have_is_absent_and_no_problem()
    {
        PolAdtEv policy = Decode(Make([5, 9, 12, 3, 4, 6, 6, 4, 4]));
        Assert.Null(policy.Find(new Guid("0CCE9248-69AE-11D9-BED3-505054503030"), out string? problem));
        Assert.Null(problem);
    }

    [Fact]
    public void Where_decoders_differ_on_the_order_a_setting_is_known_only_if_all_are_equal()
    {
        byte[] bytes = Make([5, 9, 12, 3, 4, 6, 6, 4, 4]);
        Assert.Equal(AuditSetting.None, Decode(bytes).Find(SpecialLogon, out _));
        bytes[12 + (2 * 10)] = 1;
        Assert.Null(Decode(bytes).Find(SpecialLogon, out string? problem));
        Assert.Contains("not certain", problem);
        byte[] later = Make([5, 11, 14, 3, 6, 6, 6, 4, 4]);
        later[12 + (2 * 9)] = 1;
        Assert.Equal(AuditSetting.Success, Decode(later).Find(SpecialLogon, out _));
    }

    [Fact]
    public void A_number_that_means_nothing_is_no_setting()
    {
        byte[] bytes = Make([5, 12, 14, 3, 6, 6, 6, 4, 4]);
        bytes[0x50] = 9;
        Assert.Null(Decode(bytes).Find(ProcessCreation, out string? problem));
        Assert.Contains("9", problem);
    }

    [Fact]
    public void What_contradicts_itself_is_not_decoded_and_nothing_is_thrown()
    {
        byte[] sound = Make([5, 12, 14, 3, 6, 6, 6, 4, 4]);
        Random random = new(7);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. sound.Take(random.Next(4) == 0 ? random.Next(sound.Length) : sound.Length)];
            for (int flips = random.Next(1, 5); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(3) == 0 ? random.Next(bytes.Length) : random.Next(Math.Min(12, bytes.Length))] = (byte)random.Next(256);
            }

            refused += PolAdtEv.TryDecode(bytes, out _, out string? problem) ? 0 : 1;
            Assert.NotEqual('.', problem?.LastOrDefault());
        }

        Assert.InRange(refused, 10_000, 20_000);
        Assert.False(PolAdtEv.TryDecode(Make([5, 12, 14]), out _, out _));
    }

    internal static byte[] Make(int[] counts)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(0x100);
        writer.Write(counts.Length);
        writer.Write(12 + (2 * (counts.Sum() + 1)));
        writer.Write(new byte[2 * (counts.Sum() + 1)]);
        foreach (int count in counts)
        {
            writer.Write((ushort)count);
        }

        return stream.ToArray();
    }

    private static PolAdtEv Decode(byte[] bytes)
    {
        Assert.True(PolAdtEv.TryDecode(bytes, out PolAdtEv? policy, out string? problem), problem);
        return policy!;
    }
}
