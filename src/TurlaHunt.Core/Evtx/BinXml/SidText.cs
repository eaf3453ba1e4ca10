using System;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>Security identifiers as ASCII ([MS-DTYP] 2.4.2.1).</summary>
internal static class SidText
{
    /// <summary>The bytes in front of the sub-authorities: the least that is an identifier.</summary>
    public const int HeaderSize = 8;

    /// <summary>Writes an identifier as <c>S-1-…</c>, with as many sub-authorities as there are bytes for.</summary>
    /// <param name="sid">The identifier, not shorter than its header.</param>
    /// <param name="target">Where it is written.</param>
    /// <returns>How many characters were written.</returns>
    public static int Write(ReadOnlySpan<byte> sid, Span<byte> target)
    {
        target[0] = (byte)'S';
        int written = 1 + Part(sid[0], target.Slice(1));
        ulong authority = BinaryPrimitives.ReadUInt64BigEndian(sid) & 0xFFFF_FFFF_FFFF;
        if (authority <= uint.MaxValue)
        {
            written += Part((uint)authority, target.Slice(written));
        }
        else
        {
            "-0x"u8.CopyTo(target.Slice(written));
            HexDigits.WriteLower(authority, target.Slice(written + 3, 12));
            written += 15;
        }

        int count = Math.Min(sid[1], (sid.Length - HeaderSize) / sizeof(uint));
        for (int i = 0; i < count; i++)
        {
            uint part = BinaryPrimitives.ReadUInt32LittleEndian(sid.Slice(HeaderSize + (i * sizeof(uint))));
            written += Part(part, target.Slice(written));
        }

        return written;
    }

    private static int Part(uint number, Span<byte> target)
    {
        target[0] = (byte)'-';
        Utf8Formatter.TryFormat(number, target.Slice(1), out int digits);
        return 1 + digits;
    }
}
