using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting.Tasks;

namespace TurlaHunt.KnownGood;

/// <summary>A definition, as far as a list of known tasks binds it.</summary>
internal sealed class TaskProfileVersion(TaskDefinition definition, bool isWhole, string taskName, string? machineName)
{
    /// <summary>Whether what is missing in it is unset, and not only left out by the event.</summary>
    public bool IsWhole { get; } = isWhole;

    /// <summary>What it does, in order; null for an action that cannot be known.</summary>
    public IReadOnlyList<KnownAction?> Actions { get; } = [.. definition.Actions.Select(action => KnownAction.Of(action, machineName))];

    /// <summary>As whom it runs. The schema allows one principal; of several nobody can say which one an action takes.</summary>
    public string? RunAs { get; } = TaskAccount.OfPrincipal(
        string.Join(", ", definition.Principals.Select(principal => principal.UserId ?? principal.GroupId)), taskName, machineName);

    public string? Author { get; } = TaskAccount.OfAuthor(definition.Author, machineName);

    /// <summary>What it has that an entry has not, in a sentence; null where nothing is known to differ.</summary>
    public string? DifferenceTo(KnownTask entry) => entry.DifferenceTo(
        Actions, RunAs ?? (IsWhole ? null : entry.RunAs), Author ?? (IsWhole ? null : entry.Author));
}
