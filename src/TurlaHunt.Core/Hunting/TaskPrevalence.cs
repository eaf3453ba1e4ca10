using System;

namespace TurlaHunt;

/// <summary>How common a scheduled task is: the dossiers of all tasks that are called alike, counted.</summary>
/// <remarks>Whoever makes a task chooses its name. A common name proves nothing; a rare one is worth a look.</remarks>
public sealed class TaskPrevalence
{
    internal TaskPrevalence(string identity) => Identity = identity;

    /// <summary>What the task is called on every computer: SIDs, GUIDs, versions and the computer's name are placeholders.</summary>
    public string Identity { get; internal init; }

    /// <summary>On how many computers it was seen.</summary>
    public int HostCount { get; internal init; }

    /// <summary>The share of the computers on which it was not seen, of all on which any task was: 0 is everywhere, near 1 is rare.</summary>
    public double Rarity { get; internal init; }

    /// <summary>Some of these computers: the first eight by name.</summary>
    public string[] Hosts { get; internal init; } = [];

    /// <summary>How many dossiers there are.</summary>
    public int Count { get; internal init; }

    /// <summary>How many of them begin with a registration.</summary>
    public int RegistrationCount { get; internal init; }

    /// <summary>Registrations for each day from the first to the last dossier of any task; of one day at least.</summary>
    public double PerDay { get; internal init; }

    /// <summary>How many accounts registered it, as far as the logs say who did.</summary>
    public int RegistrarCount { get; internal init; }

    /// <summary>Some of these accounts: the first eight by name.</summary>
    public string[] Registrars { get; internal init; } = [];

    /// <summary>When the first dossier begins, in UTC.</summary>
    public DateTime? FirstSeen { get; internal init; }

    /// <summary>When the last dossier begins, in UTC.</summary>
    public DateTime? LastSeen { get; internal init; }

    /// <summary>The severity of the most urgent dossier.</summary>
    public Severity Severity { get; internal init; }

    /// <summary>How many dossiers have the name of a known task and are not that task; none where no list of known tasks was given.</summary>
    public int HijackedCount { get; internal init; }

    /// <summary>Some of the computers of these: the first eight by name.</summary>
    public string[] HijackedHosts { get; internal init; } = [];

    /// <summary>
    /// The different definitions that these tasks had, one line for each, the one of the most computers first: what a list of known
    /// tasks would bind of them. Of more than 64 the first by the alphabet.
    /// </summary>
    public string[] Definitions { get; internal init; } = [];

    /// <summary>On how many computers each of these definitions was seen.</summary>
    public int[] DefinitionHostCounts { get; internal init; } = [];

    /// <summary>Whether there were more than these: too many to be kept.</summary>
    public bool HasMoreDefinitions { get; internal init; }

    /// <summary>How many dossiers do not tell all definitions that their task had.</summary>
    public int UnseenCount { get; internal init; }

    /// <summary>Why they do not, each reason once.</summary>
    public string[] UnseenReasons { get; internal init; } = [];

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"'{Identity}' on {HostCount} computers, registered {RegistrationCount} times");
}
