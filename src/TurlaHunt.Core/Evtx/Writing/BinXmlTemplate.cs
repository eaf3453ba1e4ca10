using System;
using System.Security.Cryptography;
using System.Text;

namespace TurlaHunt.Evtx;

/// <summary>A template: an element with places for values, and the GUID that names it.</summary>
internal sealed class BinXmlTemplate(BinXmlElement root)
{
    public BinXmlElement Root { get; } = root;

    /// <summary>Derived from what the template says: the same template has the same name in every file.</summary>
    public Guid Id { get; } = IdOf(root);

    private static Guid IdOf(BinXmlElement root)
    {
        StringBuilder text = new();
        Describe(root, text);
        byte[] content = Encoding.BigEndianUnicode.GetBytes(text.ToString());
#if NET
        byte[] hash = SHA256.HashData(content);
#else
        using SHA256 algorithm = SHA256.Create();
        byte[] hash = algorithm.ComputeHash(content);
#endif
        byte[] id = new byte[16];
        Array.Copy(hash, id, id.Length);

        // RFC 9562 section 5.8: a GUID of one's own making says so by version 8.
        id[7] = (byte)((id[7] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id);
    }

    // Control characters part the pieces; they cannot occur in names, and text is preceded by its length.
    private static void Describe(BinXmlNode node, StringBuilder text)
    {
        switch (node)
        {
            case BinXmlElement element:
                text.Append('\u0001').Append(element.Name);
                foreach (BinXmlAttribute attribute in element.Attributes)
                {
                    text.Append('\u0002').Append(attribute.Name);
                    Describe(attribute.Value, text);
                }

                text.Append('\u0003');
                foreach (BinXmlNode child in element.Content)
                {
                    Describe(child, text);
                }

                text.Append('\u0004');
                break;
            case BinXmlText literal:
                text.Append('\u0005').Append((char)literal.Text.Length).Append(literal.Text);
                break;
            case BinXmlSubstitution value:
                text.Append(value.Optional ? '\u000E' : '\r').Append((char)value.Index).Append((char)value.Type);
                break;
        }
    }
}
