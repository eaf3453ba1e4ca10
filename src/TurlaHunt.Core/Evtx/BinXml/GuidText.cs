using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>GUIDs as ASCII, in braces and upper case, as Windows writes them into an event's XML.</summary>
internal static class GuidText
{
    /// <summary>How many characters one takes.</summary>
    public const int Length = 38;

    /// <summary>Writes a GUID: three little-endian numbers, then bytes.</summary>
    /// <returns>How many characters were written.</returns>
    public static int Write(ReadOnlySpan<byte> guid, Span<byte> target)
    {
        target[0] = (byte)'{';
        HexDigits.Write(BinaryPrimitives.ReadUInt32LittleEndian(guid), target.Slice(1, 8));
        target[9] = (byte)'-';
        HexDigits.Write(BinaryPrimitives.ReadUInt16LittleEndian(guid.Slice(4)), target.Slice(10, 4));
        target[14] = (byte)'-';
        HexDigits.Write(BinaryPrimitives.ReadUInt16LittleEndian(guid.Slice(6)), target.Slice(15, 4));
        target[19] = (byte)'-';
        HexDigits.Write(guid.Slice(8, 2), target.Slice(20));
        target[24] = (byte)'-';
        HexDigits.Write(guid.Slice(10, 6), target.Slice(25));
        target[37] = (byte)'}';
        return Length;
    }
}
