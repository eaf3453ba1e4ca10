using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>The different definitions that events of one task hold.</summary>
/// <remarks>
/// Some of Windows' own tasks are updated every half hour with nothing new in them but the next start. Their thousands of
/// definitions are one here.
/// </remarks>
internal sealed class TaskVersions
{
    private readonly Dictionary<string, TaskVersion> _versions = new(StringComparer.Ordinal);

    /// <summary>Reads a definition; null where there is none.</summary>
    public TaskVersion? Add(string? xml, EventRecord record)
    {
        TaskDefinition? definition = xml is null ? null : TaskDefinition.Parse(xml);
        if (definition is null or { IsEmpty: true })
        {
            return null;
        }

        string substance = SubstanceOf(definition);
        Evidence evidence = new(record);
        if (_versions.TryGetValue(substance, out TaskVersion? version))
        {
            version.See(definition, evidence);
            return version;
        }

        version = new TaskVersion(definition, evidence);
        _versions.Add(substance, version);
        return version;
    }

    // Each part with its length: no two definitions may be taken for one, whatever stands in them.
    private static string SubstanceOf(TaskDefinition definition) => string.Concat(
        new[] { definition.Author, definition.Description, definition.Problem, $"{definition.Hidden} {definition.Enabled}" }
            .Concat(definition.Principals.SelectMany(principal =>
                new[] { "Principal", principal.UserId, principal.GroupId, principal.RunLevel, principal.LogonType }))
            .Concat(definition.Actions.SelectMany(action => new[]
            {
                $"{action.Kind}", action.Command, action.Arguments, action.WorkingDirectory, action.ClassId, action.Data, action.Text,
            }))
            .Concat(definition.Triggers.SelectMany(trigger => new[]
            {
                trigger.Type, trigger.Schedule, trigger.RepetitionIntervalText, trigger.RepetitionDurationText, $"{trigger.Enabled}",
            }))
            .Select(part => FormattableString.Invariant($"{part?.Length ?? -1}:{part}")));
}
