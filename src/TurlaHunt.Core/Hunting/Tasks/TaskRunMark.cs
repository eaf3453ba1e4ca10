using System;
using System.Collections.Generic;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>A trace of a run in the scheduler's log, or all traces within one slot of time where a task left many of them.</summary>
internal sealed class TaskRunMark(Evidence evidence)
{
    /// <summary>The record, or the first of several.</summary>
    public Evidence Evidence { get; } = evidence;

    public long Ticks => Evidence.TimeCreated?.Ticks ?? 0;

    /// <summary>A number for the instance of the task that it belongs to; 0 where the event names none.</summary>
    public long Instance { get; private init; }

    /// <summary>What was started, as the event has it: the program of 129, the action's name of 200.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>How many triggers fired: 107, 119, or 110 for a person.</summary>
    public int Triggers { get; init; }

    /// <summary>How many processes were made: 129.</summary>
    public int Processes { get; init; }

    /// <summary>How many actions began: 200.</summary>
    public int Actions { get; init; }

    /// <summary>How many actions ended: 201.</summary>
    public int Ends { get; init; }

    /// <summary>Whether it says that something began, and not only that something ended.</summary>
    public bool IsStart => Triggers + Processes + Actions > 0;

    /// <summary>Reads an event; null for one that tells of no run.</summary>
    public static TaskRunMark? Of(EventRecord record)
    {
        string? program = record.Id switch
        {
            129 => record.Data.Find("Path"),
            200 or 201 => record.Data.Find("ActionName"),
            _ => null,
        };
        TaskRunMark mark = new(new Evidence(record))
        {
            Instance = NumberOf(EventText.ToGuid(record.Data.Find("TaskInstanceId") ?? record.Data.Find("InstanceId"))),
            Programs = string.IsNullOrEmpty(program) ? [] : [program!],
            Triggers = record.Id is 107 or 110 or 119 ? 1 : 0,
            Processes = record.Id == 129 ? 1 : 0,
            Actions = record.Id == 200 ? 1 : 0,
            Ends = record.Id == 201 ? 1 : 0,
        };
        return mark.IsStart || mark.Ends > 0 ? mark : null;
    }

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
