using System;
using System.Text;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Text files of Windows, which say by a mark, or not at all, in what encoding they are.</summary>
internal static class ArtefactText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes a file: UTF-16 by its mark, or by every other byte being zero; UTF-8; else the western code page.</summary>
    public static string Decode(byte[] bytes)
    {
        if (StartsWith(bytes, 0xFF, 0xFE))
        {
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (StartsWith(bytes, 0xFE, 0xFF))
        {
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (bytes.Length >= 4 && bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
        {
            return Encoding.Unicode.GetString(bytes);
        }

        int start = StartsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        try
        {
            return Strict.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException)
        {
            return Windows1252.Decode(bytes);
        }
    }

    private static bool StartsWith(byte[] bytes, params byte[] mark) => bytes.AsSpan().StartsWith(mark);
}
