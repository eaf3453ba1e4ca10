using System;
using System.Globalization;
using System.Xml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// Names as XML can hold them: other characters are written as <c>_xHHHH_</c>, the way <see cref="XmlConvert.DecodeName"/>
/// reads back, so that what an attacker put into a log neither breaks a parser nor is lost.
/// </summary>
internal static class XmlNames
{
    private const string Declaration = "xmlns";
    private const string NamespacePrefix = "xmlns:";

    /// <summary>The name of an element.</summary>
    public static string Element(string name) => IsPlain(name) ? name : XmlConvert.EncodeLocalName(name);

    /// <summary>The name of an attribute. Of all prefixes only the declaration of one is known to mean something.</summary>
    public static string Attribute(string name, string value)
    {
        if (!IsDeclaration(name))
        {
            return Element(name);
        }

        string prefix = name.Length > NamespacePrefix.Length ? name.Substring(NamespacePrefix.Length) : "";
        bool isReserved = prefix is "xml" or Declaration
            || value is "http://www.w3.org/XML/1998/namespace" or "http://www.w3.org/2000/xmlns/";
        if (isReserved || (prefix.Length == 0 && name.Length > Declaration.Length))
        {
            return EncodeFirst(XmlConvert.EncodeLocalName(name));
        }

        return prefix.Length == 0 ? name : NamespacePrefix + XmlConvert.EncodeLocalName(prefix);
    }

    /// <summary>Whether an attribute declares a prefix, so that its name depends on its value.</summary>
    public static bool IsDeclaration(string name) =>
        name == Declaration || name.StartsWith(NamespacePrefix, StringComparison.Ordinal);

    /// <summary>The target of a processing instruction.</summary>
    public static string Instruction(string target)
    {
        string name = XmlConvert.EncodeLocalName(target);
        return name.Equals("xml", StringComparison.OrdinalIgnoreCase) ? EncodeFirst(name) : name;
    }

    // Nearly every name is, and telling costs a fraction of encoding. An underscore may begin what looks encoded.
    private static bool IsPlain(string name)
    {
        foreach (char character in name)
        {
            if ((uint)((character | 0x20) - 'a') > 'z' - 'a')
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static string EncodeFirst(string name) =>
        "_x" + ((int)name[0]).ToString("X4", CultureInfo.InvariantCulture) + "_" + name.Substring(1);
}
