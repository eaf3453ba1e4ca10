using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace TurlaHunt.Registry.Exports;

/// <summary>
/// What regedit and reg.exe export as text (.reg). A key that is in it has all its values in it; of keys that are not in it
/// nothing is said.
/// </summary>
public sealed class RegExport
{
    /// <summary>The first line of exports in UTF-16.</summary>
    public const string Header = "Windows Registry Editor Version 5.00";

    private const string OldHeader = "REGEDIT4";

    private readonly Dictionary<string, Dictionary<string, RegistryData>> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    private RegExport()
    {
    }

    /// <summary>The keys that are in it, with their root (HKEY_LOCAL_MACHINE\…).</summary>
    public IEnumerable<string> Keys => _keys.Keys;

    /// <summary>What could not be read, each in a sentence.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether a text begins as an export does.</summary>
    public static bool IsOne(string text)
    {
        string start = text.TrimStart();
        return start.StartsWith(Header, StringComparison.Ordinal) || start.StartsWith(OldHeader, StringComparison.Ordinal);
    }

    /// <summary>Reads the text of an export.</summary>
    public static RegExport Parse(string text)
    {
        RegExport result = new();
        bool isOld = text.TrimStart().StartsWith(OldHeader, StringComparison.Ordinal);
        Dictionary<string, RegistryData>? values = null;
        foreach ((int number, string line) in Lines(text).Skip(1))
        {
            if (line[0] == ';')
            {
                continue;
            }

            if (line[0] == '[' && line[line.Length - 1] == ']')
            {
                string key = line.Substring(1, line.Length - 2);
                values = key.Length > 0 && key[0] == '-' ? [] : result.Open(key);
            }
            else if (values is null || !TryReadValue(line, isOld, out string name, out RegistryData? data))
            {
                result._problems.Add($"Line {number} is none of an export.");
            }
            else if (data is null)
            {
                values.Remove(name);
            }
            else
            {
                values[name] = data;
            }
        }

        return result;
    }

    /// <summary>The text of an export that sets values.</summary>
    /// <param name="values">Keys with their root, names (empty for the default value) and data.</param>
    public static string Write(IEnumerable<(string Key, string Name, RegistryData Data)> values)
    {
        StringBuilder text = new(Header);
        text.Append("\r\n");
        foreach (IGrouping<string, (string Key, string Name, RegistryData Data)> key in values.GroupBy(value => value.Key, StringComparer.OrdinalIgnoreCase))
        {
            text.Append("\r\n[").Append(key.Key).Append("]\r\n");
            foreach ((string _, string name, RegistryData data) in key)
            {
                text.Append(name.Length == 0 ? "@" : Quote(name)).Append('=').Append(Format(data)).Append("\r\n");
            }
        }

        return text.Append("\r\n").ToString();
    }

    /// <summary>The values of a key by their names; null where the key is not in it.</summary>
    /// <param name="key">The key with its root.</param>
    public IReadOnlyDictionary<string, RegistryData>? Find(string key) => _keys.TryGetValue(key, out Dictionary<string, RegistryData>? values) ? values : null;

    // A backslash at the end of a line of digits continues it.
    private static IEnumerable<(int Number, string Text)> Lines(string text)
    {
        StringBuilder whole = new();
        int number = 0;
        int start = 1;
        foreach (string piece in text.Split('\n'))
        {
            number++;
            string line = piece.Trim();
            if (whole.Length == 0)
            {
                start = number;
            }

            bool isDigits = whole.Length > 0 || line.Contains("=hex");
            if (isDigits && line.Length > 0 && line[line.Length - 1] == '\\')
            {
                whole.Append(line, 0, line.Length - 1);
                continue;
            }

            whole.Append(line);
            if (whole.Length > 0)
            {
                yield return (start, whole.ToString());
            }

            whole.Clear();
        }

        if (whole.Length > 0)
        {
            yield return (start, whole.ToString());
        }
    }

    private static bool TryReadValue(string line, bool isOld, out string name, out RegistryData? data)
    {
        data = null;
        int place = 0;
        if (line[0] == '@')
        {
            name = "";
            place = 1;
        }
        else if (!TryUnquote(line, ref place, out name))
        {
            return false;
        }

        string rest = line.Substring(place).TrimStart();
        if (rest.Length == 0 || rest[0] != '=')
        {
            return false;
        }

        rest = rest.Substring(1).Trim();
        if (rest == "-")
        {
            return true;
        }

        data = ReadData(rest, isOld);
        return data is not null;
    }

    private static RegistryData? ReadData(string text, bool isOld)
    {
        int place = 0;
        if (TryUnquote(text, ref place, out string quoted))
        {
            return place == text.Length ? RegistryData.String(quoted) : null;
        }

        int colon = text.IndexOf(':');
        string type = colon < 0 ? "" : text.Substring(0, colon);
        string digits = colon < 0 ? "" : text.Substring(colon + 1).Trim();
        if (type == "dword")
        {
            return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number) ? RegistryData.DWord(number) : null;
        }

        int kind = (int)RegistryKind.Binary;
        bool isHex = type == "hex"
            || (type.StartsWith("hex(", StringComparison.Ordinal)
                && type[type.Length - 1] == ')'
                && int.TryParse(type.Substring(4, type.Length - 5), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out kind));
        if (!isHex)
        {
            return null;
        }

        List<byte> bytes = [];
        foreach (string digit in digits.Split(',').Select(item => item.Trim()).Where(item => item.Length > 0))
        {
            if (!byte.TryParse(digit, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                return null;
            }

            bytes.Add(value);
        }

        // The old form holds the bytes of text in the code page of the computer.
        bool isNarrow = isOld && (RegistryKind)kind is RegistryKind.ExpandString or RegistryKind.MultiString;
        return new RegistryData((RegistryKind)kind, isNarrow ? [.. bytes.SelectMany(value => new byte[] { value, 0 })] : [.. bytes]);
    }

    private static bool TryUnquote(string text, ref int place, out string result)
    {
        result = "";
        if (text.Length == 0 || text[place] != '"')
        {
            return false;
        }

        StringBuilder unquoted = new();
        for (int i = place + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                place = i + 1;
                result = unquoted.ToString();
                return true;
            }

            i += text[i] == '\\' && i + 1 < text.Length ? 1 : 0;
            unquoted.Append(text[i]);
        }

        return false;
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    private static string Format(RegistryData data)
    {
        if (data.Kind == RegistryKind.DWord && data.Number is ulong number)
        {
            return "dword:" + number.ToString("x8", CultureInfo.InvariantCulture);
        }

        bool isPlain = data.Kind == RegistryKind.String
            && data.Equals(RegistryData.String(data.Text!))
            && data.Text!.IndexOfAny(['\r', '\n']) < 0;
        string type = data.Kind == RegistryKind.Binary ? "hex:" : $"hex({((int)data.Kind).ToString("x", CultureInfo.InvariantCulture)}):";
        return isPlain
            ? Quote(data.Text!)
            : type + string.Join(",", data.Bytes.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private Dictionary<string, RegistryData> Open(string key)
    {
        if (!_keys.TryGetValue(key, out Dictionary<string, RegistryData>? values))
        {
            values = new Dictionary<string, RegistryData>(StringComparer.OrdinalIgnoreCase);
            _keys.Add(key, values);
        }

        return values;
    }
}
