using System;
using System.Collections.Generic;
using System.IO;
using System.Security;
using System.Text;
using System.Xml.Linq;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>What a journal of repairs holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Host">The computer.</param>
/// <param name="Changes">The changes, in the order in which they were made.</param>
/// <param name="WholeLength">How many bytes whole lines take. What is behind them was being written when the program ended.</param>
internal sealed record JournalContent(string Path, RepairHost Host, IReadOnlyList<JournalChange> Changes, long WholeLength)
{
    private const int Largest = 64 << 20;

    /// <summary>Reads a journal.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <exception cref="RepairJournalException">It cannot be read, or is none.</exception>
    public static JournalContent Read(string path)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > Largest)
            {
                throw new RepairJournalException(path, "it is far too large.");
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new RepairJournalException(path, $"it cannot be read. {failure.Message}", failure);
        }

        // A line that a kill cut off was not on the disk yet when the step behind it would have been taken: so that was not.
        int whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        string[] lines = [.. Encoding.UTF8.GetString(bytes, 0, whole).Split('\n')];
        RepairHost? host = null;
        List<JournalChange> changes = [];
        for (int i = 0; i < lines.Length - 1; i++)
        {
            try
            {
                XElement line = JournalLine.Read(lines[i]);
                if (i == 0)
                {
                    host = ReadStart(line);
                }
                else
                {
                    Take(line, changes);
                }
            }
            catch (FormatException failure)
            {
                throw new RepairJournalException(path, $"its line {i + 1} cannot be taken. {failure.Message} Nothing of it was used.", failure);
            }
        }

        return host is null
            ? throw new RepairJournalException(path, "it has no beginning. Where the first line is cut off, nothing was changed.")
            : new JournalContent(path, host, changes, whole);
    }

    private static RepairHost ReadStart(XElement line) => line.Required("event") != RepairJournal.StartEvent
        ? throw new FormatException("It is not the beginning of a journal.")
        : line.Number("schema") != RepairJournal.Schema
            ? throw new FormatException($"It is of the form {line.Number("schema")}; this version reads {RepairJournal.Schema}.")
            : new RepairHost(line.Text("machineName"), line.Text("machineId"));

    private static void Take(XElement line, List<JournalChange> changes)
    {
        string what = line.Required("event");
        int number = line.Number("number");
        if (what == RepairJournal.ChangeEvent)
        {
            string kind = line.Required("kind");
            if (number != changes.Count + 1 || !Enum.TryParse(kind, out SettingKind known) || known.ToString() != kind)
            {
                throw new FormatException(number != changes.Count + 1 ? "A change is missing." : $"There is no kind '{kind}'.");
            }

            SettingAddress address = new(known, line.Required("path"), line.Required("item"));
            changes.Add(new JournalChange(number, line.Required("control"), address, line.Text("before"), line.Text("requested"))
            {
                Source = line.Text("source"),
            });
            return;
        }

        if (number < 1 || number > changes.Count)
        {
            throw new FormatException("It is about a change that the journal does not have.");
        }

        JournalChange change = changes[number - 1];
        changes[number - 1] = what switch
        {
            RepairJournal.ReadBackEvent => change with { IsReadBack = true, After = line.Text("after") },
            RepairJournal.UndoEvent => change with { IsUndoBegun = true },
            RepairJournal.UndoneEvent => change with { IsUndone = true },
            _ => throw new FormatException($"It tells of '{what}', which there is none of."),
        };
    }
}
