using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Whether a log is whole: what is wrong is told with its place, and what is not wrong is not.</summary>
public sealed class FileCheckTests
{
    private const int Mutants = 150;
    private static readonly string Filler = new('x', 10_000);

    [Fact]
    public void A_sound_log_is_sound_and_counted()
    {
        EvtxFileReport report = Check(FourChunks());
        Assert.Equal((EvtxFileStatus.Sound, "All that can be checked fits."), (report.Status, report.Summary));
        Assert.Empty(report.Problems);
        Assert.Equal((4, 4, 0, 0), (report.Chunks, report.ChunksInHeader, report.EmptyBlocks, report.UnreadableBlocks));
        Assert.Equal((12L, 1L, 12L, 13L), (report.Records, report.FirstRecordId, report.LastRecordId, report.NextRecordId));
        Assert.Equal((TestLog.Time, TestLog.Time), (report.FirstRecordTime, report.LastRecordTime));
        Assert.Equal((0L, 0L, 0, 0, 0, 0), (
            report.BytesCut, report.MissingRecords, report.RecordsOutOfOrder, report.HiddenRecords, report.DamagedRecords, report.RecoverableRecords));
        Assert.Equal((new Version(3, 1), 4096L + (4 * 65_536)), (report.Version, report.Length));
        Assert.Equal((false, false, false, true), (report.IsDirty, report.IsFull, report.IsWrapped, report.HasChecksums));
    }

    [Fact]
    public void A_log_without_events_is_sound()
    {
        EvtxFileReport report = Check(TestLog.Written(_ => { }));
        Assert.Equal((EvtxFileStatus.Sound, 0L), (report.Status, report.Records));
        Assert.Null(report.FirstRecordId);
        Assert.Null(report.LastRecordTime);
    }

    [Fact]
    public void A_log_that_was_copied_while_in_use_is_no_damage()
    {
        byte[] log = FourChunks();
        log[24] = 4;
        log[42] = 1;
        log[120] = 1;
        RepairHeader(log);
        EvtxFileReport report = Check(log);
        Assert.Equal((EvtxFileStatus.Sound, true, 1, 4), (report.Status, report.IsDirty, report.ChunksInHeader, report.Chunks));
        Assert.Equal("All that can be checked fits; in use when it was copied.", report.Summary);
    }

    [Fact]
    public void A_log_that_has_wrapped_round_is_sound()
    {
        byte[] log = FourChunks();
        EvtxFileReport report = Check([.. log.Take(4096), .. log.Skip(4096 + (2 * 65_536)), .. log.Skip(4096).Take(2 * 65_536)]);
        Assert.Equal((EvtxFileStatus.Sound, true, 1L, 12L), (report.Status, report.IsWrapped, report.FirstRecordId, report.LastRecordId));
    }

    [Fact]
    public void Room_that_is_not_used_yet_is_no_damage()
    {
        EvtxFileReport report = Check([.. FourChunks(), .. new byte[(2 * 65_536) + 100]]);
        Assert.Equal((EvtxFileStatus.Sound, 3, 0L), (report.Status, report.EmptyBlocks, report.BytesCut));
    }

    [Fact]
    public void The_header_of_a_file_must_fit_its_checksum()
    {
        byte[] log = FourChunks();
        log[24] ^= 0x80;
        EvtxFileReport report = AssertProblems(
            log, EvtxFileStatus.Damaged, EvtxDefectKind.FileHeaderChecksumMismatch, EvtxDefectKind.FileHeaderMismatch);
        Assert.Equal(0, report.Problems[0].Offset);

        // The flags stand outside the sum.
        log[24] ^= 0x80;
        log[120] = 2;
        Assert.True(AssertProblems(log, EvtxFileStatus.Sound).IsFull);
    }

