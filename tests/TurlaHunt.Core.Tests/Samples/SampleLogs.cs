using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Tests.Reading;

namespace TurlaHunt.Tests.Samples;

/// <summary>The logs that the module ships, as they are and damaged.</summary>
internal static class SampleLogs
{
    private const int MutantsOfEach = 12;

    /// <summary>Their paths.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "module", "samples"), "*.evtx");

    /// <summary>Some damaged copies of each, the same in every run.</summary>
    public static IEnumerable<byte[]> Mutants() =>
        Paths.SelectMany(path => Enumerable.Range(0, MutantsOfEach).Select(seed => new Mutator(seed).Mutate(File.ReadAllBytes(path))));
}
