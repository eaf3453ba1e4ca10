using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using TurlaHunt.Hunting.CommandLines;
using static System.FormattableString;

namespace TurlaHunt;

/// <summary>
/// Values as the views show them. Log content is written by attackers too: nothing of it reaches a terminal raw. Passwords in
/// command lines are blotted out; who must see one reads the property of the event.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1707", Justification = "The underscore keeps it out of the way of people's own types.")]
public static class _Format
{
    private const string WindowsPrefix = "Microsoft-Windows-";
    private const string UsualChannel = "/Operational";
    private const int LongTaskName = 32;

    // What tells most about an event stands first where there is one line for it.
    private static readonly string[] Telling =
    [
        "CommandLine", "TaskName", "TargetFilename", "DestAddress", "DestPort", "DestinationIp", "DestinationPort",
        "TargetServerName", "TargetInfo", "ServerName", "Address", "ShareName", "NewProcessName", "Image", "Application",
        "TargetUserName", "User", "SubjectUserName",
    ];

    // All of a path but its drive, its last folder and its file. No path with spaces: it may be two words of a command line.
    // A colon ends a folder, so that a text of nothing but drives takes no longer than others.
    private static readonly Regex LongFolder =
        new("""([A-Za-z]:|%[^\s%\\]+%)\\(?:[^\s\\":]+\\){2,}(?=[^\s\\":]+\\[^\s\\":]+(?:[\s"]|$))""");

    /// <summary>A time in UTC, with the Z that says so.</summary>
    public static string Time(object? value) =>
        Unwrap(value) is DateTime time ? time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    /// <summary>Text in one line, with control characters and line ends made visible.</summary>
    public static string Text(object? value) =>
        Unwrap(value) switch
        {
            null => "",
            string one => Neutralize(one),
            IEnumerable many => string.Join("; ", many.Cast<object?>().Select(Text)),
            object other => Neutralize(LanguagePrimitives.ConvertTo<string>(other)),
        };

    /// <summary>Each item in a line of its own.</summary>
    public static string Lines(object? value) =>
        Unwrap(value) is IEnumerable many and not string
            ? string.Join("\n", many.Cast<object?>().Select(Text))
            : Text(value);

    /// <summary>A computer by its own name, without its domain; an address stays whole.</summary>
    public static string Machine(object? value)
    {
        string name = Text(value);
        int point = name.IndexOf('.');
        return point <= 0 || IPAddress.TryParse(name, out _) ? name : name.Substring(0, point);
    }

    /// <summary>A file without the folders that it lies in, and without what the names of most logs have in common.</summary>
    public static string File(object? value)
    {
        string path = Text(value);
        string name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        return name.StartsWith(WindowsPrefix, StringComparison.OrdinalIgnoreCase) ? name.Substring(WindowsPrefix.Length) : name;
    }

    /// <summary>An account by its own name, without its domain.</summary>
    public static string Account(object? value)
    {
        string name = Text(value);
        return name.Substring(name.LastIndexOf('\\') + 1);
    }

    /// <summary>A severity that a narrow column holds.</summary>
    public static string Severity(object? value)
    {
        string name = Text(value);
        return name == nameof(TurlaHunt.Severity.Informational) ? "Info" : name;
    }

    /// <summary>A level of a control that a narrow column holds.</summary>
    public static string ControlLevel(object? value)
    {
        string name = Text(value);
        return name == nameof(TurlaHunt.ControlLevel.Informational) ? "Info" : name;
    }

    /// <summary>What a setting is, and what it should be or why that is not known.</summary>
    public static string Setting(object? status, object? actual, object? expected, object? reason)
    {
        string state = Text(status);
        string because = Text(reason);
        return state switch
        {
            nameof(AuditStatus.NonCompliant) => $"{Text(actual)} (should be: {Text(expected)})",
            nameof(AuditStatus.Compliant) => Text(actual),
            _ => because.Length > 0 ? because : Text(actual),
        };
    }

    /// <summary>What became of a setting: what it was and is, and why.</summary>
    public static string Change(object? setting, object? before, object? after, object? reason)
    {
        string was = Text(before);
        string now = Text(after);
        string because = Text(reason);
        string change = now.Length > 0 && now != was ? $": {was} -> {now}" : was.Length > 0 ? $": {was}" : "";
        return $"{Text(setting)}{change}{(because.Length > 0 ? $" ({because})" : "")}";
    }

