using System;
using System.Collections.Generic;
using TurlaHunt.Hunting.CommandLines;

namespace TurlaHunt.Hunting.Processes;

/// <summary>A record of a new process whose command line is worth a finding.</summary>
internal sealed class ProcessSighting(EventRecord record, ProcessDetails process, CommandLine line)
{
    /// <summary>The order in which processes start, whatever order their records are read in.</summary>
    public static IComparer<ProcessSighting> Order { get; } = Comparer<ProcessSighting>.Create(Compare);

    public string? MachineName { get; } = record.MachineName;

    public Evidence Evidence { get; } = new(record);

    public ProcessDetails Process { get; } = process;

    public CommandLine Line { get; } = line;

    public bool IsSysmon { get; } = record.Id == 1;

    /// <summary>Whether both are one record, read from two copies of its log.</summary>
    public bool IsCopyOf(ProcessSighting other) =>
        Evidence.Id == other.Evidence.Id
        && Evidence.RecordId == other.Evidence.RecordId
        && Evidence.TimeCreated == other.Evidence.TimeCreated
        && AreSame(Evidence.LogName, other.Evidence.LogName)
        && AreSame(MachineName, other.MachineName)
        && Line.Redacted == other.Line.Redacted;

    /// <summary>The line as the process got it, passwords blotted out: Sysmon doubles percent signs.</summary>
    public string PlainLine => IsSysmon ? Line.Redacted.Replace("%%", "%") : Line.Redacted;

    private static int Compare(ProcessSighting one, ProcessSighting other)
    {
        int order = StringComparer.OrdinalIgnoreCase.Compare(one.MachineName, other.MachineName);
        order = order != 0 ? order : Nullable.Compare(one.Evidence.TimeCreated, other.Evidence.TimeCreated);
        order = order != 0 ? order : one.Evidence.RecordId.CompareTo(other.Evidence.RecordId);
        order = order != 0 ? order : StringComparer.OrdinalIgnoreCase.Compare(one.Evidence.LogName, other.Evidence.LogName);
        order = order != 0 ? order : one.Evidence.Id.CompareTo(other.Evidence.Id);
        order = order != 0 ? order : string.CompareOrdinal(one.Line.Redacted, other.Line.Redacted);
        return order != 0 ? order : string.CompareOrdinal(one.Evidence.Source, other.Evidence.Source);
    }

    private static bool AreSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
