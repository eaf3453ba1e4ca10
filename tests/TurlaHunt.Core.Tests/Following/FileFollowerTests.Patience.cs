using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Events.Following;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Reading;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Following;

// What is odd only for a moment, and what stays.
public sealed partial class FileFollowerTests
{
    private static readonly Action Nothing = () => { };
    private static readonly byte[] UnusedSlot = new byte[EvtxLayout.ChunkSize];

    [Fact]
    public void A_log_that_stays_cut_is_told_and_gives_nothing_twice_when_it_grows_again()
    {
        byte[] whole = Log(1, 100);
        Write(whole);
        List<string> texts = Follow([() => Write(Cut(whole, slots: 1)), .. Idle(5), () => Write(Log(1, 110))]);
        Assert.Equal(Numbers(1, 110), Given(texts));
        Assert.Contains("cut", Assert.Single(_told.Changes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_was_cut_and_goes_on_with_other_records_is_no_other_log()
    {
        byte[] whole = Log(1, 100);
        byte[] other = TestLog.Of([.. EventsOf(1, 28), .. EventsOf(201, 230).Select((item, at) => item with { RecordId = (ulong)(29 + at) })]);
        Write(whole);
        List<string> texts = Follow([() => Write(Cut(whole, slots: 1)), .. Idle(5), () => Write(other), Nothing]);
        Assert.Equal([.. Numbers(1, 100), .. Numbers(201, 230)], Given(texts));
        Assert.Contains("cut: blocks", Assert.Single(_told.Changes), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_gone_is_told_each_time_that_more_of_it_is_gone()
    {
        byte[] whole = Log(1, 100);
        Write(whole);
        Follow(
        [
            () => Write(Cut(whole, slots: 3)), .. Idle(5), () => Write(Cut(whole, slots: 1)), .. Idle(5),
            () => Write(whole), Nothing, () => Write(Cut(whole, slots: 2)), .. Idle(5),
        ]);
        Assert.Equal(3, _told.Changes.Count);
        Assert.Equal(2, _told.Defects.Count(defect => defect.Detail.StartsWith("The file ends early", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_log_that_is_written_anew_bit_by_bit_is_not_called_cut()
    {
        byte[] whole = Log(1, 110);
        Write(Log(1, 100));
        Assert.Equal(Numbers(1, 110), Given(Follow([() => Write([]), .. Copied(whole, from: 0, piece: 30_000), .. Idle(5)])));
        AssertQuiet();
    }

    [Fact]
    public void A_log_whose_length_is_there_before_its_content_is_not_called_cut()
    {
        byte[] whole = Log(1, 110);
        Write(Log(1, 100));
        IEnumerable<Action> steps = Enumerable.Range(0, SlotsOf(whole) + 1).Select(slots => (Action)(() =>
        {
            byte[] partly = Cut(whole, slots);
            Array.Resize(ref partly, whole.Length);
            Write(partly);
        }));
        Assert.Equal(Numbers(1, 110), Given(Follow([.. steps, .. Idle(5)])));
        AssertQuiet();
    }

    [Fact]
    public void Blocks_that_stay_zeroed_are_told_and_what_comes_is_read_on()
    {
        byte[] zeroed = Log(1, 140);
        new ChunkEdit(zeroed, chunk: 1).Bytes.Clear();
        Write(Log(1, 100));
        List<string> texts = Follow([() => Write(zeroed), .. Idle(5)]);
        Assert.Equal(Numbers(1, 140), Given(texts));
        Assert.Contains("cut", Assert.Single(_told.Changes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_being_copied_in_is_not_called_damaged()
    {
        byte[] whole = Log(1, 100);
        Assert.Equal(Numbers(1, 100), Given(FollowLater([.. Copied(whole, from: 4096, piece: 20_000), .. Idle(5)])));
        AssertQuiet();
    }

    [Fact]
    public void A_file_whose_copying_stopped_ends_early_and_is_read_on_when_more_of_it_comes()
    {
        byte[] whole = Log(1, 100);
        List<string> texts = FollowLater(
            [.. Copied(whole, from: 4096, piece: 20_000).Take(8), .. Idle(8), .. Copied(whole, from: 150_000, piece: 20_000), .. Idle(5)]);
        Assert.Equal(Numbers(1, 100), Given(texts));
        Assert.Empty(_told.Changes);
        Assert.All(_told.Defects, defect => Assert.Equal(EvtxDefectKind.FileTruncated, defect.Kind));
        Assert.Single(_told.Defects, defect => defect.Detail.StartsWith("The file ends early", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_given_of_a_chunk_whose_checksum_never_fits_comes_once_whatever_else_comes()
    {
        byte[] shorter = InUse(Log(1, 3));
        byte[] longer = InUse(Log(1, 4));
        new ChunkEdit(shorter).Set(52, 1u);
        new ChunkEdit(longer).Set(52, 1u);
        Write(shorter);
        File.WriteAllBytes(_other.Path, Log(1001, 1001));
        int readings = 0;
        FileFollower follower = new(new FollowedLogs(() => readings++), new ScriptedPace(
        [
            .. Idle(5),
            () => File.WriteAllBytes(_other.Path, Log(1001, 1020)),
            .. Idle(8),
            () => Write(longer),
            .. Idle(8),
        ]), recent: 4);
        IEnumerable<string> given = Given(FollowedLogs.Texts(
            follower.Follow(() => [_file.Path, _other.Path], EventQuery.All, CancellationToken.None)));
        Assert.Equal([.. Numbers(1, 4), .. Numbers(1001, 1020)], given.OrderBy(int.Parse));
        Assert.Equal(4, readings);
    }

    [Fact]
    public void What_is_odd_twice_for_a_moment_did_not_last()
    {
        byte[] log = InUse(Log(1, 3));
        new ChunkEdit(log).Set(52, 1u);
        byte[] odd = Torn(log, record: 1);
        Write(log);
        List<string> texts = Follow([.. Idle(6), () => Write(odd), () => Write(log), .. Idle(4), () => Write(odd), () => Write(log), Nothing]);
        Assert.Equal(Numbers(1, 3), Given(texts));
        AssertQuiet();
    }

    [Fact]
    public void A_chunk_whose_checksum_does_not_fit_is_damage_once_its_log_is_not_in_use_any_more()
    {
        byte[] log = InUse(Log(1, 3));
        new ChunkEdit(log).Set(52, 1u);
        Write(log);
        byte[] closed = (byte[])log.Clone();
        closed[120] &= 0xFE;
        Assert.Equal(Numbers(1, 3), Given(Follow([.. Idle(16), () => Write(closed), .. Idle(5)])));
        Assert.Equal(EvtxDefectKind.ChunkChecksumMismatch, Assert.Single(_told.Defects).Kind);
    }

    [Fact]
    public void A_chunk_whose_checksum_does_not_fit_is_damage_once_it_is_not_the_newest()
    {
        byte[] log = InUse(Log(1, 28));
        byte[] longer = InUse(Log(1, 40));
        new ChunkEdit(log).Set(52, 1u);
        new ChunkEdit(longer).Set(52, 1u);
        Assert.True(new ChunkEdit(log).Bytes.SequenceEqual(new ChunkEdit(longer).Bytes));
        Write(log);
        Assert.Equal(Numbers(1, 40), Given(Follow([.. Idle(6), () => Write(longer), .. Idle(5)])).OrderBy(int.Parse));
        Assert.Equal(EvtxDefectKind.ChunkChecksumMismatch, Assert.Single(_told.Defects).Kind);
    }

    [Fact]
    public void A_damaged_chunk_that_is_mended_gives_what_could_not_be_read_of_it()
    {
        byte[] log = Log(1, 100);
        byte[] damaged = (byte[])log.Clone();
        ChunkEdit chunk = new(damaged, chunk: 1);
        chunk.Set(chunk.Records[5] + 4, 3u);
        Write(damaged);
        List<string> texts = Follow(recent: 1, [.. Idle(6), () => Write(log), .. Idle(5)]);
        Assert.Equal(99, texts.IndexOf("-"));
        Assert.Equal(Numbers(1, 100), Given(texts).OrderBy(int.Parse));
    }

    [Fact]
    public void A_block_that_cannot_be_read_is_a_failure_also_in_a_file_that_came_later()
    {
        Write(Log(1, 100));
        FollowedFile file = new(_file.Path, isLate: true, _told);
        SeenRecords recent = new();
        List<string> given = [];
        for (int second = 0; second < 20; second++)
        {
            given.AddRange(Look(file, TestLog.Time.AddSeconds(second), recent, failing: 1));
            Assert.Equal(second < 3 ? 0 : 1, _told.Failures.Count);
        }

        Assert.InRange(given.Count, 50, 80);
        given.AddRange(Look(file, TestLog.Time.AddSeconds(20), recent));
        Assert.Equal(Numbers(1, 100), given.OrderBy(int.Parse));
        Assert.Single(_told.Failures);

        Write(Log(1, 140));
        for (int second = 21; second < 27; second++)
        {
            Look(file, TestLog.Time.AddSeconds(second), recent, failing: 4);
        }

        Assert.Equal(2, _told.Failures.Count);
    }

    [Fact]
    public void A_block_that_could_not_be_read_for_long_and_is_another_chunk_by_then_is_read_from_its_start()
    {
        byte[] garbled = Log(1, 5);
        new ChunkEdit(garbled).Bytes.Slice(0, 8).Clear();
        Write(Log(1, 5));
        Assert.Equal(Numbers(1, 12), Given(Follow([() => Write(garbled), .. Idle(6), () => Write(Log(6, 12, id: 1)), .. Idle(4)])));
        Assert.Contains("cleared", Assert.Single(_told.Changes), StringComparison.Ordinal);
        Assert.Equal(EvtxDefectKind.ChunkHeaderDamaged, Assert.Single(_told.Defects).Kind);
    }

    [Fact]
    public void A_block_that_could_not_be_read_for_long_and_is_the_same_chunk_is_read_on()
    {
        byte[] garbled = Log(1, 5);
        new ChunkEdit(garbled).Bytes.Slice(0, 8).Clear();
        Write(Log(1, 5));
        Assert.Equal(Numbers(1, 7), Given(Follow(recent: 1, [() => Write(garbled), .. Idle(6), () => Write(Log(1, 7)), .. Idle(4)])));
        Assert.Empty(_told.Changes);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(512)]
    [InlineData(528)]
    public void A_chunk_that_looks_like_another_for_a_moment_is_none(int offset)
    {
        byte[] log = Log(1, 100);
        byte[] garbled = (byte[])log.Clone();
        new ChunkEdit(garbled, chunk: 1).Bytes[offset] ^= 0x55;
        Write(log);
        Assert.Equal(Numbers(1, 100), Given(Follow(recent: 1, () => Write(garbled), Nothing, () => Write(log), Nothing)));
        AssertQuiet();
    }

    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(512)]
    [InlineData(528)]
    public void A_chunk_that_looks_like_another_for_long_is_damaged_and_the_log_is_no_other(int offset)
    {
        byte[] log = Log(1, 100);
        byte[] garbled = (byte[])log.Clone();
        new ChunkEdit(garbled, chunk: 1).Bytes[offset] ^= 0x55;
        Write(log);
        Assert.Equal(Numbers(1, 100), Given(Follow([() => Write(garbled), .. Idle(12), () => Write(log), .. Idle(5)])).Where(text => text != "?").Distinct());
        Assert.Empty(_told.Changes);
        Assert.Contains(_told.Defects, defect => defect.Kind == EvtxDefectKind.ChunkChecksumMismatch);
    }

    [Fact]
    public void A_chunk_of_which_only_the_header_is_copied_by_now_is_no_other()
    {
        byte[] log = Log(1, 3);
        Write(log);
        int end = EvtxLayout.FileHeaderBlockSize + EvtxLayout.ChunkHeaderSize + 10;
        Assert.Equal(Numbers(1, 3), Given(Follow(() => Write(log.AsSpan(0, end).ToArray()), () => Write(log), Nothing)));
        AssertQuiet();
    }

    [Fact]
    public void A_log_of_one_block_that_is_another_and_never_whole_was_replaced()
    {
        byte[] log = Log(1, 5);
        byte[] other = InUse(Log(6, 12, id: 1));
        new ChunkEdit(other).Set(52, 1u);
        Write([.. log, .. UnusedSlot]);
        other = [.. other, .. UnusedSlot];
        Assert.Equal(Numbers(1, 12), Given(Follow([() => Write(other), .. Idle(10)])));
        Assert.Contains("cleared", Assert.Single(_told.Changes), StringComparison.Ordinal);
        Assert.Empty(_told.Defects);
    }

    [Fact]
    public void A_chunk_that_a_later_one_replaces_while_it_is_looked_at_is_read_from_its_start()
    {
        byte[] longer = Log(1, 50);
        Write(Log(1, 3));
        FollowedFile file = new(_file.Path, isLate: false, _told);
        SeenRecords recent = new();
        Assert.Equal(Numbers(1, 3), Look(file, TestLog.Time, recent));

        Write(Log(1, 5));
        byte[] later = [.. longer.Take(EvtxLayout.FileHeaderBlockSize), .. new ChunkEdit(longer, chunk: 1).Bytes];
        Assert.Empty(Look(file, TestLog.Time.AddSeconds(1), recent, amid: () => Write(later)));
        string[] given = Look(file, TestLog.Time.AddSeconds(2), recent);
        Assert.Equal(Numbers(int.Parse(given[0]), 50), given);
        Assert.InRange(given.Length, 10, 50);
    }

    [Fact]
    public void A_zeroed_header_over_records_is_damage_also_where_it_is_followed()
    {
        byte[] log = Log(1, 100);
        new ChunkEdit(log).Bytes.Slice(0, SlotHead.Size).Clear();
        Write(log);
        Follow(Nothing);
        Assert.Equal(EvtxDefectKind.ChunkHeaderDamaged, Assert.Single(_told.Defects).Kind);
    }

    private List<string> Follow(int recent, params IEnumerable<Action> steps) => FollowedLogs.Texts(
        new FileFollower(_told, new ScriptedPace(steps), recent: recent).Follow(() => [_file.Path], EventQuery.All, CancellationToken.None));

    private static IEnumerable<Action> Idle(int looks) => Enumerable.Repeat(Nothing, looks);

    private static IEnumerable<string> Given(IEnumerable<string> texts) => texts.Where(text => text != "-");

    private static int SlotsOf(byte[] log) => (log.Length - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize;

    private static byte[] Cut(byte[] log, int slots) => log.AsSpan(0, (int)EvtxLayout.ChunkOffset(slots)).ToArray();

    // A file that becomes longer piece by piece.
    private IEnumerable<Action> Copied(byte[] log, int from, int piece)
    {
        for (int length = from; length < log.Length + piece; length += piece)
        {
            byte[] part = log.AsSpan(0, Math.Min(length, log.Length)).ToArray();
            yield return () => Write(part);
        }
    }

    // The file is not there at first.
    private List<string> FollowLater(params IEnumerable<Action> steps)
    {
        File.Delete(_file.Path);
        FileFollower follower = new(_told, new ScriptedPace(steps));
        return FollowedLogs.Texts(
            follower.Follow(() => File.Exists(_file.Path) ? [_file.Path] : [], EventQuery.All, CancellationToken.None));
    }

    private static string[] Look(FollowedFile file, DateTime now, SeenRecords recent, int failing = -1, Action? amid = null)
    {
        using EvtxFile open = file.Look(now, out List<SlotWork> work)!;
        amid?.Invoke();
        using SlotReader reader = new(EventQuery.All, EvtxLimits.Untrusted);
        string[] texts = [.. work
            .SelectMany(item => file.Take(item.Slot == failing ? new SlotReading(item) { Failure = new IOException("A bad sector.") } : reader.Read(item), recent))
            .Select(record => record.Data["Text"].TrimEnd('.'))];
        file.EndLook(open);
        return texts;
    }
}
