using System;
using System.IO;
using System.Linq;
using System.Text;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Files that are no log, that end early, or whose header is not true.</summary>
public sealed class WholeFileTests
{
    private static readonly string LongText = new('x', 10_000);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(127)]
    public void A_file_that_ends_inside_its_header_is_no_log(int length) => AssertNoLog([.. ThreeChunks().Take(length)]);

    [Fact]
    public void A_text_file_is_no_log() => AssertNoLog(Encoding.ASCII.GetBytes("TimeCreated,Id,Message\r\n"));

    [Fact]
    public void A_file_of_zeros_is_no_log() => AssertNoLog(new byte[200_000]);

    [Theory]
    [InlineData(128, 0)]
    [InlineData(4095, 0)]
    [InlineData(4096, 0)]
    [InlineData(4096 + 65_536, 3)]
    [InlineData(4096 + (2 * 65_536), 6)]
    public void A_file_that_ends_between_chunks_gives_what_is_there_and_one_defect(int length, int records) =>
        ReadAssert.Reads([.. ThreeChunks().Take(length)], records, EvtxDefectKind.FileTruncated);

    // One says what became of the chunk, the other that chunks are missing behind it.
    [Theory]
    [InlineData(4097, 0)]
    [InlineData(4096 + 511, 0)]
    [InlineData(4096 + 512, 0)]
    [InlineData(4096 + 65_535, 3)]
    [InlineData(4096 + 65_536 + 8, 3)]
    public void A_file_that_ends_inside_a_chunk_gives_what_is_there_and_two_defects(int length, int records) =>
        ReadAssert.Reads(
            [.. ThreeChunks().Take(length)], records, EvtxDefectKind.FileTruncated, EvtxDefectKind.FileTruncated);

    [Theory]
    [InlineData(4096 + (2 * 65_536) + 1, 6)]
    [InlineData(4096 + (2 * 65_536) + 512, 6)]
    [InlineData(4096 + (2 * 65_536) + 40_000, 7)]
    public void A_file_that_ends_inside_its_last_chunk_gives_what_is_there_and_one_defect(int length, int records) =>
        ReadAssert.Reads([.. ThreeChunks().Take(length)], records, EvtxDefectKind.FileTruncated);

    [Fact]
    public void A_file_that_ends_inside_a_record_says_so_once_and_how_many_are_missing()
    {
        byte[] log = ThreeChunks();
        log[42] = 1;
        int second = new RawLog(log).Chunks[0].Records[1];
        foreach (int into in new[] { 28, 40, 1000 })
        {
            ReadLog read = ReadAssert.Reads([.. log.Take(4096 + second + into)], 1, EvtxDefectKind.FileTruncated);
            Assert.Contains("its header counts 3 records, 1 are there", read.Defects[0].Detail);
        }

        // Less than a record's header is not enough to call it one.
        ReadAssert.Reads([.. log.Take(4096 + second + 20)], 1, EvtxDefectKind.FileTruncated);
        ReadAssert.Reads([.. log.Take(4096 + second)], 1, EvtxDefectKind.FileTruncated);
    }

    [Fact]
    public void A_file_may_end_in_unused_space_of_zeros()
    {
        byte[] log = ThreeChunks();
        ReadAssert.Reads([.. log, .. new byte[65_536 * 2]], 7);
        ReadAssert.Reads([.. log, .. new byte[100]], 7);
        ReadAssert.Reads([.. log, .. new byte[1000]], 7);
    }

    [Fact]
    public void A_header_that_counts_more_chunks_than_there_are_is_one_defect()
    {
        byte[] log = ThreeChunks();
        log[42] = 4;
        EvtxDefect defect = Assert.Single(ReadAssert.Reads(log, 7, EvtxDefectKind.FileTruncated).Defects);
        Assert.Contains("counts 4 chunks, 3 are there", defect.Detail);
        Assert.Equal(log.Length, defect.Offset);
    }

    [Fact]
    public void A_log_that_was_copied_while_in_use_is_no_damage()
    {
        byte[] log = ThreeChunks();
        Array.Clear(log, 8, 24);
        log[24] = 1;
        log[42] = 1;
        log[120] = 1;
        ReadAssert.Reads(log, 7);
    }

    [Fact]
    public void A_log_that_was_never_closed_is_read()
    {
        using MemoryStream stream = new();
        using EvtxWriter writer = new(stream, leaveOpen: true);
        for (int i = 0; i < 7; i++)
        {
            writer.Write(TestLog.Saying(LongText));
        }

        ReadAssert.Reads(stream.ToArray(), 6);
    }

    [Fact]
    public void Unknown_flags_in_the_file_header_change_nothing()
    {
        byte[] log = ThreeChunks();
        BitConverter.GetBytes(0x1B970000u).CopyTo(log, 120);
        ReadAssert.Reads(log, 7);
    }

    [Fact]
    public void A_log_without_events_gives_none() => ReadAssert.Reads(TestLog.Written(_ => { }), 0);

    [Fact]
    public void A_folder_or_a_missing_file_is_a_failure_with_its_path()
    {
        ReadLog read = ReadLog.Of(Path.Combine(Path.GetTempPath(), $"turlahunt-{Guid.NewGuid():N}.evtx"));
        Assert.Empty(read.Records);
        Assert.IsAssignableFrom<IOException>(Assert.Single(read.Failures));
    }

    private static void AssertNoLog(byte[] file)
    {
        ReadLog read = ReadLog.Of(file);
        Assert.Empty(read.Records);
        Assert.Empty(read.Defects);
        Assert.IsType<NotAnEventLogException>(Assert.Single(read.Failures));
    }

    // Three records in each of two chunks, and one in the third.
    private static byte[] ThreeChunks() => TestLog.Of(Enumerable.Range(0, 7).Select(_ => TestLog.Saying(LongText)));
}
