using System;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>
/// A trace of a run in the scheduler's log, or several traces within one slot of time where a task left too many of them.
/// </summary>
internal sealed class TaskRunMark
{
    private TaskRunMark(Evidence evidence) => Evidence = evidence;

    /// <summary>The record, or the first of several.</summary>
    public Evidence Evidence { get; private init; }

    public long Ticks => Evidence.TimeCreated?.Ticks ?? 0;

    /// <summary>A number for the instance of the task that it belongs to; 0 where the event names none.</summary>
    public long Instance { get; private init; }

    /// <summary>What was started, as the event has it: the program of 129, the action's name of 200.</summary>
    public string? Program { get; private init; }

    /// <summary>How many triggers fired: 107, 119, or 110 for a person.</summary>
    public int Triggers { get; private init; }

    /// <summary>How many processes were made: 129.</summary>
    public int Processes { get; private init; }

    /// <summary>How many actions began: 200.</summary>
    public int Actions { get; private init; }

    /// <summary>How many actions ended: 201.</summary>
    public int Ends { get; private init; }

    /// <summary>How many traces it stands for.</summary>
    public int Traces => Triggers + Processes + Actions + Ends;

    /// <summary>Whether it says that something began, and not only that something ended.</summary>
    public bool IsStart => Triggers + Processes + Actions > 0;

    /// <summary>Reads an event; null for one that tells of no run.</summary>
    public static TaskRunMark? Of(EventRecord record)
    {
        TaskRunMark mark = new(new Evidence(record))
        {
            Instance = NumberOf(EventText.ToGuid(record.Data.Find("TaskInstanceId") ?? record.Data.Find("InstanceId"))),
            Program = record.Id switch
            {
                129 => record.Data.Find("Path"),
                200 or 201 => record.Data.Find("ActionName"),
                _ => null,
            },
            Triggers = record.Id is 107 or 110 or 119 ? 1 : 0,
            Processes = record.Id == 129 ? 1 : 0,
            Actions = record.Id == 200 ? 1 : 0,
            Ends = record.Id == 201 ? 1 : 0,
        };
        return mark.IsStart || mark.Ends > 0 ? mark : null;
    }

    /// <summary>This trace and a later one as one.</summary>
    public TaskRunMark With(TaskRunMark later) => new(Evidence)
    {
        Program = Program ?? later.Program,
        Triggers = Triggers + later.Triggers,
        Processes = Processes + later.Processes,
        Actions = Actions + later.Actions,
        Ends = Ends + later.Ends,
    };

    private static long NumberOf(Guid? instance)
    {
        if (instance is not Guid guid)
        {
            return 0;
        }

        byte[] bytes = guid.ToByteArray();
        return BitConverter.ToInt64(bytes, 0) ^ BitConverter.ToInt64(bytes, sizeof(long));
    }
}
