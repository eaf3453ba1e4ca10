using System;
using System.Diagnostics;
using System.Linq;

namespace TurlaHunt.Benchmarks;

/// <summary>
/// Measures work on a file and prints it beside a plain sequential read of the same bytes in the same run: machines differ
/// and are noisy, ratios less so.
/// </summary>
internal sealed class Meter(string only)
{
    private const int Rounds = 5;

    // By then the runtime has compiled what is hot for the last time.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private Median _plain;

    /// <summary>Measures the read that the others are compared with.</summary>
    /// <param name="bytes">How many bytes are read.</param>
    /// <param name="work">The read; it returns how many bytes it saw.</param>
    public void MeasurePlain(long bytes, Func<long> work)
    {
        _plain = Take(work, out long result, out long allocated);
        Print("plain read, 512 KiB blocks", bytes, _plain, "   ratio   of CPU", result, allocated);
    }

    /// <summary>Measures one piece of work.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="bytes">How many bytes it reads.</param>
    /// <param name="work">The work; it returns how many results it had.</param>
    public void Measure(string name, long bytes, Func<long> work)
    {
        if (name.Contains(only, StringComparison.OrdinalIgnoreCase))
        {
            Median median = Take(work, out long result, out long allocated);
            string ratios = FormattableString.Invariant(
                $"{_plain.Wall / median.Wall,8:F3} {_plain.Processor / median.Processor,8:F3}");
            Print(name, bytes, median, ratios, result, allocated);
        }
    }

    private static Median Take(Func<long> work, out long result, out long allocated)
    {
        result = 0;
        for (Stopwatch warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;)
        {
            result = work();
        }

        double[] wall = new double[Rounds];
        double[] processor = new double[Rounds];
        allocated = GC.GetTotalAllocatedBytes(true);
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Stopwatch watch = Stopwatch.StartNew();
            result = work();
            wall[round] = watch.Elapsed.TotalSeconds;
            processor[round] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        allocated = (GC.GetTotalAllocatedBytes(true) - allocated) / Rounds;
        return new Median(wall.Order().ElementAt(Rounds / 2), processor.Order().ElementAt(Rounds / 2));
    }

    private static void Print(string name, long bytes, Median median, string ratios, long result, long allocated) =>
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-34} {bytes / median.Wall / 1e9,8:F3} GB/s {ratios} {result,13:N0} results {allocated / 1048576.0,9:N1} MB allocated"));

    private readonly record struct Median(double Wall, double Processor);
}
