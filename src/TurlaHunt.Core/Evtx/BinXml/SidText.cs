using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>Security identifiers as text ([MS-DTYP] 2.4.2.1).</summary>
internal static class SidText
{
    private const int HeaderSize = 8;

    /// <summary>
    /// The identifier as <c>S-1-…</c>, with as many sub-authorities as there are bytes for; null where not even its
    /// header is there.
    /// </summary>
    public static string? Format(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize)
        {
            return null;
        }

        ulong authority = BinaryPrimitives.ReadUInt64BigEndian(bytes) & 0xFFFF_FFFF_FFFF;
        StringBuilder text = new("S-", 64);
        text.Append(bytes[0].ToString(CultureInfo.InvariantCulture)).Append('-');
        text.Append(authority > uint.MaxValue
            ? "0x" + authority.ToString("x12", CultureInfo.InvariantCulture)
            : authority.ToString(CultureInfo.InvariantCulture));

        int count = Math.Min(bytes[1], (bytes.Length - HeaderSize) / sizeof(uint));
        for (int i = 0; i < count; i++)
        {
            uint part = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(HeaderSize + (i * sizeof(uint))));
            text.Append('-').Append(part.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
