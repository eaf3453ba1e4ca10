using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Registry.Hives;

/// <summary>Names in a hive: in UTF-16, or one byte for each character.</summary>
internal static class HiveText
{
    public static string Read(ReadOnlySpan<byte> bytes, bool isCompact) => isCompact ? Latin1(bytes) : Utf16(bytes);

    /// <summary>UTF-16, as it is; half a character at the end is left out.</summary>
    public static string Utf16(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, char>(bytes.Slice(0, bytes.Length & ~1)).ToString();

    // Windows stores a name so when none of its characters has a high byte: each byte is the number of a character.
    private static string Latin1(ReadOnlySpan<byte> bytes)
    {
        char[] characters = new char[bytes.Length];
        for (int i = 0; i < characters.Length; i++)
        {
            characters[i] = (char)bytes[i];
        }

        return new string(characters);
    }
}
