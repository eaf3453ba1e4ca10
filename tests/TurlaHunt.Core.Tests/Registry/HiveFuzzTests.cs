using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Hives;
using Xunit;

namespace TurlaHunt.Tests.Registry;

/// <summary>
/// Damaged hives, thousands of them: the reading ends, throws nothing but "not a hive", and takes neither long nor much memory.
/// TURLAHUNT_FUZZ_HIVES says how many mutants of each kind there are; TURLAHUNT_FUZZ_SEED at which seed they begin.
/// </summary>
public sealed class HiveFuzzTests
{
    private const int Mutants = 400;
    private const long MostMemory = 256L << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly string[] RealHives =
        ["SECURITY", "yarp/BadListHive", "yarp/BadSubkeyHive", "yarp/BigDataHive", "yarp/BogusKeyNamesHive"];

    [Fact]
    public void A_damaged_hive_that_we_wrote_is_read_as_far_as_it_goes() => Run([Written("lh", 5), Written("li", 3), Written("lf", 6)]);

    [Fact]
    public void A_damaged_hive_that_Windows_wrote_is_read_as_far_as_it_goes()
    {
        string folder = SharedData.Require("hives");
        Run([.. RealHives.Select(name => File.ReadAllBytes(Path.Combine(folder, name)))]);
    }

    private static void Run(byte[][] hives)
    {
        (int first, int count, bool isLong) = Seeds(Mutants);
        List<string> failures = [];
        Stopwatch all = Stopwatch.StartNew();
        TimeSpan slowest = TimeSpan.Zero;
        long largest = 0;
        for (int i = 0; i < count && failures.Count < 20; i++)
        {
            Stopwatch one = Stopwatch.StartNew();
            long before = Allocated();
            try
            {
                HiveWalk walk = HiveWalk.Of(Mutate(hives[(first + i) % hives.Length], first + i));
                Assert.All(walk.Defects, defect => Assert.False(string.IsNullOrEmpty(defect.Detail)));
            }
            catch (NotARegistryHiveException)
            {
                // The one thing that a reader may refuse.
            }
            catch (Exception failure)
            {
                failures.Add($"Seed {first + i}: {failure}");
            }

            long memory = Allocated() - before;
            if (one.Elapsed > Longest || memory > MostMemory)
            {
                failures.Add($"Seed {first + i} took {one.Elapsed} and {memory} bytes.");
            }

            slowest = one.Elapsed > slowest ? one.Elapsed : slowest;
            largest = Math.Max(largest, memory);
        }

        if (isLong)
        {
            Console.WriteLine($"{count} damaged hives from seed {first}: {all.Elapsed.TotalSeconds:0} s, the slowest {slowest.TotalMilliseconds:0} ms, at most {largest / 1024} KiB.");
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    /// <summary>The first seed and how many, as the environment says; and whether it does.</summary>
    internal static (int First, int Count, bool IsLong) Seeds(int usual)
    {
        string? count = Environment.GetEnvironmentVariable("TURLAHUNT_FUZZ_HIVES");
        string? first = Environment.GetEnvironmentVariable("TURLAHUNT_FUZZ_SEED");
        return (first is null ? 1 : int.Parse(first), count is null ? usual : int.Parse(count), count is not null);
    }

    /// <summary>How many bytes this thread has asked for; always 0 where that is not told.</summary>
    internal static long Allocated() =>
#if NET
        GC.GetAllocatedBytesForCurrentThread();
#else
        0;
#endif

    private static byte[] Mutate(byte[] hive, int seed)
    {
        Random random = new(seed);
        byte[] mutant = [.. hive];
        int used = 4096 + Math.Min(mutant.Length - 4096, (int)BinaryPrimitives.ReadUInt32LittleEndian(hive.AsSpan(40)));
        for (int flips = random.Next(1, 41); flips > 0; flips--)
        {
            int place = random.Next(10) == 0 ? random.Next(Math.Min(used, 512)) : random.Next(4096, used);
            switch (random.Next(4))
            {
                case 0:
                    mutant[place] = (byte)random.Next(256);
                    break;
                case 1:
                    mutant[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    // An offset, a size or a count where another one should be.
                    Buffer.BlockCopy(mutant, random.Next(1024, used / 4) * 4, mutant, place / 4 * 4, 4);
                    break;
                default:
                    BinaryPrimitives.WriteUInt32LittleEndian(mutant.AsSpan(place / 4 * 4), random.Next(3) switch
                    {
                        0 => uint.MaxValue,
                        1 => 0x7FFF_FFFF,
                        _ => 0x8000_0000,
                    });
                    break;
            }
        }

        if (random.Next(2) == 0)
        {
            TestHive.Seal(mutant);
        }

        return random.Next(20) == 0 ? [.. mutant.Take(random.Next(mutant.Length))] : mutant;
    }

    private static byte[] Written(string lists, uint version)
    {
        TestHive hive = new() { Lists = lists, LeafSize = 5, MinorVersion = version };
        for (int i = 0; i < 60; i++)
        {
            string path = $@"Software\Vendor{i % 7}\Key{i}";
            hive.Add(path, i % 3 == 0 ? "class" : null)
                .Set(path, "Number", (uint)i)
                .Set(path, "Ünïcödé 漢字", RegistryData.String(new string('t', i)))
                .Set(path, "", new RegistryData((RegistryKind)i, new byte[i * 5]));
        }

        return hive.Set(@"Software\Big", "Data", new RegistryData(RegistryKind.Binary, new byte[40000])).ToBytes();
    }
}
