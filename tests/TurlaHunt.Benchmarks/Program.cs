using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Benchmarks;

/// <summary>Measures reading against a plain sequential read of the same file in the same run.</summary>
internal static class Program
{
    private const int Rounds = 5;

    private static string _only = "";

    private static void Main(string[] arguments)
    {
        long size = long.Parse(arguments.ElementAtOrDefault(0) ?? "100", CultureInfo.InvariantCulture) * 1048576;
        string logs = arguments.ElementAtOrDefault(1) ?? Path.Combine(FindRoot(), "module", "samples");
        _only = arguments.ElementAtOrDefault(2) ?? "";
        string path = InputFile.Make(Path.GetTempPath(), size, logs);
        try
        {
            Console.WriteLine($"{path}: {new FileInfo(path).Length / 1e6:N0} MB of chunks of {logs}");
            double plain = Measure("plain read, 512 KiB blocks", size, null, () => PlainRead(path));
            Measure("checksum", size, plain, () => Checksum(path));
            Measure("check of the file", size, plain, () => Check(path));
            Measure("filtered scan, no match", size, plain, () => Scan(path, Ids(60001)));
            Measure("filtered scan, 4688", size, plain, () => Scan(path, Ids(4688)));
            Measure("filtered scan, 4688 or 1", size, plain, () => Scan(path, Ids(4688, 1)));
            Measure("hunt: net use", size, plain, () => Hunted(path, new NetUseProcessHunt()));
            Measure("hunt: outbound SMB", size, plain, () => Hunted(path, new OutboundSmbHunt()));
            Measure("hunt: credentials", size, plain, () => Hunted(path, new SmbCredentialUseHunt()));
            foreach (int degree in new[] { 1, 2 })
            {
                Measure($"XML, {degree} threads", size, plain, () => Text(path, EventTextFormat.Xml, degree));
                Measure($"JSON, {degree} threads", size, plain, () => Text(path, EventTextFormat.Json, degree));
            }

            Measure("all records", size, plain, () => Scan(path, EventQuery.All));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static EventQuery Ids(params int[] ids) => new([new EventSelector { Ids = ids }]);

    private static double Measure(string name, long size, double? plain, Func<long> work)
    {
        if (plain is not null && !name.Contains(_only, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        double[] seconds = new double[Rounds];
        long result = work();
        long allocated = GC.GetTotalAllocatedBytes(true);
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            result = work();
            seconds[round] = watch.Elapsed.TotalSeconds;
        }

        allocated = (GC.GetTotalAllocatedBytes(true) - allocated) / Rounds;
        double median = seconds.Order().ElementAt(Rounds / 2);
        string ratio = plain is double read ? $"{read / median,8:F3}" : "        ";
        Console.WriteLine(
            $"{name,-32} {size / median / 1e9,8:F3} GB/s {ratio} {result,10:N0} results {allocated / 1048576.0,10:N1} MB allocated");
        return median;
    }

    private static long PlainRead(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        byte[] block = new byte[512 * 1024];
        long total = 0;
        for (int read = file.Read(block); read > 0; read = file.Read(block))
        {
            total += read;
        }

        return total;
    }

    private static long Checksum(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        byte[] block = new byte[64 * 1024];
        long total = 0;
        for (int read = file.Read(block); read > 0; read = file.Read(block))
        {
            total += Crc32.Compute(block.AsSpan(0, read)) & 1;
        }

        return total;
    }

    private static long Scan(string path, EventQuery query, int degree = 1) =>
        new EvtxFileSource(new Silent(), degree: degree).Read([path], query, CancellationToken.None).LongCount();

    private static long Text(string path, EventTextFormat format, int degree)
    {
        long count = 0;
        long length = 0;
        foreach (ReadOnlyMemory<byte> line in new EvtxFileSource(new Silent(), degree: degree).ReadText(
            [path], EventQuery.All, format, CancellationToken.None))
        {
            count++;
            length += line.Length;
        }

        return count;
    }

    private static long Check(string path) => new EvtxFileCheck(new Silent()).Check(path, CancellationToken.None)!.Records;

    private static long Hunted(string path, Hunt hunt)
    {
        HuntRun run = hunt.Start();
        long found = new EvtxFileSource(new Silent(), degree: 1).Read([path], hunt.Query, CancellationToken.None).SelectMany(run.Examine).LongCount();
        return found + run.Complete().LongCount();
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "TurlaHunt.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("The benchmarks do not lie below the repository.");
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
