using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TurlaHunt;

/// <summary>
/// Fills a folder with files at once or not at all: a new one comes with all of them, and one that is there keeps its rights while what is in
/// it is exchanged. A program that is killed between two steps may leave the old content in a folder beside it, under its name with ".old" behind;
/// nothing is lost.
/// </summary>
internal static class FolderReplacement
{
    /// <summary>Writes a folder.</summary>
    /// <param name="path">The folder. The one above it must be there.</param>
    /// <param name="files">Its files, by their paths below it with slashes. What names others comes first: it is there last.</param>
    /// <param name="mayReplace">Whether what is in a folder that is there is replaced. An empty one is always filled.</param>
    /// <param name="obstacleTo">Why what is in a folder must not be replaced, in a sentence; null where it may.</param>
    /// <param name="onStep">Hears of each step before it is taken: for tests that kill there.</param>
    /// <exception cref="IOException">It cannot be written, or is there and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <returns>Where old content still lies because it could not be deleted; null where none does.</returns>
    public static string? Write(
        string path, IReadOnlyList<(string Path, byte[] Content)> files, bool mayReplace, Func<string, string?> obstacleTo, Action<string>? onStep = null)
    {
        string full = Path.GetFullPath(path);
        if (full == Path.GetPathRoot(full))
        {
            throw new IOException("It is the root of a drive.");
        }

        string target = full.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        bool isThere = Directory.Exists(target);
        if (ObstacleTo(target, isThere, mayReplace, obstacleTo) is string obstacle)
        {
            throw new IOException(obstacle);
        }

        // New content comes from within the folder, where there is one: it has its rights, and is on its drive. Old content goes beside it,
        // where nobody who reads the folder takes it for a part of it.
        string suffix = Guid.NewGuid().ToString("N");
        string staging = isThere ? Path.Combine(target, suffix + ".tmp") : $"{target}.{suffix}.tmp";
        string old = $"{target}.{suffix}.old";
        string[] before = isThere ? Directory.GetFileSystemEntries(target) : [];
        try
        {
            WriteFiles(staging, files, onStep);
            if (isThere)
            {
                Exchange(target, staging, old, before, files.Select(file => file.Path.Split('/')[0]).Distinct().Reverse(), onStep);
            }
            else
            {
                onStep?.Invoke("move");
                Directory.Move(staging, target);
            }
        }
        finally
        {
            Delete(staging);
        }

        try
        {
            onStep?.Invoke("delete the old one");
            Delete(old);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return old;
        }

        onStep?.Invoke("done");
        return null;
    }

    private static string? ObstacleTo(string target, bool isThere, bool mayReplace, Func<string, string?> obstacleTo) =>
        File.Exists(target) ? "It is a file."
        : !isThere ? Directory.Exists(Path.GetDirectoryName(target)) ? null : "The folder above it is not there."
        : (File.GetAttributes(target) & FileAttributes.ReparsePoint) != 0 ? "It is a link."
        : Directory.GetFileSystemEntries(target).Length == 0 ? null
        : mayReplace ? obstacleTo(target)
        : "There is such a folder already.";

    private static void WriteFiles(string folder, IEnumerable<(string Path, byte[] Content)> files, Action<string>? onStep)
    {
        foreach ((string name, byte[] content) in files)
        {
            onStep?.Invoke("write " + name);
            string file = Path.Combine([folder, .. name.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write);
            stream.Write(content, 0, content.Length);
            stream.Flush(flushToDisk: true);
        }
    }

    // Files, which name the folders beside them, go first and come last: none ever names what is not there.
    private static void Exchange(string target, string staging, string old, IEnumerable<string> before, IEnumerable<string> names, Action<string>? onStep)
    {
        (string From, string To)[] moves =
        [
            .. before.OrderBy(Directory.Exists).Select(entry => (entry, Path.Combine(old, Path.GetFileName(entry)))),
            .. names.Select(name => (Path.Combine(staging, name), Path.Combine(target, name))),
        ];
        Stack<(string From, string To)> done = new();
        try
        {
            foreach ((string from, string to) in moves)
            {
                onStep?.Invoke("move " + Path.GetFileName(from));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                Move(from, to);
                done.Push((from, to));
            }
        }
        catch
        {
            foreach ((string from, string to) in done)
            {
                Move(to, from);
            }

            Delete(old);
            throw;
        }
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
