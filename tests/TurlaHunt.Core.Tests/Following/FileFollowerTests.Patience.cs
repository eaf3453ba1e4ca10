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

// What is odd only for a moment, what stays, and what is not looked at every time.
public sealed partial class FileFollowerTests
{
    private static readonly Action Nothing = () => { };

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
        FileFollower follower = new(_told, new ScriptedPace(
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
        Assert.Equal(Numbers(1, 3), Given(Follow([.. Idle(6), () => Write(closed), .. Idle(5)])));
        Assert.Equal(EvtxDefectKind.ChunkChecksumMismatch, Assert.Single(_told.Defects).Kind);
    }

    [Fact]
    public void A_block_that_cannot_be_read_is_a_failure_also_in_a_file_that_came_later()
    {
        Write(Log(1, 3));
        FollowedFile file = new(_file.Path, isLate: true, _told);
        SeenRecords recent = new();
        DateTime now = TestLog.Time;
        for (int second = 0; second < 6; second++)
        {
            Assert.Empty(Look(file, now.AddSeconds(second), recent, new IOException("A bad sector.")));
            Assert.Equal(second < 3 ? 0 : 1, _told.Failures.Count);
        }

        Assert.Equal(Numbers(1, 3), Look(file, now.AddSeconds(6), recent));
        Assert.Equal("A bad sector.", Assert.Single(_told.Failures).Message);

        Write(Log(1, 4));
        for (int second = 7; second < 13; second++)
        {
            Assert.Empty(Look(file, now.AddSeconds(second), recent, new IOException("Another.")));
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
        FileFollower follower = new(_told, new ScriptedPace([() => Write(garbled), .. Idle(6), () => Write(Log(1, 7)), .. Idle(4)]), recent: 1);
        Assert.Equal(Numbers(1, 7), Given(FollowedLogs.Texts(follower.Follow(() => [_file.Path], EventQuery.All, CancellationToken.None))));
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
        Write(log);
        byte[] garbled = (byte[])log.Clone();
        new ChunkEdit(garbled).Bytes[offset] ^= 0x55;
        Assert.Equal(Numbers(1, 100), Given(Follow(() => Write(garbled), Nothing, () => Write(log), Nothing)));
        AssertQuiet();
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

    [Fact]
    public void A_log_in_which_nothing_happens_is_looked_at_where_it_grows_and_now_and_then_whole()
    {
        byte[] whole = Log(1, 100);
        byte[] damaged = (byte[])whole.Clone();
        new ChunkEdit(damaged, chunk: 1).Bytes.Slice(0, 8).Clear();
        Assert.InRange(SlotsOf(whole), 4, 10);
        Write(whole);
        List<string> texts = Follow(
        [
            .. Idle(15), () => Write(damaged), .. Idle(8), () => Write(whole), .. Idle(20),
            () => Write(Log(1, 101)), Nothing, () => Write(Log(1, 180)), .. Idle(15), () => Write(Log(181, 240, id: 1)), Nothing,
        ]);
        Assert.Empty(_told.Defects);
        Assert.Equal(Numbers(1, 240), Given(texts));
        Assert.Equal((46, 48, 64), (LooksBefore("101"), LooksBefore("102"), LooksBefore("181")));

        Write(whole);
        Follow([.. Idle(15), () => Write(damaged), .. Idle(40)]);
        Assert.Equal(EvtxDefectKind.ChunkHeaderDamaged, Assert.Single(_told.Defects).Kind);

        int LooksBefore(string text) => texts.Take(texts.IndexOf(text)).Count(item => item == "-");
    }

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

    private static string[] Look(FollowedFile file, DateTime now, SeenRecords recent, IOException? failure = null)
    {
        using EvtxFile open = file.Look(now, out List<SlotWork> work)!;
        using SlotReader reader = new(EventQuery.All, EvtxLimits.Untrusted);
        string[] texts = [.. work.SelectMany(piece => file.Take(failure is null ? reader.Read(piece) : new SlotReading(piece) { Failure = failure }, recent))
            .Select(record => record.Data["Text"].TrimEnd('.'))];
        file.EndLook(open);
        return texts;
    }
}
