using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TurlaHunt.Tests.Reading;

/// <summary>The XML of a record as a parser sees it.</summary>
internal static class ParsedXml
{
    public static XElement Of(EventRecord record) => XElement.Parse(record.ToXml(), LoadOptions.PreserveWhitespace);

    /// <summary>Takes back the marks of characters that XML cannot hold.</summary>
    public static string Decode(string text) => Regex.Replace(
        text,
        "_x([0-9A-F]{4})_",
        match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
}
