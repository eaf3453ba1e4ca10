using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Stores;

/// <summary>
/// A security template (GptTmpl.inf of a group policy, or what secedit exports): the registry values that it sets, how services start,
/// which is a registry value too, and the old audit policy by category ([MS-GPSB] 2.2).
/// </summary>
internal sealed class SecurityTemplate
{
    private const string RegistrySection = "Registry Values";
    private const string EventSection = "Event Audit";
    private const string ServiceSection = "Service General Setting";
    private const string MachineRoot = @"MACHINE\";
    private const string Services = @"SYSTEM\CurrentControlSet\Services\";
    private const string ServiceStart = @"\Start";

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

    /// <summary>The text of a template that sets registry values, and how services start.</summary>
    /// <param name="values">
    /// Keys below HKLM, names, and data: numbers of 32 bits or texts. The start of a service is written as such, so that a service that a
    /// computer does not have is left alone.
    /// </param>
    public static string Write(IEnumerable<(string Key, string Name, RegistryData Data)> values)
    {
        (string Key, string Name, RegistryData Data)[] all = [.. values];
        StringBuilder text = new("[Unicode]\r\nUnicode=yes\r\n[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n");
        WriteSection(text, RegistrySection, all.Where(value => ServiceOf(value) is null).Select(value =>
            $"{MachineRoot}{value.Key}\\{value.Name}={(int)value.Data.Kind},{ContentOf(value.Key, value.Name, value.Data)}"));
        WriteSection(text, ServiceSection, all.Where(value => ServiceOf(value) is not null).Select(value =>
            $"\"{ServiceOf(value)}\",{value.Data.Number!.Value.ToString(CultureInfo.InvariantCulture)},\"\""));
        return text.ToString();
    }

    private static void WriteSection(StringBuilder text, string name, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length > 0)
        {
            text.Append('[').Append(name).Append("]\r\n").Append(string.Concat(all.Select(line => line + "\r\n")));
        }
    }

    private static string ContentOf(string key, string name, RegistryData data) => (data.Kind, data.Number, data.Text) switch
    {
        (RegistryKind.DWord, ulong number, _) => number.ToString(CultureInfo.InvariantCulture),
        (RegistryKind.String, _, string one) when one.IndexOfAny(['"', '\r', '\n']) < 0 => $"\"{one}\"",
        _ => throw new ArgumentException($@"A template cannot hold the data of {key}\{name}."),
    };

    // 2 automatic, 3 by hand, 4 disabled: a template knows no others.
    private static string? ServiceOf((string Key, string Name, RegistryData Data) value)
    {
        string service = value.Key.StartsWith(Services, StringComparison.OrdinalIgnoreCase) ? value.Key.Substring(Services.Length) : "";
        bool isStart = string.Equals(ServiceStart, "\\" + value.Name, StringComparison.OrdinalIgnoreCase) && value.Data.Number is >= 2 and <= 4;
        return isStart && service.Length > 0 && service.All(letter => letter is not '\\' and not '"' and not ',') ? service : null;
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

    private bool TryTake(string section, string line) =>
        IsSection(section, EventSection) ? TryTakeLegacy(line)
        : IsSection(section, RegistrySection) ? TryTakeValue(line)
        : !IsSection(section, ServiceSection) || TryTakeService(line);

    private static bool IsSection(string section, string name) => string.Equals(section, name, StringComparison.OrdinalIgnoreCase);

    private bool TryTakeLegacy(string line)
    {
        int equals = line.IndexOf('=');
        if (equals < 0)
        {
            return false;
        }

        bool isNumber = int.TryParse(line.Substring(equals + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        _legacy[line.Substring(0, equals).Trim()] = number;
        return isNumber;
    }

    private bool TryTakeValue(string line)
    {
        int equals = line.IndexOf('=');
        if (equals < 0 || ReadData(line.Substring(equals + 1).Trim()) is not RegistryData data)
        {
            return false;
        }

        string name = line.Substring(0, equals).Trim();
        if (name.StartsWith(MachineRoot, StringComparison.OrdinalIgnoreCase))
        {
            _values[name.Substring(MachineRoot.Length)] = data;
        }

        return true;
    }

    // "WebClient",4,"": the name, how it starts, and who may change it.
    private bool TryTakeService(string line)
    {
        string[] fields = line.Split(',');
        if (fields.Length < 2 || !uint.TryParse(fields[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out uint start))
        {
            return false;
        }

        _values[Services + fields[0].Trim().Trim('"') + ServiceStart] = RegistryData.DWord(start);
        return true;
    }
}
