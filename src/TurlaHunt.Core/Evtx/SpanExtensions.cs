using System;
using System.Text;

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

    /// <summary>The ASCII characters as text.</summary>
    public static unsafe string AsciiToString(this ReadOnlySpan<byte> ascii)
    {
        fixed (byte* start = ascii)
        {
            return ascii.IsEmpty ? "" : Encoding.ASCII.GetString(start, ascii.Length);
        }
    }

    /// <inheritdoc cref="AsciiToString(ReadOnlySpan{byte})"/>
    public static string AsciiToString(this Span<byte> ascii) => ((ReadOnlySpan<byte>)ascii).AsciiToString();

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
