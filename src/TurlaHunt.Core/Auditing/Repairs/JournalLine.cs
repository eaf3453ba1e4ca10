using System;
using System.Globalization;
using System.IO;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using TurlaHunt.Evtx.Rendering;
using TurlaHunt.Reporting;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>A line of a journal: a JSON object of texts and numbers.</summary>
internal static class JournalLine
{
    /// <summary>A line with its end, in UTF-8.</summary>
    /// <param name="properties">Names and values; those that are null are written as null.</param>
    public static byte[] Write(params (string Name, object? Value)[] properties)
    {
        Utf8Buffer json = new();
        JsonWriter writer = new(json, isIndented: false);
        writer.BeginObject();
        foreach ((string name, object? value) in properties)
        {
            writer.Property(name, value);
        }

        writer.EndObject();
        json.Append('\n');
        return json.Written.ToArray();
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is not such an object.</exception>
    public static XElement Read(string line)
    {
        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(line), XmlDictionaryReaderQuotas.Max);
            return XElement.Load(reader);
        }
        catch (Exception failure) when (failure is XmlException or IOException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException("It is not JSON.", failure);
        }
    }

    /// <summary>A text of a line; null where it is null.</summary>
    /// <exception cref="FormatException">It is not there.</exception>
    public static string? Text(this XElement line, string name)
    {
        XElement value = line.Element(name) ?? throw new FormatException($"It has no {name}.");
        return value.Attribute("type")?.Value == "null" ? null : value.Value;
    }

    /// <summary>A text of a line that must not be null.</summary>
    /// <exception cref="FormatException">It is not there, or null.</exception>
    public static string Required(this XElement line, string name) => line.Text(name) ?? throw new FormatException($"It has no {name}.");

    /// <summary>A whole number of a line.</summary>
    /// <exception cref="FormatException">It is not there, or no number.</exception>
    public static int Number(this XElement line, string name) =>
        int.TryParse(line.Required(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw new FormatException($"Its {name} is no number.");
}
