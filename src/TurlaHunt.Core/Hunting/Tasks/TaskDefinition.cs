using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>A scheduled task as its XML defines it (TaskContent of events 4698 to 4702).</summary>
/// <remarks>
/// What an event carries may be empty, cut off or forged: reading never throws. <see cref="Problem"/> says why
/// something is missing, and then an absent value means unknown instead of unset.
/// </remarks>
public sealed class TaskDefinition
{
    internal TaskDefinition(TaskDefinitionBuilder parts)
    {
        Problem = parts.Problem;
        IsEmpty = parts.IsEmpty;
        Author = parts.Author;
        Description = parts.Description;
        Uri = parts.Uri;
        Date = parts.Date;
        Source = parts.Source;
        Principals = parts.Principals.ToArray();
        Hidden = parts.Hidden;
        Enabled = parts.Enabled;
        Actions = parts.Actions.ToArray();
        Triggers = parts.Triggers.ToArray();
        foreach (TaskTrigger trigger in Triggers)
        {
            if (trigger.RepetitionInterval is TimeSpan interval && interval > TimeSpan.Zero
                && !(interval >= ShortestRepetition))
            {
                ShortestRepetition = interval;
            }
        }
    }

    /// <summary>True if the definition was read to its end; else see <see cref="Problem"/>.</summary>
    public bool IsComplete => Problem is null;

    /// <summary>True if there was nothing to read, as in most 4699.</summary>
    public bool IsEmpty { get; }

    /// <summary>Why the definition could not be read whole, or null.</summary>
    public string? Problem { get; }

    /// <summary>Whom the definition names as its author. Free text, no proof.</summary>
    public string? Author { get; }

    /// <summary>The description.</summary>
    public string? Description { get; }

    /// <summary>The task's path.</summary>
    public string? Uri { get; }

    /// <summary>When it says it was registered, as written: local time without a zone.</summary>
    public string? Date { get; }

    /// <summary>The product it says it belongs to.</summary>
    public string? Source { get; }

    /// <summary>As whom it runs: the first principal, or null.</summary>
    public TaskPrincipal? Principal => Principals.Count > 0 ? Principals[0] : null;

    /// <summary>Every principal; the schema allows one.</summary>
    public IReadOnlyList<TaskPrincipal> Principals { get; }

    /// <summary>Whether the task is hidden, false by default; null if unknown.</summary>
    public bool? Hidden { get; }

    /// <summary>Whether the task is enabled, true by default; null if unknown.</summary>
    public bool? Enabled { get; }

    /// <summary>What it does, in order.</summary>
    public IReadOnlyList<TaskAction> Actions { get; }

    /// <summary>What starts it, in order.</summary>
    public IReadOnlyList<TaskTrigger> Triggers { get; }

    /// <summary>
    /// The shortest repetition of any trigger, or null. Settings/RestartOnFailure has an interval too, which is none.
    /// </summary>
    public TimeSpan? ShortestRepetition { get; }

    /// <summary>Reads the XML of a definition.</summary>
    public static TaskDefinition Parse(string? xml) => TaskDefinitionReader.Read(xml);
}
