using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Turns task XML into a definition.</summary>
internal static class TaskDefinitionReader
{
    public static TaskDefinition Read(string? xml)
    {
        TaskDefinitionBuilder parts = new();
        if (string.IsNullOrWhiteSpace(xml))
        {
            parts.IsEmpty = true;
            parts.Problem = "The event carries no definition.";
            return new(parts);
        }

        TaskNode? task = TaskXml.Read(xml!, out string? problem);
        parts.Problem = problem;
        if (task is null || !task.Is("Task"))
        {
            parts.Problem ??= "The XML is no task definition.";
            return new(parts);
        }

        ReadRegistration(task.Child("RegistrationInfo"), parts);
        ReadPrincipals(task.Child("Principals"), parts);
        ReadSettings(task.Child("Settings"), parts);
        foreach (TaskNode action in task.Child("Actions")?.Children ?? [])
        {
            parts.Actions.Add(TaskActionReader.Read(action));
        }

        foreach (TaskNode trigger in task.Child("Triggers")?.Children ?? [])
        {
            parts.Triggers.Add(TaskTriggerReader.Read(trigger));
        }

        return new(parts);
    }

    private static void ReadRegistration(TaskNode? info, TaskDefinitionBuilder parts)
    {
        parts.Author = info?.Value("Author");
        parts.Description = info?.Value("Description");
        parts.Uri = info?.Value("URI");
        parts.Date = info?.Value("Date");
        parts.Source = info?.Value("Source");
    }

    private static void ReadPrincipals(TaskNode? principals, TaskDefinitionBuilder parts)
    {
        List<TaskNode> all = principals?.Children ?? [];
        foreach (TaskNode principal in all)
        {
            parts.Principals.Add(new(
                principal.Value("UserId"),
                principal.Value("GroupId"),
                principal.Value("RunLevel"),
                principal.Value("LogonType")));
        }
    }

    // The schema's defaults hold only if the whole document was read.
    private static void ReadSettings(TaskNode? settings, TaskDefinitionBuilder parts)
    {
        bool whole = parts.Problem is null;
        parts.Hidden = settings?.Flag("Hidden") ?? (whole && settings?.Child("Hidden") is null ? false : null);
        parts.Enabled = settings?.Flag("Enabled") ?? (whole && settings?.Child("Enabled") is null ? true : null);
    }
}
