using System;
using System.IO;
using Xunit;

namespace TurlaHunt.Tests;

/// <summary>Finds the folder of shared reference data beside the repository, which not every machine has.</summary>
internal static class SharedData
{
    private const string Marker = "TurlaHunt.sln";

    /// <summary>The full path of a shared file; skips the calling test where it is absent.</summary>
    public static string Require(params string[] parts)
    {
        string? path = Find(parts);
        if (path is null)
        {
            Assert.Skip("Shared corpus absent: " + string.Join("/", parts));
        }

        return path!;
    }

    /// <summary>The full path of a shared file or folder, or null.</summary>
    public static string? Find(params string[] parts)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                string path = Path.Combine(folder.FullName, "..", "shared", Path.Combine(parts));
                return File.Exists(path) || Directory.Exists(path) ? Path.GetFullPath(path) : null;
            }
        }

        return null;
    }
}
