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
    private readonly YamlDocumentKind _kind;

    private TextFile(string text, bool isMarked, byte[]? read, YamlDocumentKind kind, bool isThere = true)
    {
        _kind = kind;
        Text = text;
        _isMarked = isMarked;
        _read = read;
        _isThere = isThere;
    }

    public string Text { get; }

    /// <summary>A file that is not there yet.</summary>
    public static TextFile New(YamlDocumentKind kind) => new("", false, null, kind, isThere: false);

    /// <summary>A file that is replaced, whatever is in it.</summary>
    public static TextFile Replacing(YamlDocumentKind kind) => new("", false, null, kind);

    public static TextFile Read(string path, YamlDocumentKind kind)
    {
        byte[] bytes = ReadBytes(path, kind);
        bool isMarked = bytes.Take(Mark.Length).SequenceEqual(Mark);
        try
        {
            int start = isMarked ? Mark.Length : 0;
            return new TextFile(Strict.GetString(bytes, start, bytes.Length - start), isMarked, bytes, kind);
        }
        catch (DecoderFallbackException)
        {
            throw kind.Fail(path, 1, 1, "It is not text in UTF-8. Save it as UTF-8.");
        }
    }

    /// <summary>Writes another text in its place. Who reads the file meanwhile sees the old one whole or the new one whole.</summary>
    public void Write(string path, string text)
    {
        byte[] bytes = [.. _isMarked ? Mark : [], .. Strict.GetBytes(text)];
        FileReplacement.Write(path, bytes, isNew: !_isThere, () =>
        {
            if (_read is not null && !ReadBytes(path, _kind).SequenceEqual(_read))
            {
                throw new IOException("It was changed by somebody else meanwhile. Try again.");
            }
        });
    }

    private static byte[] ReadBytes(string path, YamlDocumentKind kind)
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
            throw kind.Fail(path, 1, 1, $"It is larger than {YamlLimits.File / (1024 * 1024)} MiB, which no {kind.Name} is.");
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }
}
