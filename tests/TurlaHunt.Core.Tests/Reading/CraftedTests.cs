using System.Collections.Generic;
using TurlaHunt.Evtx;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>One thing wrong in a chunk of six records, its checksums made to fit: what is not damaged is read.</summary>
public sealed class CraftedTests
{
    private const int StringTable = 128;
    private const int TemplateTable = 384;

    [Fact]
    public void A_sound_log_gives_its_six_records_and_nothing_to_say() =>
        Assert.Equal("1 2 3 4 5 6", ReadAssert.Reads(ReadAssert.SixRecords(), 6).Texts());

    [Theory]
    [InlineData(StringTable, 64)]
    [InlineData(TemplateTable, 32)]
    public void A_table_entry_that_points_at_itself_leads_nobody_astray(int table, int buckets) => AssertAllSix(chunk =>
    {
        int entry = chunk.Buckets(table, buckets)[0];
        chunk.Set(entry, (uint)entry);
    });

    [Theory]
    [InlineData(StringTable, 64)]
    [InlineData(TemplateTable, 32)]
    public void Two_table_entries_that_point_at_each_other_lead_nobody_astray(int table, int buckets) => AssertAllSix(chunk =>
    {
        IReadOnlyList<int> entries = chunk.Buckets(table, buckets);
        chunk.Set(entries[0], (uint)entries[1]).Set(entries[1], (uint)entries[0]);
    });

    [Fact]
    public void Without_both_tables_nothing_is_missing() =>
        AssertAllSix(chunk => chunk.Bytes.Slice(StringTable, 512 - StringTable).Clear());

    [Theory]
    [InlineData(0u)]
    [InlineData(16u)]
    [InlineData(0xB8B8B8B8u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0x80000000u)]
    public void A_record_of_an_impossible_size_is_one_loss(uint size) => AssertSecondIsLost(
        EvtxDefectKind.RecordHeaderDamaged, chunk => chunk.Set(chunk.Records[1] + 4, size));

    [Fact]
    public void A_record_that_reaches_past_its_chunk_is_one_loss() => AssertSecondIsLost(
        EvtxDefectKind.RecordHeaderDamaged,
        chunk => chunk.Set(chunk.Records[1] + 4, (uint)(EvtxLayout.ChunkSize - chunk.Records[1] + 8)));

    [Fact]
    public void A_record_without_its_magic_is_one_loss() => AssertSecondIsLost(
        EvtxDefectKind.RecordHeaderDamaged, chunk => chunk.Set(chunk.Records[1], 0xDEADBEEF));

    [Fact]
    public void A_defect_says_where_it_is_and_what_follows()
    {
        int second = 0;
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            second = chunk.Records[1];
            chunk.Set(second + 4, 0u);
        });
        EvtxDefect defect = Assert.Single(ReadLog.Of(log).Defects);
        Assert.Equal((0, 4096L + second, 2L), (defect.Chunk, defect.Offset, defect.RecordId));
        Assert.True(defect.IsLoss);
        Assert.Matches("its size is 0, .* after [0-9]+ bytes", defect.Detail);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(100u)]
    [InlineData(511u)]
    [InlineData(65_536u)]
    [InlineData(65_537u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0xFFFFFFFFu)]
    public void A_free_space_offset_that_cannot_be_is_not_believed(uint offset) =>
        AssertAllSix(chunk => chunk.Set(ChunkEdit.FreeSpaceField, offset));

    [Fact]
    public void The_record_that_the_header_calls_the_last_lies_in_used_space() =>
        AssertAllSix(chunk => chunk.Set(ChunkEdit.FreeSpaceField, (uint)chunk.Records[2]));

    [Theory]
    [InlineData(8)]
    [InlineData(40)]
    [InlineData(41)]
    public void A_free_space_offset_inside_a_record_loses_nothing(int into)
    {
        AssertAllSix(chunk => EndInLast(chunk, into));
        AssertAllSix(chunk =>
        {
            // The header calls another record the last one.
            EndInLast(chunk, into);
            chunk.Set(44, (uint)chunk.Buckets(StringTable, 64)[0]);
        });
    }

    [Fact]
    public void A_free_space_offset_inside_a_record_that_was_overwritten_is_one_defect()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            int last = chunk.Records[5];
            chunk.Set(last + (int)chunk.UInt32(last + 4) - 4, 0xCCCCCCCC);
            EndInLast(chunk, 40);
        });
        ReadAssert.Reads(log, 5, EvtxDefectKind.RecordHeaderDamaged);
    }

    [Fact]
    public void Old_records_behind_a_wrong_free_space_offset_stay_behind_it()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            uint inside = (uint)chunk.Records[3] + 40;
            chunk.Set(ChunkEdit.FreeSpaceField, inside).Set(44, 0u);
        });
        Assert.Equal("1 2 3 4", ReadAssert.Reads(log, 4).Texts());
    }

    private static void EndInLast(ChunkEdit chunk, int into) =>
        chunk.Set(ChunkEdit.FreeSpaceField, (uint)(chunk.Records[5] + into)).Set(44, 0u);

    [Theory]
    [InlineData(0u)]
    [InlineData(511u)]
    [InlineData(513u)]
    [InlineData(65_535u)]
    [InlineData(0xFFFFFFFFu)]
    public void A_last_record_offset_that_cannot_be_is_not_believed(uint offset) => AssertAllSix(chunk => chunk.Set(44, offset));

    [Theory]
    [InlineData(6ul, 1ul)]
    [InlineData(900ul, 950ul)]
    [InlineData(0x8000000000000000ul, 0x7FFFFFFFFFFFFFFFul)]
    [InlineData(ulong.MaxValue, ulong.MaxValue)]
    public void Wrong_record_ids_in_the_chunk_header_change_nothing(ulong first, ulong last) =>
        AssertAllSix(chunk => chunk.Set(8, first).Set(16, last).Set(24, first).Set(32, last));

    [Fact]
    public void The_version_and_the_garbage_of_a_template_instance_change_nothing() => AssertAllSix(chunk =>
    {
        int instance = chunk.Records[1] + 24 + 4;
        chunk.Bytes[instance + 1] = 0xFF;
        chunk.Set(instance + 2, 0xFFFFFFFF);
    });

    private static void AssertAllSix(System.Action<ChunkEdit> edit) =>
        Assert.Equal("1 2 3 4 5 6", ReadAssert.Reads(ReadAssert.SixRecords(edit), 6).Texts());

    private static void AssertSecondIsLost(EvtxDefectKind kind, System.Action<ChunkEdit> edit) =>
        Assert.Equal("1 3 4 5 6", ReadAssert.Reads(ReadAssert.SixRecords(edit), 5, kind).Texts());
}
