using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Events.Following;
using Xunit;

namespace TurlaHunt.Tests.Following;

/// <summary>
/// Logs that grow, wrap, are cleared, renamed, copied in slowly and garbled, in any order: every record comes once, and damage is told where
/// it lasts. TURLAHUNT_FUZZ_SECONDS makes it a long run from a random seed; TURLAHUNT_FUZZ_SEED starts at a given one.
/// </summary>
public class HostileFollowingTests
{
    private const int Logs = 12;

    // Enough for a copy of all that such a log holds.
    private const int Recent = 64;

    [Fact]
    public void What_lasts_only_a_moment_loses_nothing_gives_nothing_twice_and_is_not_told() => Run(isHarsh: false, (log, told, given) =>
    {
        Assert.Equal(log.Events.OrderBy(item => item), given.OrderBy(item => item));
        Assert.Empty(told.Defects);
        Assert.Empty(told.Failures);
        Assert.Equal(log.Changes, told.ChangedPaths.Count(path => path == log.Path));
    });

    [Fact]
    public void What_lasts_gives_nothing_twice_and_what_it_loses_is_told() => Run(isHarsh: true, (log, told, given) =>
    {
        string[] intact = [.. given.Intersect(log.Events)];
        string[] altered = [.. given.Except(log.Events)];
        string[] missing = [.. log.Events.Except(intact)];
        Assert.Equal(given.Count - altered.Length, intact.Length);
        Assert.Empty(missing.Except(log.Excused));

        // In a log that is in use the newest chunk is not told: what is altered comes so.
        Assert.True(missing.Length <= altered.Length || told.Defects.Count + told.Changes.Count > log.Changes, "What is missing was not told.");
    });

    [Fact]
    public void A_log_that_is_written_to_while_it_is_looked_at_gives_each_record_once()
    {
        const int Records = 2400;
        using TemporaryFile file = new([]);
        using BusyLog log = new(file.Path, Records);
        FollowedLogs told = new(amid: log.WriteOn);
        FileFollower follower = new(told, new ScriptedPace(Enumerable.Repeat(log.WriteOn, 400)), recent: 1);
        Assert.Equal(
            Enumerable.Range(1, Records).Select(number => $"{number}"),
            FollowedLogs.Texts(follower.Follow(() => [file.Path], EventQuery.All, CancellationToken.None)).Where(text => text != "-"));
        Assert.True(log.IsWritten);
        Assert.Empty(told.Defects);
        Assert.Empty(told.Failures);
        Assert.Empty(told.Changes);
    }

    private static void Run(bool isHarsh, Action<MovingLog, FollowedLogs, List<string>> check)
    {
        TimeSpan? duration = double.TryParse(Environment.GetEnvironmentVariable("TURLAHUNT_FUZZ_SECONDS"), out double seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
        int first = int.TryParse(Environment.GetEnvironmentVariable("TURLAHUNT_FUZZ_SEED"), out int given) ? given
            : duration is null ? 1 : new Random().Next(int.MaxValue / 2);
        Stopwatch all = Stopwatch.StartNew();
        List<string> failures = [];
        for (int seed = first; duration is null ? seed < first + Logs : all.Elapsed < duration; seed++)
        {
            if (Follow(seed, isHarsh, check) is string failure)
            {
                failures.Add(failure);
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} failures:\n" + string.Join("\n", failures.Take(5)));
    }

    private static string? Follow(int seed, bool isHarsh, Action<MovingLog, FollowedLogs, List<string>> check)
    {
        using TemporaryFile file = new([]);
        using TemporaryFile archive = new([]);
        File.Delete(archive.Path);
        MovingLog log = new(seed, file.Path, archive.Path, isHarsh);
        File.WriteAllBytes(file.Path, log.Start);
        FollowedLogs told = new();
        FileFollower follower = new(told, new ScriptedPace(log.Steps), recent: Recent);
        List<string> given = [];
        int look = 1;
        List<string> story = [];
        try
        {
            foreach (EventRecord? record in follower.Follow(
                () => File.Exists(archive.Path) ? [file.Path, archive.Path] : [file.Path], EventQuery.All, CancellationToken.None))
            {
                if (record is null)
                {
                    look++;
                    continue;
                }

                given.Add(MovingLog.Tell(record));
                story.Add($"{look}:{given[given.Count - 1]}");
            }

            check(log, told, given);
            return null;
        }
        catch (Exception failure)
        {
            return $"Seed {seed}: {failure}\n{string.Join("\n", log.Story)}\ngiven {string.Join(" ", story)}\n"
                + string.Join("\n", told.Defects) + "\n" + string.Join("\n", told.Changes);
        }
    }
}
