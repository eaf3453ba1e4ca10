using System;
using System.IO;
using System.Management.Automation;

namespace TurlaHunt.Shell.Hosting;

/// <summary>
/// The latest progress record as one line that is overwritten, and gone before anything else is printed.
/// </summary>
internal sealed class ProgressLine(TextWriter writer, Func<int> width)
{
    private int _shown;

    internal void Show(ProgressRecord record)
    {
        Clear();
        if (record.RecordType == ProgressRecordType.Completed)
        {
            return;
        }

        string line = Describe(record);
        int room = Math.Max(1, width() - 1);
        line = line.Length <= room ? line : line[..room];
        writer.Write('\r' + line);
        _shown = line.Length;
    }

    internal void Clear()
    {
        if (_shown > 0)
        {
            writer.Write('\r' + new string(' ', _shown) + '\r');
            _shown = 0;
        }
    }

    internal static string Describe(ProgressRecord record)
    {
        string percent = record.PercentComplete >= 0 ? $"{record.PercentComplete,3}%  " : "";
        string current = string.IsNullOrWhiteSpace(record.CurrentOperation) ? "" : ": " + record.CurrentOperation;
        return OneLine($"{percent}{record.Activity}: {record.StatusDescription}{current}");
    }

    /// <summary>
    /// Paths and messages may hold anything; a control character would break the line or steer the terminal.
    /// </summary>
    private static string OneLine(string text) =>
        string.Create(text.Length, text, static (line, source) =>
        {
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
}
