using System;

namespace TurlaHunt.Evtx;

/// <summary>What one of the two frameworks lacks for spans.</summary>
internal static class SpanExtensions
{
    /// <summary>The place of the first byte that is not zero, or -1.</summary>
    public static int IndexOfAnyExceptZero(this ReadOnlySpan<byte> bytes)
    {
#if NET
        return bytes.IndexOfAnyExcept((byte)0);
#else
        ReadOnlySpan<ulong> words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(bytes);
        int word = 0;
        while (word < words.Length && words[word] == 0)
        {
            word++;
        }

        for (int i = word * sizeof(ulong); i < bytes.Length; i++)
        {
            if (bytes[i] != 0)
            {
                return i;
            }
        }

        return -1;
#endif
    }

    /// <summary>The bytes as upper-case hexadecimal digits.</summary>
    public static string ToHex(this ReadOnlySpan<byte> bytes)
    {
#if NET
        return Convert.ToHexString(bytes);
#else
        const string Digits = "0123456789ABCDEF";
        char[] text = new char[bytes.Length * 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[(2 * i) + 1] = Digits[bytes[i] & 15];
        }

        return new string(text);
#endif
    }

    /// <summary>The bytes without the zeros at their end.</summary>
    public static ReadOnlySpan<byte> TrimEndZeros(this ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length;
        while (length > 0 && bytes[length - 1] == 0)
        {
            length--;
        }

        return bytes.Slice(0, length);
    }
}
