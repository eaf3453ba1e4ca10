using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace TurlaHunt.Tests;

/// <summary>
/// Real logs and facts that lie beside the repository on some machines and are not part of it. Where they are absent the
/// tests that need them are skipped and say so.
/// </summary>
internal static class SharedData
{
    /// <summary>The root of the repository: the folder that holds the solution.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static string Root { get; } = Path.Combine(RepositoryRoot, "..", "shared");

    /// <summary>The path of a file or folder in it; the test is skipped where it is absent.</summary>
    public static string Require(params string[] parts)
    {
        string path = Path.GetFullPath(Path.Combine([Root, .. parts]));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Skip($"The shared data is not on this machine: {string.Join("/", parts)}");
        }

        return path;
    }

    /// <summary>All event logs of the corpus, in a stable order; the test is skipped where it is absent.</summary>
    public static IReadOnlyList<string> RequireCorpus() =>
        [.. Directory.GetFiles(Require("corpus"), "*.evtx", SearchOption.AllDirectories).OrderBy(path => path, StringComparer.Ordinal)];

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TurlaHunt.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not lie below the repository.");
    }
}
