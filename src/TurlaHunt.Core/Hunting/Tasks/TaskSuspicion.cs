using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>What speaks against a task, by its name and definition alone.</summary>
internal sealed class TaskSuspicion
{
    private const string GenuineProactiveScan = @"\Microsoft\Windows\Chkdsk\ProactiveScan";

    // Folders of which any user can write to his own or everybody's, as they stand in task definitions.
    private static readonly string[] UserWritable =
    [
        @"\appdata\", "%appdata%", "%localappdata%", "%temp%", "%tmp%", @"\users\public\", "%public%", @"\windows\temp\",
        @"\downloads\", @"\$recycle.bin\",
    ];

    private readonly List<string> _reasons = [];

    private TaskSuspicion()
    {
    }

    /// <summary>The most urgent of the reasons; Informational where there is none.</summary>
    public Severity Severity { get; private set; }

    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>Looks at a task.</summary>
    /// <param name="taskName">Its path.</param>
    /// <param name="definition">Its definition, or null where the event holds none.</param>
    public static TaskSuspicion Of(string? taskName, TaskDefinition? definition)
    {
        TaskSuspicion suspicion = new();
        suspicion.CheckName(taskName, definition);
        if (definition is not null)
        {
            suspicion.CheckActions(definition);
        }

        return suspicion;
    }

    private void CheckName(string? taskName, TaskDefinition? definition)
    {
        string leaf = taskName?.Substring(taskName.LastIndexOf('\\') + 1) ?? "";
        if (!leaf.Equals("ProactiveScan", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        // Windows' own task of this name has a COM handler; an allow-list by name would hide the implant.
        if (!string.Equals(taskName, GenuineProactiveScan, StringComparison.OrdinalIgnoreCase))
        {
            Add(Severity.High, $"It has the name of {GenuineProactiveScan} and is not that task; so does KopiLuwak's.");
        }
        else if (definition?.Actions.Any(action => action.Kind == TaskActionKind.Exec) == true)
        {
            Add(Severity.High, "Windows' own ProactiveScan starts no program; this one does.");
        }
    }

    private void CheckActions(TaskDefinition definition)
    {
        foreach (TaskAction action in definition.Actions)
        {
            string text = $"{action.Command} {action.Arguments}".ToLowerInvariant();
            if (UserWritable.FirstOrDefault(text.Contains) is string folder)
            {
                Add(Severity.Medium, $"It starts something from a folder that users can write to ({folder.Trim('\\')}).");
            }
        }

        // The dropper of Topinambour persists with a task "that starts every 30 minutes" (Kaspersky, July 2019).
        if (definition.ShortestRepetition == TimeSpan.FromMinutes(30)
            && definition.Actions.Any(action => action.Kind == TaskActionKind.Exec))
        {
            Add(Severity.Medium, "It repeats every 30 minutes, as the task of Topinambour's dropper does.");
        }
    }

    private void Add(Severity severity, string reason)
    {
        Severity = severity > Severity ? severity : Severity;
        _reasons.Add(reason);
    }
}
