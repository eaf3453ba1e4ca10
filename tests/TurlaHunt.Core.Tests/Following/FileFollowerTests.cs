using System;
using System.Buffers.Binary;
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

/// <summary>Files that are written to, cleared, cut and replaced while they are followed: every event comes once.</summary>
public sealed partial class FileFollowerTests : IDisposable
{
    private readonly TemporaryFile _file = new([]);
    private readonly TemporaryFile _other = new([]);
    private readonly FollowedLogs _told = new();

    public FileFollowerTests() => File.Delete(_other.Path);

    public void Dispose()
    {
        _file.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Records_that_are_added_to_a_chunk_come_once()
    {
        Write(Log(1, 2));
        Assert.Equal(["1", "2", "-", "3", "-", "-", "4", "5", "-"], Follow(() => Write(Log(1, 3)), () => { }, () => Write(Log(1, 5))));
        AssertQuiet();
    }

    [Fact]
    public void Records_of_new_chunks_come_once_and_in_order()
    {
        Write(Log(1, 40));
        Assert.Equal(
            [.. Numbers(1, 40), "-", .. Numbers(41, 200), "-", .. Numbers(201, 230), "-"],
            Follow(() => Write(Log(1, 200)), () => Write(Log(1, 230))));
        AssertQuiet();
    }

    [Fact]
    public void Only_what_the_query_wants_comes()
    {
        Write(Log(1, 2));
        EventQuery nothing = new([new EventSelector { Ids = [4711] }]);
        Assert.Equal(["-", "-"], Follow(nothing, () => Write(Log(1, 3))));
    }

    [Fact]
    public void The_first_record_of_an_empty_log_is_nothing_special()
    {
        Write(TestLog.Of());
        Assert.Equal(["-", "1", "-"], Follow(() => Write(Log(1, 1))));
        AssertQuiet();
    }

    [Fact]
    public void A_log_that_was_cleared_is_read_from_its_beginning()
    {
        Write(Log(1, 100));
        Assert.Equal([.. Numbers(1, 100), "-", "101", "-", "102", "-"], Follow(() => Write(Log(101, 101)), () => Write(Log(101, 102))));
        Assert.Contains("cleared", Assert.Single(_told.Changes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_was_cleared_and_is_longer_by_now_is_told_by_when_its_first_record_was_written()
    {
        Write(Log(1, 2));
        Assert.Equal(["1", "2", "-", .. Numbers(3, 60), "-"], Follow(() => Write(Log(3, 60, id: 1))));
        Assert.Single(_told.Changes);
    }

    [Fact]
    public void A_log_that_is_renamed_and_begun_anew_is_followed_by_its_name()
    {
        Write(Log(1, 2));
        Assert.Equal(
            ["1", "2", "-", "-", "3", "-"],
            Follow(() => File.Move(_file.Path, _other.Path), () => Write(Log(3, 3, id: 1))));
        Assert.Equal(3, _told.Changes.Count);
        Assert.Contains("gone", _told.Changes[0], StringComparison.Ordinal);
        Assert.Empty(_told.Failures);
    }

    [Fact]
    public void A_later_copy_of_a_log_that_has_lost_its_oldest_records_gives_only_the_new_ones()
    {
        Write(Log(1, 10));
        Assert.Equal([.. Numbers(1, 10), "-", "11", "12", "-"], Follow(() => Write(Log(5, 12))));
    }

    [Fact]
    public void A_log_that_begins_again_at_its_first_slot_is_read_on()
    {
        byte[] whole = Log(1, 100);
        byte[] longer = Log(1, 140);
        int chunks = (whole.Length - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize;
        byte[] wrapped = (byte[])whole.Clone();
        int next = EvtxLayout.FileHeaderBlockSize + (chunks * EvtxLayout.ChunkSize);
        Array.Copy(longer, next - EvtxLayout.ChunkSize, wrapped, next - EvtxLayout.ChunkSize, EvtxLayout.ChunkSize);
        Array.Copy(longer, next, wrapped, EvtxLayout.FileHeaderBlockSize, EvtxLayout.ChunkSize);
        Write(whole);
        List<string> texts = Follow(() => Write(wrapped));
        List<string> added = texts.GetRange(101, texts.Count - 102);
        Assert.Equal(Numbers(101, 100 + added.Count), added);
        Assert.InRange(added.Count, 10, 40);
        AssertQuiet();
    }

    [Fact]
    public void A_record_that_is_seen_half_written_comes_when_it_is_whole()
    {
        byte[] whole = Log(1, 3);
        Write(Log(1, 2));
        Assert.Equal(["1", "2", "-", "-", "3", "-"], Follow(() => Write(Torn(whole)), () => Write(whole)));
        AssertQuiet();
    }

    [Fact]
    public void A_header_that_is_written_before_its_record_loses_nothing()
    {
        byte[] whole = InUse(Log(1, 3));
        byte[] ahead = InUse(Log(1, 2));
        whole.AsSpan(EvtxLayout.FileHeaderBlockSize, EvtxLayout.ChunkHeaderSize).CopyTo(ahead.AsSpan(EvtxLayout.FileHeaderBlockSize));
        Write(Log(1, 2));
        Assert.Equal(["1", "2", "-", "-", "-", "-", "-", "-", "3", "-"],
            Follow(() => Write(ahead), () => { }, () => { }, () => { }, () => { }, () => Write(whole)));
        AssertQuiet();
    }

    [Fact]
    public void What_is_half_written_at_first_is_waited_for_before_all_is_said_to_be_read()
    {
        byte[] whole = InUse(Log(1, 3));
        Write(Torn(whole));
        Assert.Equal(["1", "2", "3", "-", "-"], Follow(() => Write(whole), () => { }));
        AssertQuiet();
    }

    [Fact]
    public void What_stays_damaged_is_told_once_and_what_comes_behind_it_comes()
    {
        byte[] whole = Log(1, 4);
        Write(Log(1, 2));
        List<string> texts = Follow(
        [
            .. Enumerable.Repeat<Action>(() => Write(Torn(whole, record: 2)), 8),
            .. Enumerable.Repeat<Action>(() => Write(Torn(Log(1, 5), record: 2)), 5),
        ]);
        Assert.Equal(["1", "2", "?", "4", "5"], texts.Where(text => text != "-"));
        Assert.Equal(EvtxDefectKind.ChunkChecksumMismatch, Assert.Single(_told.Defects).Kind);
    }

    [Fact]
    public void A_record_that_stays_half_written_for_long_comes_when_it_is_whole()
    {
        byte[] whole = InUse(Log(1, 3));
        Write(InUse(Log(1, 2)));
        List<string> texts = Follow([.. Enumerable.Repeat<Action>(() => Write(Torn(whole)), 8), () => Write(whole)]);
        Assert.Equal(["1", "2", "?", "3"], texts.Where(text => text != "-"));
        AssertQuiet();
    }

    [Fact]
    public void An_old_damage_is_told_at_once()
    {
        byte[] log = Log(1, 100);
        new ChunkEdit(log).Bytes.Slice(0, 8).Clear();
        Write(log);
        Assert.NotEqual("-", Follow()[0]);
        Assert.Equal(EvtxDefectKind.ChunkHeaderDamaged, Assert.Single(_told.Defects).Kind);
    }

    [Fact]
    public void A_file_that_appears_later_is_followed_and_a_copy_of_what_was_read_gives_nothing()
    {
        Write(Log(1, 2));
        using TemporaryFile copy = new(Log(1, 3));
        List<string> paths = [_file.Path];
        FileFollower follower = new(_told, new ScriptedPace(
            () => paths.Add(copy.Path),
            () =>
            {
                File.WriteAllBytes(_other.Path, Log(7, 7));
                paths.Add(_other.Path);
            }));
        Assert.Equal(
            ["1", "2", "-", "3", "-", "7", "-"],
            FollowedLogs.Texts(follower.Follow(() => paths.ToArray(), EventQuery.All, CancellationToken.None)));
        AssertQuiet();
    }

    [Fact]
    public void A_file_that_is_no_log_is_told_once_and_becomes_one()
    {
        Assert.Equal(["-", "-", "1", "-"], Follow(() => { }, () => Write(Log(1, 1))));
        Assert.IsType<NotAnEventLogException>(Assert.Single(_told.Failures));
    }

    [Fact]
    public void A_file_that_is_just_being_made_is_no_failure()
    {
        File.Delete(_other.Path);
        string[] paths = [];
        FileFollower follower = new(_told, new ScriptedPace(
            () =>
            {
                File.WriteAllBytes(_other.Path, []);
                paths = [_other.Path];
            },
            () => File.WriteAllBytes(_other.Path, Log(1, 1))));
        Assert.Equal(["-", "-", "1", "-"], FollowedLogs.Texts(follower.Follow(() => paths, EventQuery.All, CancellationToken.None)));
        AssertQuiet();
    }

    [Fact]
    public void Who_takes_no_more_gets_the_file_back()
    {
        Write(Log(1, 100));
        foreach (EventRecord? record in new FileFollower(_told, new ScriptedPace()).Follow(() => [_file.Path], EventQuery.All, CancellationToken.None))
        {
            Assert.Equal("1", record!.Data["Text"].TrimEnd('.'));
            break;
        }

        using FileStream exclusive = new(_file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void It_ends_when_it_is_cancelled()
    {
        Write(Log(1, 100));
        using CancellationTokenSource stop = new();
        int given = 0;
        foreach (EventRecord? _ in new FileFollower(_told, new FollowPace()).Follow(() => [_file.Path], EventQuery.All, stop.Token))
        {
            if (++given == 5)
            {
                stop.Cancel();
            }
        }

        Assert.Equal(5, given);
    }

    private static string[] Numbers(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(number => $"{number}")];

    // Events of some two kilobytes, one a minute; a log that was cleared may begin to count anew.
    private static byte[] Log(int first, int last, int? id = null) => TestLog.Of(EventsOf(first, last, id));

    private static IEnumerable<EventDescription> EventsOf(int first, int last, int? id = null) =>
        Enumerable.Range(first, last - first + 1).Select(number => TestLog.Saying($"{number}".PadRight(1000, '.')) with
        {
            Time = TestLog.Time.AddMinutes(number),
            RecordId = (ulong)(number - first + (id ?? first)),
        });

    private static byte[] InUse(byte[] log)
    {
        log[120] |= 1;
        return log;
    }

    // A record of which only the beginning was written.
    private static byte[] Torn(byte[] log, int record = -1)
    {
        byte[] torn = (byte[])log.Clone();
        ChunkEdit chunk = new(torn);
        int at = record < 0 ? chunk.Records[chunk.Records.Count - 1] : chunk.Records[record];
        int size = (int)BinaryPrimitives.ReadUInt32LittleEndian(chunk.Bytes.Slice(at + 4));
        chunk.Bytes.Slice(at + 40, size - 44).Clear();
        return torn;
    }

    private void Write(byte[] log) => File.WriteAllBytes(_file.Path, log);

    private List<string> Follow(params IEnumerable<Action> steps) => Follow(EventQuery.All, steps);

    private List<string> Follow(EventQuery query, params IEnumerable<Action> steps) =>
        FollowedLogs.Texts(new FileFollower(_told, new ScriptedPace(steps)).Follow(() => [_file.Path], query, CancellationToken.None));

    private void AssertQuiet()
    {
        Assert.Empty(_told.Changes);
        Assert.Empty(_told.Defects);
        Assert.Empty(_told.Failures);
    }
}
