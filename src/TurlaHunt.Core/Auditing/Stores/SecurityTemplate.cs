using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Stores;

/// <summary>
/// A security template (GptTmpl.inf of a group policy, or what secedit exports): the registry values that it sets, and the old
/// audit policy by category ([MS-GPSB] 2.2).
/// </summary>
internal sealed class SecurityTemplate
{
    private const string RegistrySection = "Registry Values";
    private const string EventSection = "Event Audit";
    private const string MachineRoot = @"MACHINE\";

    private readonly Dictionary<string, RegistryData> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _legacy = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    private SecurityTemplate()
    {
    }

    /// <summary>The registry values that it sets, by key below HKLM and name, with a backslash between them.</summary>
    public IReadOnlyDictionary<string, RegistryData> Values => _values;

    /// <summary>The old audit policy: a number for each category that it sets.</summary>
    public IReadOnlyDictionary<string, int> LegacyAudit => _legacy;

    /// <summary>What could not be read, each in a sentence.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether a text is such a file: it has one of the sections that are wanted, or the mark of a template.</summary>
    public static bool IsOne(string text) =>
        text.Contains("$CHICAGO$") || text.Contains($"[{RegistrySection}]") || text.Contains($"[{EventSection}]");

    /// <summary>Reads the text of a file.</summary>
    public static SecurityTemplate Parse(string text)
    {
        SecurityTemplate template = new();
        string section = "";
        int number = 0;
        foreach (string line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                section = line.Trim('[', ']', ' ');
            }
            else if (!template.TryTake(section, line))
            {
                template._problems.Add($"Line {number} cannot be read.");
            }
        }

        return template;
    }

    /// <summary>The text of a template that sets registry values.</summary>
    /// <param name="values">Keys below HKLM, names, and data: numbers of 32 bits or texts.</param>
    public static string Write(IEnumerable<(string Key, string Name, RegistryData Data)> values)
    {
        StringBuilder text = new("[Unicode]\r\nUnicode=yes\r\n[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n[Registry Values]\r\n");
        foreach ((string key, string name, RegistryData data) in values)
        {
            string content = (data.Kind, data.Number, data.Text) switch
            {
                (RegistryKind.DWord, ulong number, _) => number.ToString(CultureInfo.InvariantCulture),
                (RegistryKind.String, _, string one) when one.IndexOfAny(['"', '\r', '\n']) < 0 => $"\"{one}\"",
                _ => throw new ArgumentException($@"A template cannot hold the data of {key}\{name}.", nameof(values)),
            };
            text.Append(MachineRoot).Append(key).Append('\\').Append(name).Append('=').Append((int)data.Kind).Append(',').Append(content).Append("\r\n");
        }

        return text.ToString();
    }

    private static RegistryData? ReadData(string text)
    {
        int comma = text.IndexOf(',');
        if (comma < 0 || !int.TryParse(text.Substring(0, comma).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int kind))
        {
            return null;
        }

        string content = text.Substring(comma + 1).Trim();
        return (RegistryKind)kind switch
        {
            RegistryKind.DWord => uint.TryParse(content, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? RegistryData.DWord(number) : null,
            RegistryKind.String => RegistryData.String(content.Trim('"')),
            RegistryKind other => new RegistryData(other, Encoding.Unicode.GetBytes(content)),
        };
    }

    private bool TryTake(string section, string line)
    {
        bool isLegacy = string.Equals(section, EventSection, StringComparison.OrdinalIgnoreCase);
        if (!isLegacy && !string.Equals(section, RegistrySection, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        int equals = line.IndexOf('=');
        if (equals < 0)
        {
            return false;
        }

        string name = line.Substring(0, equals).Trim();
        string content = line.Substring(equals + 1).Trim();
        if (isLegacy)
        {
            bool isNumber = int.TryParse(content, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            _legacy[name] = number;
            return isNumber;
        }

        if (ReadData(content) is not RegistryData data)
        {
            return false;
        }

        if (name.StartsWith(MachineRoot, StringComparison.OrdinalIgnoreCase))
        {
            _values[name.Substring(MachineRoot.Length)] = data;
        }

        return true;
    }
}
