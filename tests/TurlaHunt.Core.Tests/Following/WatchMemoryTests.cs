#if NET
using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Tasks;
using TurlaHunt.Tests.Hunting.Hunts;
using TurlaHunt.Tests.Hunting.Tasks;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Following;

/// <summary>How much is kept while events are waited for. It is measured as the memory of tasks is.</summary>
[Collection(nameof(TaskMemoryTests))]
public sealed class WatchMemoryTests
{
    [Fact]
    public void Memory_does_not_grow_with_the_events()
    {
        const int Count = 1000;
        HuntWatch tasks = new TaskWatch(new SuspiciousTaskCreationHunt(), most: 200);
        HuntWatch processes = new NetUseProcessHunt().Watch();
        DateTime now = TaskLog.Start.AddYears(1);
        long[] kept = new long[6];
        for (int round = 0; round < kept.Length; round++)
        {
            Assert.Equal(round == 0 ? 0 : Count, Pass(tasks, Registered(round), ref now));
            Assert.Equal(round == 0 ? 0 : Count, Pass(processes, Started(round), ref now));
            kept[round] = GC.GetTotalMemory(forceFullCollection: true);
        }

        GC.KeepAlive(tasks);
        GC.KeepAlive(processes);
        Assert.InRange(kept[5] - kept[2], long.MinValue, 500_000);

        // In the first round nothing comes: it catches up.
        static List<EventRecord> Registered(int round)
        {
            TaskLog log = new();
            for (int i = 0; i < (round == 0 ? 0 : Count); i++)
            {
                log.Registered((round * Count) + i, $@"\Task {round} {i}");
            }

            return log.SchedulerRecords;
        }

        static List<EventRecord> Started(int round) => ReadLog.Of(TestLog.Of(Enumerable.Range(0, round == 0 ? 0 : Count).Select(i =>
            NewProcess.Net(@"net use \\10.1.2.3\share", at: (round * Count) + i, id: (uint)(1000 + i), parent: 5).ToSecurity()))).Records;
    }

    private static int Pass(HuntWatch watch, List<EventRecord> records, ref DateTime now)
    {
        DateTime moment = now;
        Assert.Empty(records.SelectMany(record => watch.Examine(record, moment)));
        now += HuntWatch.SettlingTime;
        _ = watch.Choose(now, isOver: false);
        return watch.Settle().Count();
    }
}
#endif
