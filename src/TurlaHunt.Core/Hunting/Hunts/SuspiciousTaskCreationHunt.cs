using System;
using System.Collections.Generic;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Tasks;

namespace TurlaHunt.Hunting.Hunts;

/// <summary>
/// Scheduled tasks that appear, change or vanish: the persistence of Topinambour, whose dropper makes a task that starts
/// every 30 minutes, and of KopiLuwak, whose task is called ProactiveScan like one of Windows' own.
/// </summary>
public sealed class SuspiciousTaskCreationHunt : Hunt
{
    private const string SchedulerProvider = "Microsoft-Windows-TaskScheduler";
    private const string SecurityProvider = "Microsoft-Windows-Security-Auditing";

    /// <inheritdoc/>
    public override string Id => "TH-0001";

    /// <inheritdoc/>
    public override string Title => "Scheduled task made, changed or removed";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Techniques { get; } = ["T1053.005"];

    /// <inheritdoc/>
    public override EventQuery Query { get; } = new(
    [
        new EventSelector
        {
            LogNames = [new NamePattern("Microsoft-Windows-TaskScheduler/Operational")],
            ProviderNames = [new NamePattern(SchedulerProvider)],
            Ids = [106, 140, 141, 142],
        },
        new EventSelector
        {
            LogNames = [new NamePattern("Security")],
            ProviderNames = [new NamePattern(SecurityProvider)],
            Ids = [4698, 4699, 4700, 4701, 4702],
        },
    ]);

    /// <inheritdoc/>
    public override HuntRun Start() => new Run(this);

    private sealed class Run(SuspiciousTaskCreationHunt hunt) : HuntRun
    {
        public override IEnumerable<Finding> Examine(EventRecord record)
        {
            TaskOperation operation = OperationOf(record.Id);

            // 4702 alone calls the definition by another name. 106, 140, 141 and 142 have none.
            string? xml = record.Data.Find("TaskContent") ?? record.Data.Find("TaskContentNew");
            TaskDefinition? definition = xml is null ? null : TaskDefinition.Parse(xml);
            bool isNew = operation is TaskOperation.Registered or TaskOperation.Updated;
            TaskSuspicion suspicion = TaskSuspicion.Of(record.Data.Find("TaskName"), isNew ? definition : null);
            Severity usual = operation == TaskOperation.Registered ? Severity.Low : Severity.Informational;
            Severity severity = suspicion.Severity > usual ? suspicion.Severity : usual;
            yield return new TaskCreation(hunt, record, operation, definition, severity, suspicion.Reasons);
        }

        private static TaskOperation OperationOf(int id) => id switch
        {
            106 or 4698 => TaskOperation.Registered,
            140 or 4702 => TaskOperation.Updated,
            141 or 4699 => TaskOperation.Deleted,
            4700 => TaskOperation.Enabled,
            142 or 4701 => TaskOperation.Disabled,
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "The query does not ask for this event."),
        };
    }
}
