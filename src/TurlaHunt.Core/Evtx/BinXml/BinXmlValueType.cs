namespace TurlaHunt.Evtx.BinXml;

/// <summary>The types of a binary XML value ([MS-EVEN6] 2.2.12), as the descriptor of a substitution names them.</summary>
public enum BinXmlValueType : byte
{
    /// <summary>No value, whatever its size.</summary>
    Null = 0x00,

    /// <summary>UTF-16LE text, with or without a terminator.</summary>
    String = 0x01,

    /// <summary>Text in the code page of the machine that wrote it.</summary>
    AnsiString = 0x02,

    /// <summary>Signed, 1 byte.</summary>
    Int8 = 0x03,

    /// <summary>Unsigned, 1 byte.</summary>
    UInt8 = 0x04,

    /// <summary>Signed, 2 bytes.</summary>
    Int16 = 0x05,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16 = 0x06,

    /// <summary>Signed, 4 bytes.</summary>
    Int32 = 0x07,

    /// <summary>Unsigned, 4 bytes.</summary>
    UInt32 = 0x08,

    /// <summary>Signed, 8 bytes.</summary>
    Int64 = 0x09,

    /// <summary>Unsigned, 8 bytes.</summary>
    UInt64 = 0x0A,

    /// <summary>IEEE 754, 4 bytes.</summary>
    Real32 = 0x0B,

    /// <summary>IEEE 754, 8 bytes.</summary>
    Real64 = 0x0C,

    /// <summary>4 bytes in files, though the specification says 1; anything but zero is true.</summary>
    Boolean = 0x0D,

    /// <summary>Bytes, shown as upper-case hexadecimal digits.</summary>
    Binary = 0x0E,

    /// <summary>A GUID, 16 bytes.</summary>
    Guid = 0x0F,

    /// <summary>A pointer-sized number, 4 or 8 bytes, shown in hexadecimal.</summary>
    SizeT = 0x10,

    /// <summary>100 ns intervals since 1601-01-01 UTC, 8 bytes.</summary>
    FileTime = 0x11,

    /// <summary>Year, month, weekday, day, hour, minute, second, millisecond: eight 16-bit numbers.</summary>
    SystemTime = 0x12,

    /// <summary>A security identifier, 8 bytes and 4 for each sub-authority.</summary>
    Sid = 0x13,

    /// <summary>4 bytes, shown in hexadecimal.</summary>
    HexInt32 = 0x14,

    /// <summary>8 bytes, shown in hexadecimal.</summary>
    HexInt64 = 0x15,

    /// <summary>A binary XML stream whose offsets count from the start of the chunk.</summary>
    BinXml = 0x21,

    /// <summary>A flag on top of a type: an array of it, for which the enclosing element is repeated.</summary>
    Array = 0x80,
}
