using System;
using TurlaHunt.Hunting.CommandLines;
using TurlaHunt.Hunting.Processes;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>A process that may have called the scheduler, as the event of its start shows it.</summary>
internal sealed class TaskClient
{
    private readonly string? _line;
    private readonly CommandLineFlavor _flavor;
    private readonly string? _program;

    public TaskClient(EventRecord record)
    {
        ProcessDetails process = ProcessDetails.Of(record);
        ParentId = process.ParentId;
        Name = process.Name;
        _line = record.Data.Find("CommandLine");
        _program = ProgramNames.OfProcess(process.OriginalName, process.Name);
        _flavor = record.Id == 1 ? CommandLineFlavor.Sysmon : CommandLineFlavor.Verbatim;
        Evidence = new Evidence(record);
    }

    public long? ParentId { get; }

    public string? Name { get; }

    /// <summary>Its command line, with passwords blotted out; null where it was not logged.</summary>
    public string? CommandLine => string.IsNullOrEmpty(_line) ? null : CommandLines.CommandLine.Redact(_line, _flavor, _program);

    public Evidence Evidence { get; }

    public DateTime? Started => Evidence.TimeCreated;
}
