using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Chunks that are empty, damaged, out of order or wrongly summed.</summary>
public sealed class ChunkTests
{
    private static readonly string Filler = new('x', 10_000);

    [Fact]
    public void An_all_zero_chunk_between_others_is_no_defect()
    {
        byte[] log = FourChunks();
        new ChunkEdit(log, 1).Bytes.Clear();
        Assert.Equal("1 2 3 7 8 9 10 11 12", Numbers(ReadAssert.Reads(log, 9)));
    }

    [Fact]
    public void A_chunk_without_its_signature_is_one_defect_that_counts_its_records()
    {
        byte[] log = FourChunks();
        new ChunkEdit(log, 1).Bytes.Slice(0, 8).Clear();
        ReadLog read = ReadAssert.Reads(log, 9, EvtxDefectKind.ChunkHeaderDamaged);
        Assert.Contains("about 3 records were not read", read.Defects[0].Detail);
        Assert.Equal((1, 4096L + 65_536), (read.Defects[0].Chunk, read.Defects[0].Offset));
    }

    [Fact]
    public void Neighbours_without_a_signature_are_one_defect()
    {
        byte[] log = FourChunks();
        new ChunkEdit(log, 1).Bytes.Slice(0, 8).Clear();
        new ChunkEdit(log, 2).Bytes.Slice(0, 8).Fill(0xCC);
        ReadLog read = ReadAssert.Reads(log, 6, EvtxDefectKind.ChunkHeaderDamaged);
        Assert.Contains("2 blocks that should be chunks have", read.Defects[0].Detail);
        Assert.Contains("about 6 records", read.Defects[0].Detail);
    }

    [Fact]
    public void Garbage_where_a_chunk_should_be_is_one_defect()
    {
        byte[] log = FourChunks();
        byte[] garbage = new byte[65_536];
        new Random(1).NextBytes(garbage);
        garbage.CopyTo(log, 4096 + 65_536);
        ReadAssert.Reads(log, 9, EvtxDefectKind.ChunkHeaderDamaged);
    }

    [Theory]
    [InlineData(52, "records")]
    [InlineData(124, "header")]
    public void A_wrong_checksum_is_one_defect_and_no_loss(int field, string what)
    {
        byte[] log = FourChunks();
        ChunkEdit chunk = new(log, 2);
        chunk.Set(field, ~chunk.UInt32(field));
        if (field == 52)
        {
            // The header's own sum covers the records' sum.
            uint sum = chunk.UInt32(52);
            chunk.Repair();
            chunk.Set(52, sum);
            chunk.Set(124, Crc32.Compute(chunk.Bytes.Slice(0, 120), chunk.Bytes.Slice(128, 384)));
        }

        ReadLog read = ReadAssert.Reads(log, 12, EvtxDefectKind.ChunkChecksumMismatch);
        Assert.Contains(what, read.Defects[0].Detail);
        Assert.False(read.Defects[0].IsLoss);
        Assert.All(read.Records, record => Assert.Equal(RecordIntegrity.Sound, record.Integrity));
    }

    [Fact]
    public void Sums_that_the_chunk_says_it_does_not_keep_are_not_checked()
    {
        byte[] log = FourChunks();
        ChunkEdit chunk = new(log);
        chunk.Set(ChunkEdit.FlagsField, 5u).Set(52, 0u).Set(124, 0u);
        ReadAssert.Reads(log, 12);
    }

    [Fact]
    public void Sums_that_the_file_says_it_does_not_keep_are_not_checked()
    {
        byte[] log = FourChunks();
        log[120] = 4;
        ChunkEdit chunk = new(log);
        chunk.Set(52, 0u).Set(124, 0u);
        ReadAssert.Reads(log, 12);
    }

    [Theory]
    [InlineData(new[] { 2, 3, 0, 1 })]
    [InlineData(new[] { 3, 0, 1, 2 })]
    public void A_log_that_has_wrapped_round_is_read_oldest_first(int[] order) =>
        Assert.Equal("1 2 3 4 5 6 7 8 9 10 11 12", Numbers(ReadAssert.Reads(Reordered(order), 12)));

    [Fact]
    public void A_log_that_has_wrapped_round_is_read_oldest_first_without_its_first_slot()
    {
        byte[] log = Reordered([3, 2, 0, 1]);
        new ChunkEdit(log).Bytes.Slice(0, 8).Clear();
        Assert.Equal("1 2 3 4 5 6 7 8 9", Numbers(ReadAssert.Reads(log, 9, EvtxDefectKind.ChunkHeaderDamaged)));
    }

    [Fact]
    public void Slack_behind_the_used_space_is_not_read()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            // What a chunk leaves when it is used anew with fewer records.
            chunk.Set(ChunkEdit.FreeSpaceField, (uint)chunk.Records[4]).Set(44, (uint)chunk.Records[3]);
        });
        Assert.Equal("1 2 3 4", ReadAssert.Reads(log, 4).Texts());
    }

    [Fact]
    public void A_reader_that_stops_early_lets_go_of_the_file()
    {
        using TemporaryFile file = new(FourChunks());
        ReadLog listener = new();
        foreach (EventRecord record in new Events.EvtxFileSource(listener).Read(
            [file.Path], Events.EventQuery.All, TestContext.Current.CancellationToken))
        {
            Assert.Equal(1, record.RecordId);
            break;
        }

        using System.IO.FileStream exclusive = new(
            file.Path, System.IO.FileMode.Open, System.IO.FileAccess.ReadWrite, System.IO.FileShare.None);
        Assert.Empty(listener.Failures);
    }

    [Fact]
    public void Records_outlive_the_chunk_and_the_file_that_they_were_read_from()
    {
        List<EventRecord> records = ReadLog.Of(TestLog.Of(Enumerable.Range(0, 50).Select(i => TestLog.Saying($"{i} {Filler}")))).Records;
        Assert.Equal(
            Enumerable.Range(0, 50).Select(i => $"{i}"),
            records.Select(record => System.Xml.Linq.XElement.Parse(record.ToXml()).Elements().Last().Value.Split(' ')[0]));
    }

    private static byte[] FourChunks() =>
        TestLog.Of(Enumerable.Range(0, 12).Select(_ => TestLog.Saying(Filler)));

    private static byte[] Reordered(int[] order)
    {
        byte[] log = FourChunks();
        return [.. log.Take(4096), .. order.SelectMany(slot => log.Skip(4096 + (slot * 65_536)).Take(65_536))];
    }

    private static string Numbers(ReadLog read) => string.Join(" ", read.Records.Select(record => record.RecordId));
}
