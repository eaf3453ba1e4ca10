using System;
using System.IO;

namespace TurlaHunt.Files;

/// <summary>Files that are replaced at once or not at all: whoever reads one meanwhile sees the old one whole or the new one whole.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file. A link stays one: what it leads to is replaced.</param>
    /// <param name="write">Writes the content. Where it fails nothing is changed.</param>
    /// <param name="mayReplace">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">It cannot be written, or is there and may not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, Action<Stream> write, bool mayReplace)
    {
        string target = TargetOf(path);
        bool isThere = File.Exists(target);
        if (isThere && !mayReplace)
        {
            throw new IOException($"The file '{path}' exists already.");
        }

        // Replacing asks for rights on the folder alone; what the file itself forbids would be passed over.
        if (isThere && (File.GetAttributes(target) & FileAttributes.ReadOnly) != 0)
        {
            throw new UnauthorizedAccessException($"The file '{path}' is read-only.");
        }

        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (!isThere)
            {
                File.Move(temporary, target);
                return;
            }

            KeepMode(target, temporary);
            File.Replace(temporary, target, null);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string TargetOf(string path) =>
#if NET
        File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
#else
        path;
#endif

    // On Windows File.Replace keeps the rights by itself.
    private static void KeepMode(string target, string temporary)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }
#else
        _ = (target, temporary);
#endif
    }
}
