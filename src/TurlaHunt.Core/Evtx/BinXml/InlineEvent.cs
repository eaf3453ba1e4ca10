using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Reads the event id of a record without a template, in which all is text in place, without compiling the rest. Logs that
/// a collector wrote hold nothing else.
/// </summary>
internal static class InlineEvent
{
    /// <summary>
    /// The text of the event id; null where it is not plain, and it takes unfolding the event to tell.
    /// </summary>
    public static string? FindId(EvtxChunk chunk, int bodyStart, int bodyEnd)
    {
        try
        {
            SpanReader reader = new(chunk.Bytes, bodyStart, bodyEnd);
            reader.Skip(4, "fragment header");
            return EndsWithElement(reader) && OpensElement(chunk, ref reader, out string name) && name == "Event"
                && OpensElement(chunk, ref reader, out name) && name == "System"
                ? FindInSystem(chunk, ref reader)
                : null;
        }
        catch (MalformedDataException)
        {
            return null;
        }
    }

    // Another record may hide behind the event.
    private static bool EndsWithElement(SpanReader reader)
    {
        reader.Skip(1, "token");
        uint size = reader.ReadUInt32("element size");
        if (size >= (uint)reader.Remaining)
        {
            return false;
        }

        reader.Skip((int)size, "element");
        return reader.ReadByte("token") == BinXmlToken.EndOfStream && reader.Remaining <= EvtxLayout.MaxRecordPadding;
    }

    private static string? FindInSystem(EvtxChunk chunk, ref SpanReader reader)
    {
        while (true)
        {
            bool hasContent = OpensElement(chunk, ref reader, out string name);
            if (name.Length == 0 || (name == "EventID" && !hasContent))
            {
                return null;
            }

            if (!hasContent)
            {
                continue;
            }

            string? text = null;
            byte token = reader.ReadByte("token");
            if ((token & BinXmlToken.KindMask) == BinXmlToken.Value)
            {
                text = ReadText(ref reader, isWanted: name == "EventID");
                token = reader.ReadByte("token");
            }

            if (token != BinXmlToken.EndElement)
            {
                return null;
            }

            if (name == "EventID")
            {
                return text;
            }
        }
    }

    // False for an element without content, and, with an empty name, for anything that is not a plain start tag.
    private static bool OpensElement(EvtxChunk chunk, ref SpanReader reader, out string name)
    {
        name = "";
        byte token = reader.ReadByte("token");
        if ((token & BinXmlToken.KindMask) != BinXmlToken.OpenStartElement)
        {
            return false;
        }

        reader.Skip(sizeof(uint), "element size");
        string element = ReadName(chunk, ref reader);
        if ((token & BinXmlToken.More) != 0)
        {
            reader.Skip(sizeof(uint), "attribute list size");
        }

        token = reader.ReadByte("token");
        while ((token & BinXmlToken.KindMask) == BinXmlToken.Attribute)
        {
            ReadName(chunk, ref reader);
            token = reader.ReadByte("token");
            if ((token & BinXmlToken.KindMask) == BinXmlToken.Value)
            {
                ReadText(ref reader, isWanted: false);
                token = reader.ReadByte("token");
            }
        }

        if (token is not (BinXmlToken.CloseStartElement or BinXmlToken.CloseEmptyElement))
        {
            return false;
        }

        name = element;
        return token == BinXmlToken.CloseStartElement;
    }

    private static string ReadName(EvtxChunk chunk, ref SpanReader reader)
    {
        int offset = reader.ReadOffset("name");
        if (offset == reader.Position)
        {
            reader.Skip(EvtxLayout.NameHeaderSize - sizeof(ushort), "name");
            reader.Skip((reader.ReadUInt16("name") + 1) * sizeof(char), "name");
        }

        return chunk.Names.Resolve(chunk.Bytes, offset);
    }

    private static string? ReadText(ref SpanReader reader, bool isWanted)
    {
        if (reader.ReadByte("type of a text") != (byte)BinXmlValueType.String)
        {
            MalformedDataException.Throw("A text of another type", reader.Position);
        }

        int length = reader.ReadUInt16("text");
        if (isWanted)
        {
            return reader.ReadUtf16(length, "text");
        }

        reader.Skip(length * sizeof(char), "text");
        return null;
    }
}
