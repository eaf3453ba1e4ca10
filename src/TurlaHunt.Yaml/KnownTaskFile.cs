using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TurlaHunt.Yaml;

/// <summary>A list of known tasks in a YAML file.</summary>
/// <remarks>
/// What is wrong with a list is a <see cref="KnownTaskListException"/> with its place; what keeps a file from being read or
/// written is whatever the file system throws. Changes leave all other lines of a file as they are, comments too. They are
/// tried out before the file is touched: what comes out must be the entries of before and the one that was added, or without
/// those that were removed.
/// </remarks>
public static class KnownTaskFile
{
    /// <summary>Reads a list.</summary>
    /// <param name="path">The full path of the file.</param>
    public static IReadOnlyList<KnownTask> Read(string path) => Tasks(KnownTaskReader.Read(path, TextFile.Read(path, YamlDocumentKind.KnownTasks).Text));

    /// <summary>Adds an entry to a list, which is made where there is none.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="task">The entry.</param>
    /// <returns>Whether it was added; false where the list has an entry that binds the same task and still holds as long.</returns>
    public static bool Add(string path, KnownTask task)
    {
        TextFile file = File.Exists(path) ? TextFile.Read(path, YamlDocumentKind.KnownTasks) : TextFile.New(YamlDocumentKind.KnownTasks);
        IReadOnlyList<KnownTaskEntry> before = KnownTaskReader.Read(path, file.Text);
        if (before.Any(entry => entry.Task.BindsSame(task) && (entry.Task.Expires is null || entry.Task.Expires >= task.Expires)))
        {
            return false;
        }

        string added = KnownTaskText.Append(file.Text, task, before.Count == 0 ? 0 : Math.Max(0, before[0].Column - 1));
        Write(path, file, added, [.. Tasks(before), task]);
        return true;
    }

    /// <summary>Removes entries from a list.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="tasks">The entries; those of the list that bind the same and are vouched for alike are removed.</param>
    /// <returns>How many were removed.</returns>
    public static int Remove(string path, IReadOnlyList<KnownTask> tasks)
    {
        TextFile file = TextFile.Read(path, YamlDocumentKind.KnownTasks);
        IReadOnlyList<KnownTaskEntry> before = KnownTaskReader.Read(path, file.Text);
        KnownTaskEntry[] gone = [.. before.Where(entry => tasks.Any(task => IsSame(task, entry.Task)))];
        if (gone.Length > 0)
        {
            Write(path, file, KnownTaskText.Cut(file.Text, gone), [.. Tasks(before.Except(gone))]);
        }

        return gone.Length;
    }

    private static void Write(string path, TextFile file, string text, IReadOnlyList<KnownTask> expected)
    {
        if (!IsAsExpected(path, text, expected))
        {
            throw new KnownTaskListException(
                path, 1, 1, "It is written in a way that cannot be changed without changing other lines; it was left as it is. Write each entry as a block of its own.");
        }

        file.Write(path, text);
    }

    private static bool IsAsExpected(string path, string text, IReadOnlyList<KnownTask> expected)
    {
        try
        {
            IReadOnlyList<KnownTask> tasks = Tasks(KnownTaskReader.Read(path, text));
            return tasks.Count == expected.Count && tasks.Zip(expected, IsSame).All(same => same);
        }
        catch (KnownTaskListException)
        {
            return false;
        }
    }

    private static bool IsSame(KnownTask one, KnownTask other) =>
        one.BindsSame(other) && one.Reason == other.Reason && one.Owner == other.Owner && one.Expires == other.Expires;

    private static IReadOnlyList<KnownTask> Tasks(IEnumerable<KnownTaskEntry> entries) => [.. entries.Select(entry => entry.Task)];
}
