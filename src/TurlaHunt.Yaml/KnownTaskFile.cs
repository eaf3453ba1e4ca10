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

    /// <summary>Adds entries to a list, which is made where there is none, all at once.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="tasks">The entries.</param>
    /// <returns>Those that were added: not those of which the list has one that binds the same task and still holds as long.</returns>
    public static IReadOnlyList<KnownTask> Add(string path, IReadOnlyList<KnownTask> tasks)
    {
        TextFile file = File.Exists(path) ? TextFile.Read(path, YamlDocumentKind.KnownTasks) : TextFile.New(YamlDocumentKind.KnownTasks);
        IReadOnlyList<KnownTaskEntry> before = KnownTaskReader.Read(path, file.Text);
        List<KnownTask> added = WithoutThoseOf(Tasks(before), tasks);
        if (added.Count > 0)
        {
            int indent = before.Count == 0 ? 0 : Math.Max(0, before[0].Column - 1);
            Write(path, file, KnownTaskText.Append(file.Text, added, indent), [.. Tasks(before), .. added]);
        }

        return added;
    }

    /// <summary>Writes a list anew.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="tasks">The entries.</param>
    /// <param name="overwrite">Whether a file that is there is replaced; else that is an error of the file system.</param>
    /// <returns>Those that were written: each once.</returns>
    public static IReadOnlyList<KnownTask> Export(string path, IReadOnlyList<KnownTask> tasks, bool overwrite)
    {
        List<KnownTask> written = WithoutThoseOf([], tasks);
        TextFile file = overwrite && File.Exists(path) ? TextFile.Replacing(YamlDocumentKind.KnownTasks) : TextFile.New(YamlDocumentKind.KnownTasks);
        Write(path, file, KnownTaskText.Append("", written, 0), written);
        return written;
    }

    /// <summary>Removes entries from a list.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="tasks">The entries; those of the list that bind the same and are vouched for alike are removed.</param>
    /// <returns>Those that the list does not have.</returns>
    public static IReadOnlyList<KnownTask> Remove(string path, IReadOnlyList<KnownTask> tasks)
    {
        TextFile file = TextFile.Read(path, YamlDocumentKind.KnownTasks);
        IReadOnlyList<KnownTaskEntry> before = KnownTaskReader.Read(path, file.Text);
        ILookup<string, KnownTask> wanted = tasks.ToLookup(task => task.Name, StringComparer.OrdinalIgnoreCase);
        HashSet<KnownTask> missing = [.. tasks];
        List<KnownTaskEntry> gone = [];
        foreach (KnownTaskEntry entry in before)
        {
            KnownTask[] same = [.. wanted[entry.Task.Name].Where(task => IsSame(task, entry.Task))];
            missing.ExceptWith(same);
            gone.AddRange(same.Length > 0 ? [entry] : []);
        }

        if (gone.Count > 0)
        {
            Write(path, file, KnownTaskText.Cut(file.Text, gone), [.. Tasks(before.Except(gone))]);
        }

        return [.. tasks.Where(missing.Contains)];
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

    // By name, because both may be long.
    private static List<KnownTask> WithoutThoseOf(IReadOnlyList<KnownTask> before, IReadOnlyList<KnownTask> tasks)
    {
        ILookup<string, KnownTask> old = before.ToLookup(task => task.Name, StringComparer.OrdinalIgnoreCase);
        List<KnownTask> added = [];
        foreach (IGrouping<string, KnownTask> namesakes in tasks.GroupBy(task => task.Name, StringComparer.OrdinalIgnoreCase))
        {
            List<KnownTask> known = [.. old[namesakes.Key]];
            int first = known.Count;
            foreach (KnownTask task in namesakes)
            {
                if (!known.Exists(entry => entry.BindsSame(task) && (entry.Expires is null || entry.Expires >= task.Expires)))
                {
                    known.Add(task);
                }
            }

            added.AddRange(known.Skip(first));
        }

        return added;
    }

    private static IReadOnlyList<KnownTask> Tasks(IEnumerable<KnownTaskEntry> entries) => [.. entries.Select(entry => entry.Task)];
}
