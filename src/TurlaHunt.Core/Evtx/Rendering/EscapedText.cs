using System;
using System.Runtime.InteropServices;
#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#endif

namespace TurlaHunt.Evtx.Rendering;

/// <summary>Writes UTF-16 as UTF-8 with an escape, eight or sixteen characters at a time where they are plain ASCII.</summary>
internal static class EscapedText
{
    // The longest that one unit becomes; a pair of surrogates becomes four bytes, which is less for each.
    private const int MaxBytesPerUnit = 8;

    // Room is taken piece by piece: taking eight bytes for each unit of a long text at once would waste it.
    private const int Piece = 1024;

    /// <summary>Adds a text.</summary>
    public static void Append<TEscape>(Utf8Buffer buffer, ReadOnlySpan<char> text)
        where TEscape : struct, ITextEscape
    {
        while (!text.IsEmpty)
        {
            int length = Math.Min(text.Length, Piece);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
            {
                length--;
            }

            Span<byte> target = buffer.Reserve(length * MaxBytesPerUnit);
            buffer.Commit(Write<TEscape>(text.Slice(0, length), target));
            text = text.Slice(length);
        }
    }

    /// <summary>Adds the text of a value, without the zeros at its end.</summary>
    public static void AppendUtf16<TEscape>(Utf8Buffer buffer, ReadOnlySpan<byte> utf16)
        where TEscape : struct, ITextEscape =>
        Append<TEscape>(buffer, MemoryMarshal.Cast<byte, char>(utf16).TrimEnd('\0'));

    private static int Write<TEscape>(ReadOnlySpan<char> text, Span<byte> target)
        where TEscape : struct, ITextEscape
    {
        TEscape escape = default;
        int written = 0;
        for (int i = 0; i < text.Length; i++)
        {
#if NET
            int plain = CopyPlain<TEscape>(text.Slice(i), target.Slice(written));
            written += plain;
            i += plain;
            if (i == text.Length)
            {
                break;
            }
#endif
            char character = text[i];
            if (char.IsSurrogate(character))
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(character, text[i + 1]))
                {
                    written += WritePair(character, text[++i], target.Slice(written));
                }
                else
                {
                    written += escape.Write(character, target.Slice(written));
                }
            }
            else if (!escape.IsPlain(character))
            {
                written += escape.Write(character, target.Slice(written));
            }
            else if (character < 0x80)
            {
                target[written++] = (byte)character;
            }
            else if (character < 0x800)
            {
                target[written++] = (byte)(0xC0 | (character >> 6));
                target[written++] = (byte)(0x80 | (character & 0x3F));
            }
            else
            {
                target[written++] = (byte)(0xE0 | (character >> 12));
                target[written++] = (byte)(0x80 | ((character >> 6) & 0x3F));
                target[written++] = (byte)(0x80 | (character & 0x3F));
            }
        }

        return written;
    }

    private static int WritePair(char high, char low, Span<byte> target)
    {
        int point = char.ConvertToUtf32(high, low);
        target[0] = (byte)(0xF0 | (point >> 18));
        target[1] = (byte)(0x80 | ((point >> 12) & 0x3F));
        target[2] = (byte)(0x80 | ((point >> 6) & 0x3F));
        target[3] = (byte)(0x80 | (point & 0x3F));
        return 4;
    }

#if NET
    // How many characters were copied: not all of those in front of the first that is special, and at most seven too few.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CopyPlain<TEscape>(ReadOnlySpan<char> text, Span<byte> target)
        where TEscape : struct, ITextEscape
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref byte sink = ref MemoryMarshal.GetReference(target);
        int done = 0;

        // The room behind the text is eight bytes for each unit.
        while (Vector256.IsHardwareAccelerated && text.Length - done >= Vector256<ushort>.Count)
        {
            Vector256<ushort> units = Vector256.LoadUnsafe(ref source, (nuint)done);
            if (FindSpecial<TEscape>(units) != Vector256<ushort>.Zero)
            {
                break;
            }

            Vector256.Narrow(units, units).GetLower().StoreUnsafe(ref sink, (nuint)done);
            done += Vector256<ushort>.Count;
        }

        while (text.Length - done >= Vector128<ushort>.Count)
        {
            Vector128<ushort> units = Vector128.LoadUnsafe(ref source, (nuint)done);
            if (FindSpecial<TEscape>(units) != Vector128<ushort>.Zero)
            {
                break;
            }

            Vector128.Narrow(units, units).GetLower().StoreUnsafe(ref sink, (nuint)done);
            done += Vector128<ushort>.Count;
        }

        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> FindSpecial<TEscape>(Vector256<ushort> units)
        where TEscape : struct, ITextEscape
    {
        (char first, char second, char third, char fourth) = default(TEscape).Special;
        return Vector256.GreaterThan(units - Vector256.Create((ushort)' '), Vector256.Create((ushort)('~' - ' ')))
            | Vector256.Equals(units, Vector256.Create((ushort)first))
            | Vector256.Equals(units, Vector256.Create((ushort)second))
            | Vector256.Equals(units, Vector256.Create((ushort)third))
            | Vector256.Equals(units, Vector256.Create((ushort)fourth));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> FindSpecial<TEscape>(Vector128<ushort> units)
        where TEscape : struct, ITextEscape
    {
        (char first, char second, char third, char fourth) = default(TEscape).Special;
        return Vector128.GreaterThan(units - Vector128.Create((ushort)' '), Vector128.Create((ushort)('~' - ' ')))
            | Vector128.Equals(units, Vector128.Create((ushort)first))
            | Vector128.Equals(units, Vector128.Create((ushort)second))
            | Vector128.Equals(units, Vector128.Create((ushort)third))
            | Vector128.Equals(units, Vector128.Create((ushort)fourth));
    }
#endif
}
