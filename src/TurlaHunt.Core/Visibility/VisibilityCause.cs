namespace TurlaHunt;

/// <summary>What a reason of a hunt's visibility is about. The names are lasting: scripts compare them.</summary>
public enum VisibilityCause
{
    /// <summary>No event of any log that the hunt needs is there.</summary>
    LogMissing,

    /// <summary>The log begins after the window begins.</summary>
    LogBeginsLate,

    /// <summary>The log ends before the window ends.</summary>
    LogEndsEarly,

    /// <summary>The log was cleared (event 1102 or 104).</summary>
    LogCleared,

    /// <summary>The event log service started (6005).</summary>
    ServiceStarted,

    /// <summary>The event log service was stopped (6006, 1100).</summary>
    ServiceStopped,

    /// <summary>The computer went down without a shutdown (6008).</summary>
    UnexpectedShutdown,

    /// <summary>The audit policy was changed (4719).</summary>
    AuditPolicyChanged,

    /// <summary>Records are missing from the middle of the log: their numbers are skipped.</summary>
    RecordGap,

    /// <summary>Chunks or records of a file are damaged, or the file is cut.</summary>
    FileDamaged,

    /// <summary>A file could not be read at all.</summary>
    FileUnreadable,

    /// <summary>The log lives, but holds none of the events that the hunt needs, as where they are not audited.</summary>
    EventsMissing,

    /// <summary>The events stop or are silent for long while their log goes on.</summary>
    EventsSilent,

    /// <summary>Process creations (4688) without their command line.</summary>
    CommandLineMissing,

    /// <summary>The scheduler's log tells of registrations (106) that the audit log (4698) does not.</summary>
    AuditOfTasksMissing,

    /// <summary>The audit log tells of registrations (4698) that the scheduler's living log (106) does not.</summary>
    SchedulerEventsMissing,

    /// <summary>The layout of events lacks a field that a verdict needs.</summary>
    FieldMissing,

    /// <summary>The clock was set: times before and after it cannot be compared.</summary>
    ClockJump,

    /// <summary>Events bear no time, so that no window can hold them.</summary>
    TimeMissing,

    /// <summary>The hunt itself failed.</summary>
    HuntFailed,

    /// <summary>Nothing of the computer was among the logs, although it was expected.</summary>
    ComputerSilent,

    /// <summary>Events between the last run and this one are gone: the log wrapped, was cleared or made anew.</summary>
    IntervalMissed,

    /// <summary>The hunt could not be run on the computer, or did not come to its end there.</summary>
    ComputerNotHunted,

    /// <summary>A computer that was asked for its live logs cannot be reached, or refuses.</summary>
    ComputerUnreachable,

    /// <summary>A live log may not be read, or reading it failed.</summary>
    LogUnreadable,

    /// <summary>A live log is switched off.</summary>
    LogDisabled,

    /// <summary>A setting that the hunt needs is not as it should be.</summary>
    SettingMissing,

    /// <summary>It is not known how a setting that the hunt needs is.</summary>
    SettingUnknown,
}