    [Fact]
    public void Records_that_the_header_expects_and_nobody_finds_are_suspect()
    {
        byte[] log = FourChunks();
        log[24] = 20;
        RepairHeader(log);
        EvtxDefect problem = AssertProblems(log, EvtxFileStatus.Suspect, EvtxDefectKind.FileHeaderMismatch).Problems[0];
        Assert.Contains("expects the record 20 next; the last one is 12", problem.Detail);
    }

    [Fact]
    public void A_changed_byte_is_a_wrong_checksum()
    {
        byte[] log = FourChunks();
        log[4096 + (2 * 65_536) + 3000] ^= 1;
        EvtxFileReport report = AssertProblems(log, EvtxFileStatus.Damaged, EvtxDefectKind.ChunkChecksumMismatch);
        Assert.Equal((2, 4096L + (2 * 65_536)), (report.Problems[0].Chunk, report.Problems[0].Offset));
        Assert.Equal((1, "A chunk does not fit its checksum."), (report.ChunksWithWrongChecksum, report.Summary));
    }

    [Fact]
    public void Where_no_checksums_are_kept_the_summary_says_so()
    {
        byte[] log = FourChunks();
        log[4096 + 3000] ^= 1;
        log[120] = 4;
        EvtxFileReport report = Check(log);
        Assert.Equal((EvtxFileStatus.Sound, false), (report.Status, report.HasChecksums));
        Assert.Contains("no checksums are kept", report.Summary);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_record_that_cannot_be_decoded_is_found_whether_a_checksum_tells_it_or_not(bool repair)
    {
        byte[] log = ReadAssert.SixRecords();
        ChunkEdit chunk = new(log);
        chunk.Bytes[chunk.Records[3] + 24 + 4] = 0x3F;
        if (repair)
        {
            chunk.Repair();
        }

        EvtxFileReport report = Check(log);
        EvtxDefect damaged = Assert.Single(report.Problems, problem => problem.Kind == EvtxDefectKind.RecordDamaged);
        Assert.Equal((4L, 1, EvtxFileStatus.Damaged), (damaged.RecordId, report.DamagedRecords, report.Status));
        Assert.Equal(repair ? 0 : 1, report.ChunksWithWrongChecksum);
    }

    [Fact]
    public void A_removed_record_is_a_gap_that_names_it()
    {
        // Cut out as an intruder's tool would, with the header and the checksums made to fit.
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            IReadOnlyList<int> records = chunk.Records;
            int size = records[4] - records[3];
            chunk.Set(records[2] + 4, (uint)(records[4] - records[2])).Set(records[4] - 4, (uint)(records[4] - records[2]));
            chunk.Bytes.Slice(records[3], size - 4).Clear();
            chunk.Set(16, 5ul);
        });
        EvtxFileReport report = AssertProblems(log, EvtxFileStatus.Suspect, EvtxDefectKind.RecordsMissing);
        Assert.Equal((1L, 5L), (report.MissingRecords, report.Records));
        Assert.Contains("The record 4 is missing", report.Problems[0].Detail);
        Assert.Equal("Record ids are missing in one place.", report.Summary);
    }

    [Fact]
    public void A_removed_chunk_is_a_gap_with_its_span()
    {
        byte[] log = FourChunks();
        new ChunkEdit(log, 1).Bytes.Clear();
        EvtxFileReport report = AssertProblems(log, EvtxFileStatus.Suspect, EvtxDefectKind.RecordsMissing);
        Assert.Equal((3L, 2), (report.MissingRecords, report.Problems[0].Chunk));
        Assert.Contains("The records 4 to 6 are missing", report.Problems[0].Detail);
    }

    [Fact]
    public void A_record_id_that_comes_again_is_out_of_order()
    {
        byte[] log = ReadAssert.SixRecords(chunk => chunk.Set(chunk.Records[3] + 8, 3ul));
        EvtxFileReport report = AssertProblems(
            log, EvtxFileStatus.Suspect, EvtxDefectKind.RecordOutOfOrder, EvtxDefectKind.RecordsMissing);
        Assert.Equal((1, 1L), (report.RecordsOutOfOrder, report.MissingRecords));
    }

    [Fact]
    public void A_hidden_record_is_suspect_and_no_gap()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            int outer = chunk.Records[1];
            uint size = (uint)(chunk.Records[3] - outer);
            chunk.Set(outer + 4, size).Set(outer + (int)size - 4, size);
        });
        EvtxFileReport report = AssertProblems(log, EvtxFileStatus.Suspect, EvtxDefectKind.RecordHidden);
        Assert.Equal((1, 6L, 0L), (report.HiddenRecords, report.Records, report.MissingRecords));
    }

    [Fact]
    public void A_chunk_whose_header_tells_of_other_records_is_suspect()
    {
        byte[] log = ReadAssert.SixRecords(chunk => chunk.Set(16, 9ul).Set(32, 9ul));
        EvtxDefect problem = AssertProblems(log, EvtxFileStatus.Suspect, EvtxDefectKind.ChunkHeaderMismatch).Problems[0];
        Assert.Contains("counts 9 records up to the id 9; 6 are there, up to the id 6", problem.Detail);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(70_000u)]
    [InlineData(700u)]
    public void A_chunk_whose_records_cannot_end_where_its_header_says_is_suspect(uint offset)
    {
        byte[] log = ReadAssert.SixRecords(chunk => chunk.Set(ChunkEdit.FreeSpaceField, offset));
        EvtxDefect problem = AssertProblems(log, EvtxFileStatus.Suspect, EvtxDefectKind.ChunkHeaderMismatch).Problems[0];
        Assert.Contains($"its records end at {offset}, which cannot be", problem.Detail);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(65_436)]
    [InlineData(65_536)]
    [InlineData(65_536 + 20_000)]
    public void What_was_cut_off_the_end_is_counted(int cut)
    {
        byte[] log = FourChunks();
        EvtxFileReport report = Check([.. log.Take(log.Length - cut)]);
        Assert.Equal((EvtxFileStatus.Damaged, (long)cut), (report.Status, report.BytesCut));
        Assert.Contains("he file was cut", report.Summary);
    }

    [Fact]
    public void A_block_without_a_header_is_damage_and_its_records_can_be_recovered()
    {
        byte[] log = FourChunks();
        new ChunkEdit(log, 1).Bytes.Slice(0, 8).Clear();
        EvtxFileReport report = AssertProblems(
            log, EvtxFileStatus.Damaged, EvtxDefectKind.ChunkHeaderDamaged, EvtxDefectKind.RecordsMissing);
        Assert.Equal((1, 3, 3), (report.UnreadableBlocks, report.Chunks, report.RecoverableRecords));
        Assert.EndsWith("3 records more can be recovered.", report.Summary);
    }

    [Fact]
    public void Of_very_many_problems_all_are_counted_and_the_first_thousand_are_kept()
    {
        byte[] log = TestLog.Of(Enumerable.Range(0, 1500).Select(i => TestLog.Saying("") with { RecordId = (2 * (ulong)i) + 1 }));
        EvtxFileReport report = Check(log);
        Assert.Equal(1499L, report.MissingRecords);
        Assert.Equal(1000, report.Problems.Length);
        Assert.Contains("missing in 1,499 places", report.Summary);
    }

    [Fact]
    public void A_file_that_is_no_log_is_a_failure_and_no_report()
    {
        using TemporaryFile file = new([1, 2, 3, 4, 5, 6, 7, 8, 9]);
        ReadLog listener = new();
        Assert.Null(new EvtxFileCheck(listener).Check(file.Path, CancellationToken.None));
        Assert.IsType<NotAnEventLogException>(Assert.Single(listener.Failures));
    }

    [Fact]
    public void A_check_that_is_ended_gives_no_report()
    {
        using TemporaryFile file = new(FourChunks());
        Assert.Null(new EvtxFileCheck(new ReadLog()).Check(file.Path, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Whatever_the_bytes_are_a_check_ends_and_agrees_with_the_reading()
    {
        byte[] log = FourChunks();
        for (int seed = 0; seed < Mutants; seed++)
        {
            AssertAgrees(new Mutator(seed).Mutate(log), $"seed {seed}");
        }
    }

    [Fact]
    public void The_corpus_is_sound_but_for_the_files_that_are_known_not_to_be()
    {
        Dictionary<string, EvtxFileStatus> wrong = [];
        foreach (string path in SharedData.RequireCorpus())
        {
            EvtxFileReport report = AssertAgrees(File.ReadAllBytes(path), path);
            if (report.Status != EvtxFileStatus.Sound)
            {
                wrong.Add(Path.GetFileName(path), report.Status);
            }
        }

        Assert.Equal(
            [
                ("2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx", EvtxFileStatus.Damaged),
                ("2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx", EvtxFileStatus.Damaged),

                // Zeros between live chunks, over 262 records.
                ("2-vss_7-System.evtx", EvtxFileStatus.Suspect),
                ("Microsoft-Windows-HelloForBusiness%4Operational.evtx", EvtxFileStatus.Damaged),
                ("Microsoft-Windows-LanguagePackSetup%4Operational.evtx", EvtxFileStatus.Damaged),

                // Somebody hid a record.
                ("post-Security.evtx", EvtxFileStatus.Suspect),
                ("sample-with-zero-data-size-event.evtx", EvtxFileStatus.Damaged),
                ("sample_with_a_bad_chunk_magic.evtx", EvtxFileStatus.Damaged),
                ("security_bad_string_cache.evtx", EvtxFileStatus.Damaged),
                ("sysmon.evtx", EvtxFileStatus.Damaged),
            ],
            wrong.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
    }

    // What the check counts is what readers give.
    private static EvtxFileReport AssertAgrees(byte[] log, string name)
    {
        using TemporaryFile file = new(log);
        ReadLog read = ReadLog.Of(file.Path);
        if (read.Failures.Count > 0)
        {
            return new EvtxFileReport();
        }

        EvtxFileReport report = new EvtxFileCheck(new ReadLog()).Check(file.Path, CancellationToken.None)!;
        int recovered = new EvtxRecovery(new ReadLog()).Read(file.Path, EventQuery.All, CancellationToken.None).Count();
        Assert.True(
            report.RecoverableRecords == recovered, $"{name}: {report.RecoverableRecords} records are counted, {recovered} recovered.");
        Assert.True(
            read.Records.Count <= report.Records && report.Records <= read.Records.Count + report.DamagedRecords,
            $"{name}: {report.Records} records are counted, {read.Records.Count} read: {report}");
        Assert.True(
            report.Status == EvtxFileStatus.Damaged || read.Defects.TrueForAll(defect => defect.Kind == EvtxDefectKind.RecordHidden),
            $"{name}: {read}, and the check says {report}");
        return report;
    }

    private static EvtxFileReport AssertProblems(byte[] log, EvtxFileStatus status, params EvtxDefectKind[] kinds)
    {
        EvtxFileReport report = Check(log);
        Assert.Equal(kinds.OrderBy(kind => kind), report.Problems.Select(problem => problem.Kind).OrderBy(kind => kind));
        Assert.Equal(status, report.Status);
        return report;
    }

    private static EvtxFileReport Check(byte[] log)
    {
        using TemporaryFile file = new(log);
        ReadLog listener = new();
        EvtxFileReport? report = new EvtxFileCheck(listener).Check(file.Path, CancellationToken.None);
        Assert.Empty(listener.Failures);
        Assert.Empty(listener.Defects);
        return report!;
    }

    private static void RepairHeader(byte[] log) =>
        BitConverter.GetBytes(Crc32.Compute(log.AsSpan(0, EvtxLayout.FileHeaderChecksumLength))).CopyTo(log, 124);

    private static byte[] FourChunks() => TestLog.Of(Enumerable.Range(0, 12).Select(_ => TestLog.Saying(Filler)));
}
