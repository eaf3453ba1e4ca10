using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>One typed value and its bytes.</summary>
internal readonly ref struct BinXmlValue(BinXmlValueType type, ReadOnlySpan<byte> bytes)
{
    public BinXmlValueType Type { get; } = type;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>The value as Windows writes it into an event's XML.</summary>
    public string ToText() => BinXmlValueText.Format(Type, Bytes);

    /// <summary>A number without a sign, of whatever size.</summary>
    /// <returns>False where it is none, or its size does not fit its type.</returns>
    public bool TryToUInt64(out ulong number)
    {
        switch (Type, Bytes.Length)
        {
            case (BinXmlValueType.UInt8, 1):
                number = Bytes[0];
                return true;
            case (BinXmlValueType.UInt16, 2):
                number = BinaryPrimitives.ReadUInt16LittleEndian(Bytes);
                return true;
            case (BinXmlValueType.UInt32 or BinXmlValueType.HexInt32, 4):
                number = BinaryPrimitives.ReadUInt32LittleEndian(Bytes);
                return true;
            case (BinXmlValueType.UInt64 or BinXmlValueType.HexInt64, 8):
                number = BinaryPrimitives.ReadUInt64LittleEndian(Bytes);
                return true;
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>Takes the next item off the bytes of an array.</summary>
    /// <param name="arrayType">The type of the array, with its flag.</param>
    /// <param name="rest">The items that are left; the one returned is removed from it.</param>
    public static BinXmlValue TakeItem(BinXmlValueType arrayType, ref ReadOnlySpan<byte> rest)
    {
        BinXmlValueType type = arrayType & ~BinXmlValueType.Array;
        int size = Math.Min(rest.Length, Math.Max(1, ItemSize(type, rest, out int terminator)));
        BinXmlValue item = new(type, rest.Slice(0, size - terminator));
        rest = rest.Slice(size);
        return item;
    }

    // The last string of an array may lack its terminator.
    private static int ItemSize(BinXmlValueType type, ReadOnlySpan<byte> rest, out int terminator)
    {
        terminator = 0;
        switch (type)
        {
            case BinXmlValueType.String:
                for (int i = 0; i + 1 < rest.Length; i += sizeof(char))
                {
                    if (rest[i] == 0 && rest[i + 1] == 0)
                    {
                        terminator = sizeof(char);
                        return i + sizeof(char);
                    }
                }

                return rest.Length;
            case BinXmlValueType.AnsiString:
                int zero = rest.IndexOf((byte)0);
                terminator = zero < 0 ? 0 : 1;
                return zero < 0 ? rest.Length : zero + 1;
            case BinXmlValueType.Sid:
                return rest.Length >= 2 ? 8 + (4 * rest[1]) : rest.Length;
            case BinXmlValueType.Int8 or BinXmlValueType.UInt8:
                return 1;
            case BinXmlValueType.Int16 or BinXmlValueType.UInt16:
                return 2;
            case BinXmlValueType.Int32 or BinXmlValueType.UInt32 or BinXmlValueType.HexInt32
                or BinXmlValueType.Real32 or BinXmlValueType.Boolean:
                return 4;
            case BinXmlValueType.Int64 or BinXmlValueType.UInt64 or BinXmlValueType.HexInt64
                or BinXmlValueType.Real64 or BinXmlValueType.FileTime or BinXmlValueType.SizeT:
                return 8;
            case BinXmlValueType.Guid or BinXmlValueType.SystemTime:
                return 16;
            default:
                return rest.Length;
        }
    }
}
