namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// A decoded record body: programs and the values that they are filled with. It owns a copy of the bytes that its values
/// lie in, and so outlives the chunk; nothing in it is turned into text before somebody asks.
/// </summary>
internal sealed class BinXmlDocument(byte[] bytes, BinXmlFragment[] fragments)
{
    /// <summary>The record that the values lie in.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>The event; rarely, more fragments after it.</summary>
    public BinXmlFragment[] Fragments { get; } = fragments;
}

/// <summary>A program with its values.</summary>
internal sealed class BinXmlFragment(BinXmlProgram program, BinXmlSlot[] values)
{
    public BinXmlProgram Program { get; } = program;

    public BinXmlSlot[] Values { get; } = values;
}

/// <summary>One value of a template instance: its type, its place in the document's bytes, or the fragments it holds.</summary>
internal readonly record struct BinXmlSlot(BinXmlValueType Type, int Offset, int Size, BinXmlFragment[]? Nested)
{
    public static BinXmlSlot Null { get; } = new(BinXmlValueType.Null, 0, 0, null);

    public bool IsNull => Type == BinXmlValueType.Null;

    public bool IsArray => (Type & BinXmlValueType.Array) != 0;

    /// <summary>Whether it adds nothing to a text that it stands in.</summary>
    public bool IsEmpty => IsNull || (Size == 0 && Nested is null);
}
