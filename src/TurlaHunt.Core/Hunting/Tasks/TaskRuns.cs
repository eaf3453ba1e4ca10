using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>The runs of one life of a task, as the traces tell them.</summary>
internal sealed class TaskRuns
{
    private const int MostPrograms = 16;

    // All events of a run stand in one log, but not every collector forwards them all. The most telling kind counts.
    private static readonly Func<TaskRunMark, int>[] Kinds =
        [mark => mark.Actions, mark => mark.Processes, mark => mark.Triggers, mark => mark.Ends];

    private TaskRuns(int count, DateTime[] starts, string[] programs, bool madeProcess)
    {
        Count = count;
        FirstStart = starts.Length > 0 ? starts[0] : null;
        LastStart = starts.Length > 0 ? starts[starts.Length - 1] : null;
        Interval = RunCadence.Of(starts);
        Programs = programs;
        StartsProgram = madeProcess || programs.Any(LooksLikeFile);
    }

    /// <summary>How many there were.</summary>
    public int Count { get; }

    public DateTime? FirstStart { get; }

    public DateTime? LastStart { get; }

    /// <summary>The usual time between two of them; null where there is none.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>What was started, as the events have it, each once; COM classes among them.</summary>
    public IReadOnlyList<string> Programs { get; }

    /// <summary>Whether a program or document was started, and not only a COM class.</summary>
    public bool StartsProgram { get; }

    /// <summary>Reads traces.</summary>
    /// <param name="marks">The traces, oldest first.</param>
    public static TaskRuns Of(IReadOnlyList<TaskRunMark> marks)
    {
        Func<TaskRunMark, int> kind = Array.Find(Kinds, count => marks.Any(mark => count(mark) > 0)) ?? Kinds[0];
        int runs = 0;
        List<DateTime> starts = [];
        HashSet<long> instances = [];
        foreach (TaskRunMark mark in marks)
        {
            // A task of several actions begins each of them in one instance: that is one run.
            if (kind(mark) > 0 && (mark.Instance == 0 || instances.Add(mark.Instance)))
            {
                runs += kind(mark);
                starts.AddRange(mark.Evidence.TimeCreated is DateTime time ? [time] : []);
            }
        }

        string[] programs = [.. marks.SelectMany(mark => mark.Programs)
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(MostPrograms)];
        return new TaskRuns(runs, [.. starts], programs, marks.Any(mark => mark.Processes > 0));
    }

    /// <summary>
    /// Whether what was started is a program or document. A COM class is shown by its number or by a name for people.
    /// </summary>
    internal static bool LooksLikeFile(string action)
    {
        string name = action.Trim().Trim('"');
        int point = name.LastIndexOf('.');
        return name.LastIndexOfAny(['\\', '/']) >= 0 || (point > 0 && name.Length - point is >= 3 and <= 5);
    }
}
