using System;
using System.Collections.Generic;
using System.IO;
using TurlaHunt.Files;

namespace TurlaHunt.Events;

/// <summary>Finds the event logs that a path stands for.</summary>
public static class EventLogFiles
{
    private const string Extension = ".evtx";

    /// <summary>The files that a path stands for, in a stable order.</summary>
    /// <param name="path">
    /// A file, or a folder: then all .evtx files in it and below. Links to folders are followed only where the path itself
    /// is one, so that a link upwards cannot lead in circles.
    /// </param>
    /// <param name="isFromPattern">The path came from a pattern: a file with another extension is left out, and said to be.</param>
    /// <param name="listener">Hears of folders that cannot be read or hold no log, and of files that are left out.</param>
    public static IEnumerable<string> Expand(string path, bool isFromPattern, IReadListener listener)
    {
        if (!Directory.Exists(path))
        {
            if (!isFromPattern || IsEventLogName(path))
            {
                return [path];
            }

            listener.OnSkipped(path, $"its extension is not {Extension}");
            return [];
        }

        List<string> files = [];
        bool isWhole = FolderWalk.Visit(
            path,
            name =>
            {
                if (IsEventLogName(name))
                {
                    files.Add(name);
                }
                else
                {
                    listener.OnSkipped(name, $"its extension is not {Extension}");
                }
            },
            listener.OnFailure,
            below => listener.OnSkipped(below, "it is a link to a folder"));
        if (files.Count == 0 && isWhole)
        {
            listener.OnFailure(path, new NoEventLogsException($"The folder '{path}' holds no {Extension} file, nor do its sub-folders."));
        }

        return files;
    }

    private static bool IsEventLogName(string path) =>
        string.Equals(Path.GetExtension(path), Extension, StringComparison.OrdinalIgnoreCase);
}
