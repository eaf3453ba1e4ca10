using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>The traces of runs within a slot of time, in a few bytes: how many of each kind, and which record was the first.</summary>
internal struct TaskRunSlot
{
    private long _recordId;
    private string? _source;
    private int _triggers;
    private int _processes;
    private int _actions;
    private int _ends;

    // Places in a table of programs, and one more; 0 where there is none. The least and the greatest of several.
    private int _least;
    private int _greatest;
    private ushort _id;
    private RecordIntegrity _integrity;

    public TaskRunSlot(TaskRunMark mark, ProgramTable programs)
    {
        Ticks = mark.Ticks;
        _recordId = mark.Evidence.RecordId;
        _source = mark.Evidence.Source;
        _id = (ushort)mark.Evidence.Id;
        _integrity = mark.Evidence.Integrity;
        _triggers = mark.Triggers;
        _processes = mark.Processes;
        _actions = mark.Actions;
        _ends = mark.Ends;
        _least = _greatest = mark.Programs.Count > 0 ? programs.PlaceOf(mark.Programs[0]) + 1 : 0;
    }

    public long Ticks { get; private set; }

    /// <summary>Takes in the traces of another slot.</summary>
    public void Add(in TaskRunSlot other, ProgramTable programs)
    {
        SeeCopy(other);
        _triggers += other._triggers;
        _processes += other._processes;
        _actions += other._actions;
        _ends += other._ends;
        _least = Of(_least, other._least, programs, -1);
        _greatest = Of(_greatest, other._greatest, programs, 1);
    }

    /// <summary>Takes a record that was counted before: the copy in the file with the lesser name is the one that is shown.</summary>
    public void SeeCopy(in TaskRunSlot other)
    {
        int order = other.Ticks.CompareTo(Ticks);
        order = order != 0 ? order : other._recordId.CompareTo(_recordId);
        order = order != 0 ? order : string.CompareOrdinal(other._source, _source);
        if (order < 0)
        {
            Ticks = other.Ticks;
            _recordId = other._recordId;
            _source = other._source;
            _id = other._id;
            _integrity = other._integrity;
        }
    }

    public readonly TaskRunMark ToMark(string logName, ProgramTable programs)
    {
        List<string> started = [];
        if (_least > 0)
        {
            started.Add(programs[_least - 1]);
        }

        if (_greatest > 0 && _greatest != _least)
        {
            started.Add(programs[_greatest - 1]);
        }

        return new TaskRunMark(new Evidence(Ticks, _id, logName, _recordId, _source, _integrity))
        {
            Programs = started,
            Triggers = _triggers,
            Processes = _processes,
            Actions = _actions,
            Ends = _ends,
        };
    }

    private static int Of(int one, int other, ProgramTable programs, int sign)
    {
        if (one == 0 || other == 0)
        {
            return one + other;
        }

        return sign * string.CompareOrdinal(programs[one - 1], programs[other - 1]) >= 0 ? one : other;
    }
}
