namespace TurlaHunt.Hunting.Tasks;

/// <summary>A definition, once for all events that hold it.</summary>
internal sealed class TaskVersion(TaskDefinition definition, Evidence newest)
{
    /// <summary>As the newest of these events has it; they differ in nothing but when the triggers become active.</summary>
    public TaskDefinition Definition { get; private set; } = definition;

    private Evidence Newest { get; set; } = newest;

    public void See(TaskDefinition definition, Evidence evidence)
    {
        if (EvidenceOrder.Compare(evidence, Newest) > 0)
        {
            Definition = definition;
            Newest = evidence;
        }
    }
}