    /// <summary>A log without what most logs have in common.</summary>
    public static string Log(object? value)
    {
        string name = Text(value);
        name = name.StartsWith(WindowsPrefix, StringComparison.OrdinalIgnoreCase) ? name.Substring(WindowsPrefix.Length) : name;
        return name.EndsWith(UsualChannel, StringComparison.OrdinalIgnoreCase)
            ? name.Substring(0, name.Length - UsualChannel.Length)
            : name;
    }

    /// <summary>A level with its name.</summary>
    public static string Level(object? value)
    {
        string number = Text(value);
        string name = number switch
        {
            "0" => " (log always)",
            "1" => " (critical)",
            "2" => " (error)",
            "3" => " (warning)",
            "4" => " (information)",
            "5" => " (verbose)",
            _ => "",
        };
        return number + name;
    }

    /// <summary>All values of an event, each in a line of its own.</summary>
    public static string EventValues(PSObject record)
    {
        KeyValuePair<string, string>[] items = [.. ValuesOf(record)];
        int width = items.Length == 0 ? 0 : Math.Min(24, items.Max(item => item.Key.Length));
        return string.Join("\n", items.Select(item => $"{item.Key.PadRight(width)} = {item.Value}"));
    }

    /// <summary>
    /// The values of an event in one line: the most telling first, and none that says nothing. A mark stands in front where the record
    /// is not as a log should hold it.
    /// </summary>
    public static string EventSummary(PSObject record)
    {
        string mark = Text(Of(record, "Integrity"));
        string values = string.Join(
            "; ",
            ValuesOf(record)
                .Where(item => item.Value is not ("" or "-" or "S-1-0-0"))
                .OrderBy(item => RankOf(item.Key))
                .Select((item, place) => place == 0 && SpeaksForItself(item.Key) ? item.Value : $"{item.Key}={item.Value}"));
        return mark is "" or nameof(RecordIntegrity.Sound) ? values : $"[{mark}] {values}";
    }

    /// <summary>A length of time that a narrow column holds.</summary>
    public static string Length(object? value) => Unwrap(value) is not TimeSpan time
        ? ""
        : time switch
        {
            { TotalSeconds: < 1 } => Invariant($"{time.TotalMilliseconds:0}ms"),
            { TotalMinutes: < 1 } => Invariant($"{time.TotalSeconds:0.0}s"),
            { TotalHours: < 1 } => Invariant($"{time.Minutes}m{time.Seconds:00}s"),
            { TotalDays: < 1 } => Invariant($"{time.Hours}h{time.Minutes:00}m"),
            _ => Invariant($"{time.Days}d{time.Hours:00}h"),
        };

    /// <summary>
    /// A task in one line: its name, what it starts, and the accounts, each in the role that is surely its own.
    /// </summary>
    public static string Task(PSObject task)
    {
        StringBuilder line = new(TaskName(Of(task, "TaskName")));
        string actions = Text(Of(task, "Actions"));
        string starts = LongFolder.Replace(actions.Length > 0 ? actions : Text(Of(task, "Started")), "$1\\\u2026\\");
        if (starts.Length > 0)
        {
            line.Append(": ").Append(starts);
        }

        string by = Text(Of(task, "Registrar"));
        string run = Text(Of(task, "RunAs"));
        string context = Text(Of(task, "UserContext"));
        string[] roles =
        [
            Text(Of(task, "Operation")) == nameof(TaskOperation.Registered) ? "" : "registration not seen",
            .. by.Length > 0 && string.Equals(by, run, StringComparison.OrdinalIgnoreCase)
                ? [$"by and as {by}"]
                : new[] { by.Length > 0 ? $"by {by}" : "", run.Length > 0 ? $"runs as {run}" : "" },
            context.Length > 0 && by.Length + run.Length == 0 ? $"user context {context}" : "",
        ];
        string who = string.Join(", ", roles.Where(role => role.Length > 0));
        return who.Length > 0 ? line.Append(" [").Append(who).Append(']').ToString() : line.ToString();
    }

    /// <summary>What tasks are called, after how many of them only have that name.</summary>
    public static string Prevalence(object? identity, object? hijacked)
    {
        string count = Text(hijacked);
        return count is "" or "0" ? Text(identity) : $"{count} hijacked: {Text(identity)}";
    }

    /// <summary>A connection in one line: where to, what program made it, and as whom it logs on.</summary>
    public static string Connection(
        object? address, object? name, object? port, object? scope, object? share, object? program, object? account)
    {
        StringBuilder line = new(Endpoint(address, name, port, scope));
        string path = Text(program);
        foreach ((string word, string value) in new[]
        {
            ("share", Text(share)), ("by", path.Substring(path.LastIndexOf('\\') + 1)), ("as", Text(account)),
        })
        {
            if (value.Length > 0)
            {
                line.Append(' ').Append(word).Append(' ').Append(value);
            }
        }

