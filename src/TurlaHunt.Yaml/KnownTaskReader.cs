using System;
using System.Collections.Generic;
using System.Globalization;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Yaml;

/// <summary>Reads the text of a list of known tasks.</summary>
internal sealed class KnownTaskReader
{
    private const string What = "a known task (name, actions, runAs, author, reason, owner, expires)";
    private const string WhatAction = "an action (program, arguments, workingDirectory; or classId, data)";

    private readonly string _path;
    private readonly string[] _lines;
    private readonly YamlCursor _cursor;
    private readonly List<KnownTaskEntry> _entries = [];

    private KnownTaskReader(string path, string text)
    {
        _path = path;
        _lines = text.Split('\n');
        _cursor = new YamlCursor(path, text, YamlDocumentKind.KnownTasks);
    }

    /// <summary>Reads the entries; none where the text holds nothing but comments.</summary>
    /// <param name="path">The path of the file, for errors.</param>
    /// <param name="text">Its text.</param>
    public static IReadOnlyList<KnownTaskEntry> Read(string path, string text)
    {
        KnownTaskReader reader = new(path, text);
        if (!reader._cursor.IsEmpty())
        {
            reader._cursor.Sequence("known tasks", YamlLimits.Entries, reader.ReadEntry);
            reader._cursor.End();
        }

        return reader._entries;
    }

    private void ReadEntry()
    {
        (int Line, int Column) place = _cursor.Place;
        (int Line, int Column) dash = DashOf(place);
        string? name = null, runAs = null, author = null, reason = null, owner = null;
        DateTime? expires = null;
        List<KnownAction> actions = [];
        _cursor.Mapping(What, key =>
        {
            switch (key)
            {
                case "name":
                    name = ReadName();
                    return true;
                case "actions":
                    _cursor.Sequence("actions", YamlLimits.Actions, () => actions.Add(ReadAction()));
                    return true;
                case "runAs":
                    runAs = _cursor.Text("an account");
                    return true;
                case "author":
                    author = _cursor.Text("an author");
                    return true;
                case "reason":
                    reason = _cursor.Text("a reason");
                    return true;
                case "owner":
                    owner = _cursor.Text("an owner");
                    return true;
                case "expires":
                    expires = ReadDate();
                    return true;
                default:
                    return false;
            }
        });
        int last = _cursor.LastLine;
        string? missing = name is null ? "name" : actions.Count == 0 ? "actions" : reason is null ? "reason" : owner is null ? "owner" : null;
        if (missing is not null)
        {
            throw _cursor.Error($"This known task has no {missing}. Every one needs a name, actions, a reason and an owner.", place);
        }

        KnownTask task = new(name!, actions, runAs, author, reason!, owner!) { Expires = expires, Source = _path, Line = dash.Line };
        _entries.Add(new KnownTaskEntry(task, dash.Column, dash.Line, last));
    }

    private string ReadName()
    {
        (int Line, int Column) place = _cursor.Place;
        string name = _cursor.Text("the path of a task");
        return name[0] == '\\' ? name : throw _cursor.Error(@"The path of a task begins with a backslash, as in \Folder\Task.", place);
    }

    private KnownAction ReadAction()
    {
        (int Line, int Column) place = _cursor.Place;
        Dictionary<string, string> parts = new(StringComparer.Ordinal);
        _cursor.Mapping(WhatAction, key =>
        {
            if (key is not ("program" or "arguments" or "workingDirectory" or "classId" or "data"))
            {
                return false;
            }

            parts.Add(key, _cursor.Text($"a text for {key}"));
            return true;
        });
        return KnownAction.Of(parts) ?? throw _cursor.Error($"Expected {WhatAction}.", place);
    }

    private DateTime ReadDate()
    {
        (int Line, int Column) place = _cursor.Place;
        string text = _cursor.Text("a day");
        return DateTime.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime day)
            ? day
            : throw _cursor.Error("Expected a day, as in 2027-01-31.", place);
    }

    // The parser tells where what follows the dash begins.
    private (int Line, int Column) DashOf((int Line, int Column) place)
    {
        for (int line = Math.Min(place.Line, _lines.Length); line > 0; line--)
        {
            string before = line == place.Line
                ? _lines[line - 1].Substring(0, Math.Min(place.Column - 1, _lines[line - 1].Length))
                : _lines[line - 1];
            string margin = before.TrimStart(' ');
            if (margin.Length > 0 && margin[0] == '-')
            {
                return (line, before.Length - margin.Length + 1);
            }
        }

        return (place.Line, 0);
    }
}
