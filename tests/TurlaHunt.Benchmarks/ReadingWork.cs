using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Sweeps;

namespace TurlaHunt.Benchmarks;

/// <summary>What is measured of the reader, without PowerShell around it.</summary>
internal static class ReadingWork
{
    /// <summary>Reads files from start to end, as fast as a program can that looks at nothing.</summary>
    public static long PlainRead(IReadOnlyList<string> paths)
    {
        byte[] block = new byte[512 * 1024];
        long total = 0;
        foreach (string path in paths)
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
            for (int read = file.Read(block); read > 0; read = file.Read(block))
            {
                total += read;
            }
        }

        return total;
    }

    /// <summary>Verifies the checksums of every chunk of a file and nothing else.</summary>
    public static long Checksums(string path)
    {
        DecodingCache cache = new(EvtxLimits.Untrusted);
        using EvtxFile file = EvtxFile.Open(path, _ => { });
        return file.ReadChunks(cache).LongCount(chunk => chunk.FindChecksumMismatch() is null);
    }

    public static long Check(string path) => new EvtxFileCheck(new Silent()).Check(path, CancellationToken.None)!.Records;

    public static long Scan(IReadOnlyList<string> paths, EventQuery query, int degree = 1) =>
        new EvtxFileSource(new Silent(), degree: degree).Read(paths, query, CancellationToken.None).LongCount();

    public static long Text(string path, EventTextFormat format, int degree) =>
        new EvtxFileSource(new Silent(), degree: degree).ReadText([path], EventQuery.All, format, CancellationToken.None).LongCount();

    public static long Hunted(IReadOnlyList<string> paths, Hunt hunt)
    {
        HuntRun run = hunt.Start();
        EvtxFileSource source = new(new Silent(), degree: 1);
        long found = source.Read(paths, hunt.Query, CancellationToken.None).SelectMany(run.Examine).LongCount();
        return found + run.Complete().LongCount();
    }

    /// <summary>All hunts at once, with their verdicts.</summary>
    public static long Swept(IReadOnlyList<string> paths)
    {
        HuntSweep sweep = new(HuntCatalog.All(), new SweepOptions(), new Silent(), degree: 1);
        sweep.Read(paths, CancellationToken.None);
        return sweep.Complete(CancellationToken.None).Sum(result => result.Findings.Length);
    }

    /// <summary>Does the same work on two threads at the same time.</summary>
    public static long AtOnce(Func<long> work)
    {
        Task<long> other = Task.Factory.StartNew(work, TaskCreationOptions.LongRunning);
        return work() + other.GetAwaiter().GetResult();
    }

    public static EventQuery Ids(IEnumerable<int> ids) => new([new EventSelector { Ids = [.. ids] }]);

    /// <summary>Ids of which the events are about that share of all: the commonest that fit.</summary>
    public static IReadOnlyList<int> IdsFor(string path, double share)
    {
        Dictionary<int, int> counts = new EvtxFileSource(new Silent()).Read([path], EventQuery.All, CancellationToken.None)
            .CountBy(record => record.Id).ToDictionary();
        double left = share * counts.Values.Sum();
        List<int> ids = [];
        foreach ((int id, int count) in counts.OrderByDescending(item => item.Value).ThenBy(item => item.Key))
        {
            if (count <= left)
            {
                ids.Add(id);
                left -= count;
            }
        }

        return ids;
    }

    private sealed class Silent : IReadListener
    {
        public void OnBegin(string path)
        {
        }

        public void OnEnd(string path)
        {
        }

        public void OnDefect(string path, EvtxDefect defect)
        {
        }

        public void OnFailure(string path, Exception failure) => throw failure;

        public void OnSkipped(string path, string reason)
        {
        }

        public void OnProgress(string path, long bytesRead, long bytesTotal)
        {
        }
    }
}
