using System;
using System.IO;

namespace TurlaHunt;

/// <summary>
/// Replaces a file at once or not at all: who reads it meanwhile, or after the program was killed at any point, sees the old
/// one whole or the new one whole.
/// </summary>
internal static class FileReplacement
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="isNew">Whether there must be none yet; else the one that is there is replaced.</param>
    /// <param name="beforeReplacing">The last chance to stop, when the new content is on the disk already.</param>
    /// <param name="onStep">Hears of each step before it is taken: for tests that kill there.</param>
    /// <exception cref="IOException">It cannot be written, or is there and must not be.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, byte[] content, bool isNew, Action? beforeReplacing = null, Action<string>? onStep = null) => Write(
        path,
        stream =>
        {
            onStep?.Invoke("write");
            stream.Write(content, 0, content.Length / 2);
            onStep?.Invoke("write on");
            stream.Write(content, content.Length / 2, content.Length - (content.Length / 2));
        },
        isNew,
        beforeReplacing,
        onStep);

    /// <summary>Writes a file piece by piece. Where writing fails nothing is changed.</summary>
    /// <inheritdoc cref="Write(string, byte[], bool, Action?, Action{string}?)"/>
    public static void Write(string path, Action<Stream> write, bool isNew, Action? beforeReplacing = null, Action<string>? onStep = null)
    {
        string target = isNew ? path : TargetOf(path);

        // Replacing asks for rights on the folder alone; what the file itself forbids would be passed over.
        if (!isNew && (File.GetAttributes(target) & FileAttributes.ReadOnly) != 0)
        {
            throw new UnauthorizedAccessException($"The file '{path}' is read-only.");
        }

        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            onStep?.Invoke("create");
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                onStep?.Invoke("flush");
                stream.Flush(flushToDisk: true);
            }

            beforeReplacing?.Invoke();
            onStep?.Invoke("rename");
            if (isNew)
            {
                File.Move(temporary, target);
            }
            else
            {
                KeepMode(target, temporary);
                File.Replace(temporary, target, null);
            }

            onStep?.Invoke("done");
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // A link stays one: what it leads to is replaced.
    private static string TargetOf(string path) =>
#if NET
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
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
