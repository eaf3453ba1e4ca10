using System;

namespace TurlaHunt.Visibility;

/// <summary>Events about a log itself that say the same: how many, when, and by whom.</summary>
internal sealed class LogFact(VisibilityCause cause, string logName, string? userName, AuditSubcategory? subcategory, bool isTakenAway, string? change)
{
    public VisibilityCause Cause { get; } = cause;

    /// <summary>The log that it is about; of a policy, the one that it writes to.</summary>
    public string LogName { get; } = logName;

    public string? UserName { get; } = userName;

    /// <summary>The part of the audit policy that was changed.</summary>
    public AuditSubcategory? Subcategory { get; } = subcategory;

    /// <summary>Whether events are not recorded any more because of it.</summary>
    public bool IsTakenAway { get; } = isTakenAway;

    /// <summary>What was changed, in words.</summary>
    public string? Change { get; } = change;

    public long Count { get; private set; }

    public DateTime? First { get; private set; }

    public DateTime? Last { get; private set; }

    /// <summary>How far a clock was set at most.</summary>
    public TimeSpan LargestStep { get; private set; }

    public void Add(DateTime? time, TimeSpan step)
    {
        Count++;
        First = First is null || time < First ? time ?? First : First;
        Last = Last is null || time > Last ? time ?? Last : Last;
        LargestStep = step.Duration() > LargestStep.Duration() ? step : LargestStep;
    }
}
