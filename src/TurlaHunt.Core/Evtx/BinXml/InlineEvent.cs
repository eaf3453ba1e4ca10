using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Reads what the System element of a record without a template says, in which all is text in place, without compiling the
/// rest. Logs that a collector wrote hold nothing else.
/// </summary>
internal static class InlineEvent
{
    /// <summary>Reads the System element.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="bodyStart">Where the record's body begins in it.</param>
    /// <param name="bodyEnd">Where the body ends.</param>
    /// <param name="isIdEnough">Stop at the event id; nothing else is of interest.</param>
    /// <param name="system">What it says.</param>
    /// <returns>False where it is not plain, and it takes unfolding the event to tell.</returns>
    public static bool TryRead(EvtxChunk chunk, int bodyStart, int bodyEnd, bool isIdEnough, out InlineSystem system)
    {
        system = default;
        try
        {
            SpanReader reader = new(chunk.Bytes, bodyStart, bodyEnd);
            reader.Skip(4, "fragment header");
            return EndsWithElement(reader)
                && OpensElement(chunk, ref reader, out string name, out _) && name == "Event"
                && OpensElement(chunk, ref reader, out name, out _) && name == "System"
                && TryReadSystem(chunk, ref reader, isIdEnough, ref system);
        }
        catch (MalformedDataException)
        {
            return false;
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

    private static bool TryReadSystem(EvtxChunk chunk, ref SpanReader reader, bool isIdEnough, ref InlineSystem system)
    {
        while (true)
        {
            if (system.Id is not null && (isIdEnough || reader.PeekByte("token") == BinXmlToken.EndElement))
            {
                return true;
            }

            bool hasContent = OpensElement(chunk, ref reader, out string name, out string? time);
            if (name.Length == 0 || (name == "EventID" && !hasContent))
            {
                return false;
            }

            if (name == "TimeCreated")
            {
                system.Time ??= time;
            }

            if (!hasContent)
            {
                continue;
            }

            string? text = null;
            byte token = reader.ReadByte("token");
            if ((token & BinXmlToken.KindMask) == BinXmlToken.Value)
            {
                text = ReadText(ref reader, isWanted: name is "EventID" or "EventRecordID" or "Channel" or "Computer");
                token = reader.ReadByte("token");
            }

            if (token != BinXmlToken.EndElement || (name == "EventID" && text is null))
            {
                return false;
            }

            switch (name)
            {
                case "EventID":
                    system.Id ??= text;
                    break;
                case "EventRecordID":
                    system.RecordId ??= text;
                    break;
                case "Channel":
                    system.Channel ??= text;
                    break;
                case "Computer":
                    system.Computer ??= text;
                    break;
                default:
                    break;
            }
        }
    }

    // False for an element without content, and, with an empty name, for anything that is not a plain start tag.
    private static bool OpensElement(EvtxChunk chunk, ref SpanReader reader, out string name, out string? time)
    {
        name = "";
        time = null;
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
            bool isTime = ReadName(chunk, ref reader) == "SystemTime";
            token = reader.ReadByte("token");
            if ((token & BinXmlToken.KindMask) == BinXmlToken.Value)
            {
                string? text = ReadText(ref reader, isTime);
                time = isTime ? text : time;
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
