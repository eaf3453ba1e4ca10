using System;
using System.IO;
using System.Linq;
using System.Text;

namespace TurlaHunt.Yaml;

/// <summary>A text file in UTF-8 that is replaced at once or not at all.</summary>
internal sealed class TextFile
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly bool _isMarked;
    private readonly byte[]? _read;
    private readonly bool _isThere;

    private TextFile(string text, bool isMarked, byte[]? read, bool isThere = true)
    {
        Text = text;
        _isMarked = isMarked;
        _read = read;
        _isThere = isThere;
    }

    /// <summary>A file that is not there yet.</summary>
    public static TextFile New { get; } = new("", false, null, isThere: false);

    public string Text { get; }

    /// <summary>A file that is replaced, whatever is in it.</summary>
    public static TextFile Replacing() => new("", false, null);

    public static TextFile Read(string path)
    {
        byte[] bytes = ReadBytes(path);
        bool isMarked = bytes.Take(Mark.Length).SequenceEqual(Mark);
        try
        {
            int start = isMarked ? Mark.Length : 0;
            return new TextFile(Strict.GetString(bytes, start, bytes.Length - start), isMarked, bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new KnownTaskListException(path, 1, 1, "It is not text in UTF-8. Save it as UTF-8.");
        }
    }

    /// <summary>Writes another text in its place. Who reads the file meanwhile sees the old one whole or the new one whole.</summary>
    public void Write(string path, string text)
    {
        string target = _isThere ? TargetOf(path) : path;
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                byte[] bytes = [.. _isMarked ? Mark : [], .. Strict.GetBytes(text)];
                stream.Write(bytes, 0, bytes.Length);
                stream.Flush(flushToDisk: true);
            }

            if (!_isThere)
            {
                File.Move(temporary, target);
                return;
            }

            if (_read is not null && !ReadBytes(path).SequenceEqual(_read))
            {
                throw new IOException("It was changed by somebody else meanwhile. Try again.");
            }

            KeepMode(target, temporary);
            File.Replace(temporary, target, null);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[YamlLimits.File + 1];
        int length = 0;
        for (int read = 1; read > 0 && length < bytes.Length; length += read)
        {
            read = stream.Read(bytes, length, bytes.Length - length);
        }

        if (length > YamlLimits.File)
        {
            throw new KnownTaskListException(path, 1, 1, $"It is larger than {YamlLimits.File / (1024 * 1024)} MiB, which no list of known tasks is.");
        }

        Array.Resize(ref bytes, length);
        return bytes;
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
