using System;
using System.Diagnostics;
using System.Linq;

namespace TurlaHunt.Benchmarks;

/// <summary>
/// Measures work on a file beside a plain sequential read of the same bytes: before each round of the one comes a round of
/// the other, and the ratio is the median of the rounds' ratios. The speed of a plain read doubles and halves within minutes
/// on a shared machine; the ratio of two neighbours stays.
/// </summary>
/// <param name="only">Part of the names of what is to be measured; empty for all.</param>
internal sealed class Meter(string only)
{
    private const int Rounds = 7;

    // By then the runtime has compiled what is hot for the last time.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private long _bytes;
    private Func<long> _plainRead = () => 0;

    /// <summary>Says what the work that follows is compared with.</summary>
    /// <param name="bytes">How many bytes are read.</param>
    /// <param name="plainRead">The read; it returns how many bytes it saw.</param>
    public void CompareWith(long bytes, Func<long> plainRead)
    {
        _bytes = bytes;
        _plainRead = plainRead;
        WarmUpTo(plainRead);
        Console.WriteLine($"{"",-34}      GB/s   plain   ratio  of CPU       results    MB allocated");
    }

    /// <summary>Measures one piece of work on those bytes.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="work">The work; it returns how many results it had.</param>
    /// <param name="times">How often the work reads the bytes.</param>
    public void Measure(string name, Func<long> work, int times = 1)
    {
        if (!name.Contains(only, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        long results = WarmUpTo(work);
        Sample[] plain = new Sample[Rounds];
        Sample[] real = new Sample[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            plain[round] = Sample.Of(_plainRead);
            real[round] = Sample.Of(work);
        }

        double wall = Median(round => times * plain[round].Wall / real[round].Wall);
        double processor = Median(round => times * plain[round].Processor / real[round].Processor);
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-34} {times * Speed(real),9:F3} {Speed(plain),7:F1} {wall,7:F3} {processor,7:F3} {results,13:N0} {real.Average(sample => sample.Allocated) / 1048576.0,15:N1}"));
    }

    private static long WarmUpTo(Func<long> work)
    {
        long results = 0;
        for (Stopwatch warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;)
        {
            results = work();
        }

        return results;
    }

    private static double Median(Func<int, double> ofRound) => Enumerable.Range(0, Rounds).Select(ofRound).Order().ElementAt(Rounds / 2);

    private double Speed(Sample[] samples) => _bytes / Median(round => samples[round].Wall) / 1e9;

    private readonly record struct Sample(double Wall, double Processor, long Allocated)
    {
        public static Sample Of(Func<long> work)
        {
            long allocated = GC.GetTotalAllocatedBytes(true);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Stopwatch watch = Stopwatch.StartNew();
            work();
            double wall = watch.Elapsed.TotalSeconds;
            double processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            return new Sample(wall, processor, GC.GetTotalAllocatedBytes(true) - allocated);
        }
    }
}
