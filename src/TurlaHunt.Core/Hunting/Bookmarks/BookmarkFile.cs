using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace TurlaHunt.Hunting.Bookmarks;

/// <summary>
/// A bookmark on the disk: a line for each log, in a stable order, and at the end how many there are, so that one that was cut
/// is told from one that is whole.
/// </summary>
internal static class BookmarkFile
{
    private const string Head = "TurlaHunt bookmark 1";
    private const string End = "end";
    private const int Largest = 256 * 1024 * 1024;

    /// <summary>Reads a bookmark.</summary>
    /// <returns>Its marks; none where there is no such file, as before the first run.</returns>
    /// <exception cref="BookmarkException">It is broken, or no bookmark at all.</exception>
    public static IReadOnlyList<LogMark> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        if (new FileInfo(path).Length > Largest)
        {
            throw new BookmarkException(path, "it is far too large.");
        }

        string[] lines = File.ReadAllText(path, Encoding.UTF8).Split('\n');
        if (lines[0] != Head)
        {
            throw new BookmarkException(path, "it does not begin like one.");
        }

        int count = lines.Length - 3;
        if (count < 0 || lines[lines.Length - 1].Length > 0 || lines[lines.Length - 2] != $"{End} {Text(count)}")
        {
            throw new BookmarkException(path, "it is cut, or lines were taken out of it.");
        }

        return [.. lines.Skip(1).Take(count).Select((line, place) => Parse(path, line, place + 2))];
    }

    /// <summary>Writes a bookmark in the place of another, at once or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="marks">The marks.</param>
    /// <param name="onStep">Hears of each step before it is taken: for tests that kill there.</param>
    public static void Write(string path, IEnumerable<LogMark> marks, Action<string>? onStep = null)
    {
        string[] lines =
        [
            .. marks.OrderBy(mark => mark.MachineName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(mark => mark.LogName, StringComparer.OrdinalIgnoreCase).Select(Line),
        ];
        string text = string.Concat(new[] { Head }.Concat(lines).Concat([$"{End} {Text(lines.Length)}"]).Select(line => line + "\n"));
        FileReplacement.Write(path, new UTF8Encoding(false).GetBytes(text), isNew: !File.Exists(path), onStep: onStep);
    }

    private static string Line(LogMark mark) => string.Join(
        "\t",
        Escape(mark.MachineName),
        Escape(mark.LogName),
        Text(mark.RecordId),
        Text(mark.SourceRecordId),
        mark.Ticks == 0 ? "" : new DateTime(mark.Ticks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
        mark.IsCollected ? "collected" : "own");

    private static LogMark Parse(string path, string line, int number)
    {
        string[] parts = line.Split('\t');
        DateTime time = default;
        bool isRead = parts.Length == 6
            && long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            && long.TryParse(parts[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            && (parts[4].Length == 0
                || DateTime.TryParseExact(parts[4], "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out time))
            && parts[5] is "collected" or "own";
        return isRead
            ? new LogMark(
                Unescape(parts[0]),
                Unescape(parts[1]),
                long.Parse(parts[2], CultureInfo.InvariantCulture),
                long.Parse(parts[3], CultureInfo.InvariantCulture),
                time.Ticks,
                parts[5] == "collected")
            : throw new BookmarkException(path, $"its line {Text(number)} cannot be read.");
    }

    // Names come from logs and may hold anything.
    private static string Escape(string name) => Uri.EscapeDataString(name).Replace("%2F", "/");

    private static string Unescape(string text) => Uri.UnescapeDataString(text);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
