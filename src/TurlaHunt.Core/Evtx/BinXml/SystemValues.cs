namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// The values of an event's outer template by their number. Windows gives every event the same order; the numbers and types
/// hold for each of some 34,000 templated records of real logs, from Windows Vista to 11.
/// </summary>
internal static class SystemValues
{
    public const int Level = 0;
    public const int Opcode = 1;
    public const int Task = 2;
    public const int EventId = 3;
    public const int Qualifiers = 4;
    public const int Keywords = 5;
    public const int Time = 6;
    public const int ActivityId = 7;
    public const int ProcessId = 8;
    public const int ThreadId = 9;
    public const int RecordId = 10;
    public const int Version = 11;
    public const int UserId = 12;
    public const int RelatedActivityId = 13;

    /// <summary>How many values every event has.</summary>
    public const int Count = 14;

    // Events of a manifest go on with these; in the templates of classic events they are text, and other values stand here.
    public const int ProviderName = 14;
    public const int ProviderGuid = 15;
    public const int Channel = 16;

    /// <summary>Whether the value of that number can have this type and size.</summary>
    public static bool Fits(int number, BinXmlValueType type, int size) => number switch
    {
        Level or Opcode or Version => type == BinXmlValueType.UInt8 && size == sizeof(byte),
        Task or EventId => type == BinXmlValueType.UInt16 && size == sizeof(ushort),
        Qualifiers => type is BinXmlValueType.Null or BinXmlValueType.UInt16,
        Keywords => type == BinXmlValueType.HexInt64 && size == sizeof(long),
        Time => type == BinXmlValueType.FileTime && size == sizeof(long),
        ActivityId or RelatedActivityId => type is BinXmlValueType.Null or BinXmlValueType.Guid,
        ProcessId or ThreadId => type == BinXmlValueType.UInt32 && size == sizeof(uint),
        RecordId => type == BinXmlValueType.UInt64 && size == sizeof(ulong),
        UserId => type is BinXmlValueType.Null or BinXmlValueType.Sid,
        _ => true,
    };
}
