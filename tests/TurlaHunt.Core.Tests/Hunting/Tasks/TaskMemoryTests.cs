#if NET
using System;
using System.Collections.Generic;
using TurlaHunt.Hunting.Tasks;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Tasks;

/// <summary>
/// How much is kept while the tasks of a log are followed. It is measured while no other test runs, and not on Mono, whose
/// collector takes any number for a reference.
/// </summary>
[CollectionDefinition(nameof(TaskMemoryTests), DisableParallelization = true)]
[Collection(nameof(TaskMemoryTests))]
public sealed class TaskMemoryTests
{
    [Fact]
    public void What_is_kept_of_a_run_is_some_hundred_bytes()
    {
        const int Runs = 5000;
        TaskLog log = new();
        for (int i = 0; i < Runs; i++)
        {
            log.Ran(i * 60);
        }

        List<EventRecord> records = log.Records;
        TaskHistories histories = new();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        records.ForEach(record => histories.Add(record));
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(records);
        Assert.Single(histories.Tasks);
        Assert.True(kept / Runs < 300, $"{kept / Runs} bytes for a run");
    }
}
#endif
