using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting.Bookmarks;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.Tests.Visibility;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Bookmarks;

/// <summary>Runs on a schedule: each looks at what is new, nothing is skipped, and what could not be looked at is told.</summary>
public sealed class BookmarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestHost _host = new();
    private readonly string _logs;
    private readonly string _bookmark;

    public BookmarkTests()
    {
        _logs = Directory.CreateDirectory(Path.Combine(_folder.Path, "logs")).FullName;
        _bookmark = Path.Combine(_folder.Path, "bookmark.txt");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_run_looks_at_what_is_new()
    {
        List<EventDescription> all = Attacks(50);
        Write(all.Take(20));
        Assert.Equal(20, Run().FindingCount);

        // Nothing came since: nothing is found, and nothing could have been.
        HuntResult result = Run();
        Assert.Equal((0, Verdict.Blind), (result.FindingCount, result.Verdict));
        Write(all.Take(33));
        Assert.Equal(13, Run().FindingCount);
        Write(all);
        result = Run();
        Assert.Equal(17, result.FindingCount);
        Assert.DoesNotContain(Lines(result).Reasons, reason => reason.Cause == VisibilityCause.IntervalMissed);
    }

    [Fact]
    public void A_log_that_wrapped_tells_how_many_events_were_missed()
    {
        List<EventDescription> all = Attacks(50);
        Write(all.Take(20));
        Run();
        Write(all.Skip(10).Take(20));
        HuntResult result = Run();
        Assert.Equal(10, result.FindingCount);
        Assert.DoesNotContain(Lines(result).Reasons, reason => reason.Cause == VisibilityCause.IntervalMissed);
        Write(all.Skip(37));
        result = Run();
        Assert.Equal(13, result.FindingCount);
        VisibilityReason reason = Lines(result).Reasons.Single(item => item.Cause == VisibilityCause.IntervalMissed);
        Assert.Equal((7, VisibilityLevel.Partial), (reason.Count, reason.Level));
        Assert.Equal(all[29].Time, reason.StartTime);
        Assert.Equal(all[37].Time, reason.EndTime);
    }

    [Fact]
    public void A_log_that_was_rotated_goes_on_in_another_file()
    {
        List<EventDescription> all = Attacks(50);
        Write(all.Take(20));
        Run();
        Write(all.Skip(25));
        File.WriteAllBytes(Path.Combine(_logs, "Archive-Security-1.evtx"), TestHost.Log(all.Take(25)));
        HuntResult result = Run();
        Assert.Equal(30, result.FindingCount);
        Assert.DoesNotContain(Lines(result).Reasons, reason => reason.Cause is VisibilityCause.IntervalMissed or VisibilityCause.RecordGap);
        Assert.Equal(0, Run().FindingCount);
    }

    [Fact]
    public void A_log_that_was_cleared_goes_on_with_the_event_that_says_so()
    {
        List<EventDescription> all = Attacks(50);
        Write(all.Take(20));
        Run();
        EventDescription cleared = _host.Cleared(all[30].Time.AddSeconds(-1), 1102, "Security", ("SubjectUserName", "eve")) with { RecordId = all[30].RecordId - 1 };
        Write([cleared, .. all.Skip(30)]);
        HuntResult result = Run();
        Assert.Equal(20, result.FindingCount);
        Assert.Equal(
            [VisibilityCause.LogCleared, VisibilityCause.IntervalMissed],
            Lines(result).Reasons.Select(reason => reason.Cause).Where(cause => cause is VisibilityCause.LogCleared or VisibilityCause.IntervalMissed).OrderBy(cause => cause));

        // It is told once.
        Write([cleared, .. all.Skip(30), _host.Process(all[49].Time.AddMinutes(1), "x") with { RecordId = all[49].RecordId + 1 }]);
        Assert.DoesNotContain(Lines(Run()).Reasons, reason => reason.Cause is VisibilityCause.LogCleared or VisibilityCause.IntervalMissed);
    }

    /// <summary>Its numbers begin anew, below those that were looked at, also where its clock was set back.</summary>
    [Theory]
    [InlineData(24)]
    [InlineData(-240)]
    public void A_log_that_was_made_anew_is_looked_at_from_its_start(int hours)
    {
        List<EventDescription> all = Attacks(50);
        Write(all);
        Run();
        Write([.. all.Take(15).Select((item, place) => item with { RecordId = (ulong)place + 1, Time = item.Time.AddHours(hours) })]);
        HuntResult result = Run();
        Assert.Equal(15, result.FindingCount);
        VisibilityReason reason = Lines(result).Reasons.Single(item => item.Cause == VisibilityCause.IntervalMissed);
        Assert.Null(reason.Count);
        Assert.Equal(0, Run().FindingCount);
    }

    [Fact]
    public void A_log_that_was_cut_loses_nothing_that_comes_later()
    {
        List<EventDescription> all = Attacks(50);
        Write(all);
        string path = Path.Combine(_logs, "Security.evtx");
        byte[] log = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. log.Take(4096 + 9000)]);
        int first = Run().FindingCount;
        Assert.InRange(first, 1, 49);
        File.WriteAllBytes(path, log);
        Assert.Equal(50 - first, Run().FindingCount);
    }

    /// <summary>Late events have lower numbers of their own, but come later into the collector's file.</summary>
    [Fact]
    public void What_comes_late_into_a_collected_log_is_looked_at()
    {
        TestHost other = new("WS-2.contoso.example");
        List<EventDescription> mine = Attacks(20);
        List<EventDescription> theirs = TestHost.Numbered(
            Enumerable.Range(0, 20).Select(i => other.Process(TestHost.Midnight.AddMinutes(i), Line(i))), 7000);
        string path = Path.Combine(_logs, "ForwardedEvents.evtx");
        EventDescription[] come = [.. mine.Take(10), .. theirs.Take(10), .. mine.Skip(15), .. theirs.Skip(10), .. mine.Skip(10).Take(5)];
        File.WriteAllBytes(path, Arrived(come.Take(25)));
        Assert.Equal([15, 10], Results().Select(result => result.FindingCount));
        File.WriteAllBytes(path, Arrived(come));
        Assert.Equal([5, 10], Results().Select(result => result.FindingCount));
        Assert.Equal([0, 0], Results().Select(result => result.FindingCount));
    }

    /// <summary>Whatever step a run is killed at: the bookmark is the old one or the new one, and nothing was skipped.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_is_killed_while_it_writes_is_repeated(bool isFirst)
    {
        List<EventDescription> all = Attacks(30);
        if (!isFirst)
        {
            Write(all.Take(10));
            Run();
        }

        byte[]? before = isFirst ? null : File.ReadAllBytes(_bookmark);
        Write(all);
        int expected = isFirst ? 30 : 20;
        List<string> steps = [];
        HuntSweep sweep = Sweep();
        Assert.Equal(expected, sweep.Complete(CancellationToken.None).Single().FindingCount);
        BookmarkFile.Write(Path.Combine(_folder.Path, "trial"), sweep.Marks, steps.Add);
        byte[] after = File.ReadAllBytes(Path.Combine(_folder.Path, "trial"));
        Assert.True(steps.Count >= 6, string.Join(", ", steps));
        foreach (string step in steps)
        {
            Restore(before);
            Assert.Throws<KilledException>(() => BookmarkFile.Write(_bookmark, sweep.Marks, at =>
            {
                if (at == step)
                {
                    throw new KilledException();
                }
            }));
            byte[]? now = File.Exists(_bookmark) ? File.ReadAllBytes(_bookmark) : null;
            Assert.Equal(step == "done" ? after : before, now);
            Assert.Equal(step == "done" ? 0 : expected, Run().FindingCount);
        }
    }

    /// <summary>A program that is really killed tidies nothing up: what it leaves behind is in nobody's way.</summary>
    [Fact]
    public void What_a_killed_run_leaves_behind_does_no_harm()
    {
        List<EventDescription> all = Attacks(30);
        Write(all);
        Assert.Equal(30, Run().FindingCount);
        File.WriteAllText($"{_bookmark}.0123456789abcdef.tmp", "TurlaHunt bookm");
        Write([.. all, _host.Process(TestHost.Midnight.AddHours(20), Line(99)) with { RecordId = 1030 }]);
        Assert.Equal(1, Run().FindingCount);
    }

    [Fact]
    public void A_bookmark_that_was_cut_or_changed_is_not_believed()
    {
        Write(Attacks(5));
        Run();
        string text = File.ReadAllText(_bookmark);
        for (int length = 0; length < text.Length; length++)
        {
            File.WriteAllText(_bookmark, text.Substring(0, length));
            Assert.Throws<BookmarkException>(() => BookmarkFile.Read(_bookmark));
        }

        File.WriteAllText(_bookmark, text.Replace("own", "mine"));
        Assert.Throws<BookmarkException>(() => BookmarkFile.Read(_bookmark));
    }

    [Fact]
    public void Names_of_any_kind_come_back()
    {
        LogMark[] marks =
        [
            new("a\tb\nc%09", "L/\\\u202E\u00E4\uD83D\uDE00", 1, 2, 0, true), new("", "", long.MaxValue, long.MinValue, DateTime.MaxValue.Ticks, false),
        ];
        BookmarkFile.Write(_bookmark, marks);
        Assert.Equal(marks.ToHashSet(), BookmarkFile.Read(_bookmark).ToHashSet());
    }

    private static string Line(int number) => $@"net use \\198.51.100.{number}\c$";

    // A process each, a minute apart, none of which belongs to another.
    private List<EventDescription> Attacks(int count) =>
        TestHost.Numbered(Enumerable.Range(0, count).Select(i => _host.Process(TestHost.Midnight.AddMinutes(i), Line(i))));

    private static byte[] Arrived(IEnumerable<EventDescription> events) => TestLog.Of(
        [.. events.Select((item, place) => item with { RecordId = (ulong)place + 1, OriginalRecordId = item.RecordId })]);

    private void Write(IEnumerable<EventDescription> events) =>
        File.WriteAllBytes(Path.Combine(_logs, "Security.evtx"), TestHost.Log(events));

    private void Restore(byte[]? content)
    {
        File.Delete(_bookmark);
        if (content is not null)
        {
            File.WriteAllBytes(_bookmark, content);
        }
    }

    private HuntSweep Sweep()
    {
        SweepOptions options = new() { Bookmark = new HuntBookmark(BookmarkFile.Read(_bookmark)) };
        HuntSweep sweep = new([new NetUseProcessHunt()], options, new ReadLog());
        sweep.Read([.. Directory.GetFiles(_logs).OrderBy(path => path, StringComparer.Ordinal)], CancellationToken.None);
        return sweep;
    }

    private HuntResult[] Results()
    {
        HuntSweep sweep = Sweep();
        HuntResult[] results = [.. sweep.Complete(CancellationToken.None)];
        BookmarkFile.Write(_bookmark, sweep.Marks);
        return results;
    }

    private HuntResult Run() => Assert.Single(Results());

    private static HuntVisibility Lines(HuntResult result) => Assert.Single(result.Visibility);

    private sealed class KilledException : Exception;
}
