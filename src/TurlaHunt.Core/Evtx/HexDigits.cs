using System;

namespace TurlaHunt.Evtx;

/// <summary>Numbers in base 16, as ASCII.</summary>
internal static class HexDigits
{
    /// <summary>The most that <see cref="WriteNumber"/> writes.</summary>
    public const int MaxNumberLength = 18;

    private static ReadOnlySpan<byte> Upper => "0123456789ABCDEF"u8;

    private static ReadOnlySpan<byte> Lower => "0123456789abcdef"u8;

    /// <summary>Fills the target with the number's last digits, in upper case.</summary>
    public static void Write(ulong number, Span<byte> target)
    {
        for (int i = target.Length - 1; i >= 0; i--, number >>= 4)
        {
            target[i] = Upper[(int)(number & 15)];
        }
    }

    /// <summary>Fills the target with the number's last digits, in lower case.</summary>
    public static void WriteLower(ulong number, Span<byte> target)
    {
        for (int i = target.Length - 1; i >= 0; i--, number >>= 4)
        {
            target[i] = Lower[(int)(number & 15)];
        }
    }

    /// <summary>Writes bytes in upper case.</summary>
    /// <returns>How many characters were written: two for each byte.</returns>
    public static int Write(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            target[2 * i] = Upper[bytes[i] >> 4];
            target[(2 * i) + 1] = Upper[bytes[i] & 15];
        }

        return 2 * bytes.Length;
    }

    /// <summary>Writes a number as <c>0x1f</c>, in lower case and without zeros in front.</summary>
    /// <returns>How many characters were written.</returns>
    public static int WriteNumber(ulong number, Span<byte> target)
    {
        int digits = 1;
        while (digits < 16 && number >> (4 * digits) != 0)
        {
            digits++;
        }

        target[0] = (byte)'0';
        target[1] = (byte)'x';
        WriteLower(number, target.Slice(2, digits));
        return digits + 2;
    }
}
