using System;
using System.Collections.Generic;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx;

/// <summary>Writes XML as binary XML ([MS-EVEN6] 2.2.12) into a chunk.</summary>
internal sealed class BinXmlEncoder(ChunkBuffer buffer, OffsetTable<string> names)
{
    private const byte MajorVersion = 1;
    private const byte MinorVersion = 1;
    private const byte NoFlags = 0;

    public void FragmentHeader()
    {
        buffer.Byte(BinXmlToken.FragmentHeader);
        buffer.Byte(MajorVersion);
        buffer.Byte(MinorVersion);
        buffer.Byte(NoFlags);
    }

    /// <summary>An element and all it holds.</summary>
    /// <param name="element">The element.</param>
    /// <param name="inDefinition">
    /// Whether it belongs to a template's definition: only there an element names the value that it depends on.
    /// </param>
    public void Element(BinXmlElement element, bool inDefinition)
    {
        bool hasAttributes = element.Attributes.Count > 0;
        buffer.Byte(WithMore(BinXmlToken.OpenStartElement, hasAttributes));
        if (inDefinition)
        {
            buffer.UInt16(element.Dependency);
        }

        int size = buffer.Reserve(sizeof(uint));
        Name(element.Name);
        if (hasAttributes)
        {
            Attributes(element.Attributes);
        }

        if (element.Content.Count == 0)
        {
            buffer.Byte(BinXmlToken.CloseEmptyElement);
        }
        else
        {
            buffer.Byte(BinXmlToken.CloseStartElement);
            foreach (BinXmlNode node in element.Content)
            {
                Node(node, inDefinition);
            }

            buffer.Byte(BinXmlToken.EndElement);
        }

        SetSize(size);
    }

    private void Attributes(IReadOnlyList<BinXmlAttribute> attributes)
    {
        int size = buffer.Reserve(sizeof(uint));
        for (int i = 0; i < attributes.Count; i++)
        {
            buffer.Byte(WithMore(BinXmlToken.Attribute, i < attributes.Count - 1));
            Name(attributes[i].Name);
            Node(attributes[i].Value, inDefinition: false);
        }

        SetSize(size);
    }

    private void Node(BinXmlNode node, bool inDefinition)
    {
        switch (node)
        {
            case BinXmlElement element:
                Element(element, inDefinition);
                break;
            case BinXmlText text:
                buffer.Byte(BinXmlToken.Value);
                buffer.Byte((byte)BinXmlValueType.String);
                buffer.CountedText(text.Text);
                break;
            case BinXmlSubstitution substitution:
                buffer.Byte(substitution.Optional ? BinXmlToken.OptionalSubstitution : BinXmlToken.NormalSubstitution);
                buffer.UInt16(substitution.Index);
                buffer.Byte((byte)substitution.Type);
                break;
            default:
                throw new ArgumentException($"No encoding for {node.GetType().Name}.", nameof(node));
        }
    }

    // A name is written where a chunk needs it first; later uses refer to that place.
    private void Name(string name)
    {
        if (names.TryGet(name, out uint known))
        {
            buffer.UInt32(known);
            return;
        }

        uint offset = (uint)(buffer.Position + sizeof(uint));
        ushort hash = BinXmlHash.OfName(name);
        buffer.UInt32(offset);
        buffer.UInt32(names.Add(name, BinXmlHash.NameBucket(hash), offset));
        buffer.UInt16(hash);
        buffer.CountedText(name);
        buffer.UInt16(0);
    }

    private void SetSize(int position) =>
        buffer.SetUInt32(position, (uint)(buffer.Position - position - sizeof(uint)));

    private static byte WithMore(byte token, bool more) => more ? (byte)(token | BinXmlToken.More) : token;
}
