using System.Collections.Generic;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx;

/// <summary>A piece of XML before it is encoded.</summary>
/// <remarks>It knows no offsets, so that it can be encoded again for another chunk.</remarks>
internal abstract record BinXmlNode;

/// <summary>Literal text.</summary>
internal sealed record BinXmlText(string Text) : BinXmlNode;

/// <summary>The place of a value of a template's instance.</summary>
internal sealed record BinXmlSubstitution(ushort Index, BinXmlValueType Type, bool Optional) : BinXmlNode;

/// <summary>An attribute; its value is a text or a substitution.</summary>
internal sealed record BinXmlAttribute(string Name, BinXmlNode Value);

/// <summary>An element.</summary>
internal sealed record BinXmlElement(
    string Name, IReadOnlyList<BinXmlAttribute> Attributes, IReadOnlyList<BinXmlNode> Content) : BinXmlNode
{
    public const ushort NoDependency = 0xFFFF;

    /// <summary>
    /// The optional value without which the element does not exist: the one in its own content. An optional value in
    /// an attribute takes only the attribute with it ([MS-EVEN6] 2.2.12, and so in all real templates looked at).
    /// </summary>
    public ushort Dependency
    {
        get
        {
            foreach (BinXmlNode node in Content)
            {
                if (node is BinXmlSubstitution { Optional: true } substitution)
                {
                    return substitution.Index;
                }
            }

            return NoDependency;
        }
    }
}
