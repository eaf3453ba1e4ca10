using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting.CommandLines;
using TurlaHunt.KnownGood;

namespace TurlaHunt;

/// <summary>A task that somebody vouches for: what it is called, what it does, as whom, by whom, and why that is well.</summary>
/// <remarks>
/// Whoever makes a task chooses its name, so an entry binds the rest too. What an entry does not name, the task must not have
/// either.
/// </remarks>
public sealed class KnownTask
{
    private readonly IReadOnlyList<KnownAction>? _parts;

    internal KnownTask(string name, IEnumerable<KnownAction> actions, string? runAs, string? author, string reason, string owner)
    {
        Name = TaskIdentity.Of(name);
        _parts = [.. actions];
        Actions = [.. _parts.Select(action => CommandLine.Redact(action.ToString()))];
        RunAs = TaskAccount.OfPrincipal(runAs, name, null);
        Author = TaskAccount.OfAuthor(author, null);
        Definition = _parts.Any(action => action.HasSecret) ? null : new KnownDefinition(_parts, RunAs, Author).ToString();
        Reason = reason;
        Owner = owner;
    }

    /// <summary>The task's path, with placeholders for SIDs, GUIDs, versions and the computer's name.</summary>
    public string Name { get; internal init; }

    /// <summary>What it starts, one line for each action, in their order, with passwords blotted out.</summary>
    public string[] Actions { get; internal init; }

    /// <summary>As whom it runs; null where the definition names nobody.</summary>
    public string? RunAs { get; internal init; }

    /// <summary>Whom its definition names as its author; null where it names nobody.</summary>
    public string? Author { get; internal init; }

    /// <summary>
    /// All that it binds besides the name, in one line: what Actions, RunAs and Author say for people. Null where a password stands in it.
    /// </summary>
    public string? Definition { get; internal init; }

    /// <summary>Why it is known to be good.</summary>
    public string Reason { get; internal init; }

    /// <summary>Who vouches for it.</summary>
    public string Owner { get; internal init; }

    /// <summary>The last day, in UTC, on which the entry holds; null where it has no end.</summary>
    public DateTime? Expires { get; internal init; }

    /// <summary>The list that the entry was read from.</summary>
    public string? Source { get; internal init; }

    /// <summary>The line in that list where the entry begins; 0 for one that was not read.</summary>
    public int Line { get; internal init; }

    internal IReadOnlyList<KnownAction> Parts => _parts ?? KnownDefinition.Parse(Definition)?.Actions ?? [];

    /// <inheritdoc/>
    public override string ToString() => $"'{Name}': {Reason} ({Owner})";

    internal bool HasExpired(DateTime now) => now.Date > Expires;

    /// <summary>Whether both bind the same task, whoever vouches for it.</summary>
    internal bool BindsSame(KnownTask other) =>
        string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase) && DifferenceTo(other.Parts, other.RunAs, other.Author) is null;

    /// <summary>What a task has that this one has not, in a sentence; null where both are the same.</summary>
    internal string? DifferenceTo(IReadOnlyList<KnownAction?> actions, string? runAs, string? author)
    {
        bool doesSame = actions.Count == Parts.Count && actions.Zip(Parts, (one, other) => one?.IsSame(other) == true).All(same => same);
        string[] differences =
        [
            .. doesSame ? [] : new[] { "does something else" },
            .. Same(RunAs, runAs) ? [] : new[] { $"runs as {runAs ?? "nobody in particular"} instead of {RunAs ?? "nobody in particular"}" },
            .. Same(Author, author) ? [] : new[] { $"is by {author ?? "nobody"} instead of {Author ?? "nobody"}" },
        ];
        return differences.Length == 0 ? null : string.Join(", ", differences);
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