        return line.ToString();
    }

    /// <summary>Credentials in one line: whose they are, and where they were used.</summary>
    public static string Credentials(object? account, object? host, object? address, object? port, object? scope) =>
        $"{Text(account)} at {Endpoint(address, host, port, scope)}";

    // An address stands first, the name it was asked for by behind it.
    private static string Endpoint(object? address, object? name, object? port, object? scope)
    {
        string number = Text(address);
        string word = Text(name);
        StringBuilder line = new(number.Length == 0 ? word : number.Split(':').Length > 2 ? $"[{number}]" : number);
        string at = Text(port);
        if (at.Length > 0)
        {
            line.Append(':').Append(at);
        }

        if (number.Length > 0 && word.Length > 0 && word != number)
        {
            line.Append(" = ").Append(word);
        }

        string kind = Text(scope);
        return number.Length > 0 ? line.Append(" (").Append(kind.ToLowerInvariant()).Append(')').ToString() : line.ToString();
    }

    // The first folder tells whether it passes for one of Windows' own; the leaf is the task.
    private static string TaskName(object? value)
    {
        string name = Text(value);
        int first = name.IndexOf('\\', Math.Min(1, name.Length));
        int last = name.LastIndexOf('\\');
        return name.Length > LongTaskName && first > 0 && last > first
            ? name.Substring(0, first) + "\\\u2026" + name.Substring(last)
            : name;
    }

    private static object? Of(PSObject item, string name) => item.Properties[name]?.Value;

    private static IEnumerable<KeyValuePair<string, string>> ValuesOf(PSObject record)
    {
        if (Unwrap(Of(record, "Data")) is not IDictionary data)
        {
            yield break;
        }

        // Only Sysmon doubles percent signs, and only its events have this value.
        CommandLineFlavor flavor = data.Contains("UtcTime") ? CommandLineFlavor.Sysmon : CommandLineFlavor.Verbatim;
        foreach (object key in NamesOf(record, data))
        {
            object? item = Unwrap(data[key]);
            string text = item as string ?? Text(item);
            string? program = IsCommandLine(key) ? ProgramNames.OfProcess(ValueOf(data, "OriginalFileName"), FileOf(data)) : null;
            yield return new KeyValuePair<string, string>(Text(key), Neutralize(CommandLine.Redact(text, flavor, program)));
        }
    }

    // What came over a wire has lost the order of its values, but not their names. Nothing is left out where these do not fit.
    private static IEnumerable<object> NamesOf(PSObject record, IDictionary data)
    {
        object[] names = Unwrap(Of(record, "DataNames")) is IEnumerable list and not string
            ? [.. list.Cast<object?>().Select(Unwrap).OfType<string>().Where(data.Contains)]
            : [];
        return names.Length == data.Count ? names : data.Keys.Cast<object>();
    }

    private static bool IsCommandLine(object key) => key is string name && name.Equals("CommandLine", StringComparison.OrdinalIgnoreCase);

    private static string? FileOf(IDictionary data) => ValueOf(data, "NewProcessName") ?? ValueOf(data, "Image");

    private static string? ValueOf(IDictionary data, string name) => data.Contains(name) ? Text(data[name]) : null;

    private static bool SpeaksForItself(string name) =>
        name.Equals("CommandLine", StringComparison.OrdinalIgnoreCase) || name.Equals("TaskName", StringComparison.OrdinalIgnoreCase);

    private static int RankOf(string name)
    {
        int rank = Array.FindIndex(Telling, telling => string.Equals(telling, name, StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? Telling.Length : rank;
    }

    // What is left of an object after a wire is its properties and the text that it made of itself, with nothing under the wrapper.
    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    // Besides control characters: what turns the direction of text round or has no width, so that one name looks like
    // another, and what some terminals take for the end of a line.
    private static bool IsUnsafe(char character) =>
        char.IsControl(character)
        || CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Neutralize(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        StringBuilder safe = new(text.Length + 8);
        foreach (char character in text)
        {
            switch (character)
            {
                case '\t':
                    safe.Append(' ');
                    break;
                case '\r':
                    break;
                case '\n':
                    safe.Append('\u21B5');
                    break;
                case < ' ':
                    // The pictures of control characters stand in Unicode in their order.
                    safe.Append((char)(0x2400 + character));
                    break;
                default:
                    safe.Append(IsUnsafe(character) ? '\uFFFD' : character);
                    break;
            }
        }

        return safe.ToString();
    }
}
