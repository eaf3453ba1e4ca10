using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>What has been read of a definition so far: all that is left if the rest is damaged.</summary>
internal sealed class TaskDefinitionBuilder
{
    public string? Problem { get; set; }

    public bool IsEmpty { get; set; }

    public string? Author { get; set; }

    public string? Description { get; set; }

    public string? Uri { get; set; }

    public string? Date { get; set; }

    public string? Source { get; set; }

    public bool? Hidden { get; set; }

    public bool? Enabled { get; set; }

    public List<TaskPrincipal> Principals { get; } = [];

    public List<TaskAction> Actions { get; } = [];

    public List<TaskTrigger> Triggers { get; } = [];
}
