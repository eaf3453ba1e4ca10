using System;
using System.Collections.Generic;
using System.IO;

namespace TurlaHunt;

/// <summary>
/// Makes a folder with its files at once or not at all: nobody sees one that is written in part. Where one is replaced, a program that is
/// killed between two steps may leave the old one beside it, under its name with ".old" behind; nothing is lost.
/// </summary>
internal static class FolderReplacement
{
    /// <summary>Writes a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="files">Its files, by their paths below it with slashes.</param>
    /// <param name="mayReplace">Whether a folder that is there is replaced. An empty one always is.</param>
    /// <param name="obstacleTo">Why a folder that is there must not be replaced, in a sentence; null where it may.</param>
    /// <param name="onStep">Hears of each step before it is taken: for tests that kill there.</param>
    /// <exception cref="IOException">It cannot be written, or is there and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(
        string path, IEnumerable<(string Path, byte[] Content)> files, bool mayReplace, Func<string, string?> obstacleTo, Action<string>? onStep = null)
    {
        string full = Path.GetFullPath(path);
        if (full == Path.GetPathRoot(full))
        {
            throw new IOException("It is the root of a drive.");
        }

        string target = full.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        bool isThere = Directory.Exists(target);
        bool isEmpty = isThere && Directory.GetFileSystemEntries(target).Length == 0;
        string? obstacle = File.Exists(target) ? "It is a file."
            : !isThere || isEmpty ? null
            : !mayReplace ? "There is such a folder already."
            : (File.GetAttributes(target) & FileAttributes.ReparsePoint) != 0 ? "It is a link."
            : obstacleTo(target);
        if (obstacle is not null)
        {
            throw new IOException(obstacle);
        }

        string suffix = Guid.NewGuid().ToString("N");
        string temporary = $"{target}.{suffix}.tmp";
        string old = $"{target}.{suffix}.old";
        try
        {
            foreach ((string name, byte[] content) in files)
            {
                onStep?.Invoke("write " + name);
                string file = Path.Combine([temporary, .. name.Split('/')]);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                using FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write);
                stream.Write(content, 0, content.Length);
                stream.Flush(flushToDisk: true);
            }

            Swap(target, temporary, isThere ? old : null, onStep);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }

        onStep?.Invoke("delete the old one");
        if (Directory.Exists(old))
        {
            Directory.Delete(old, recursive: true);
        }

        onStep?.Invoke("done");
    }

    private static void Swap(string target, string temporary, string? old, Action<string>? onStep)
    {
        onStep?.Invoke("move the old one away");
        if (old is not null)
        {
            Directory.Move(target, old);
        }

        try
        {
            onStep?.Invoke("move");
            Directory.Move(temporary, target);
        }
        catch when (old is not null && !Directory.Exists(target))
        {
            Directory.Move(old, target);
            throw;
        }
    }
}
