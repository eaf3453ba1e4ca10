namespace TurlaHunt;

/// <summary>What a list of known tasks says of a task. Only <see cref="Known"/> is good.</summary>
public enum KnownStatus
{
    /// <summary>All of it is as an entry has it: name, actions, account and author.</summary>
    Known,

    /// <summary>It is as an entry has it that is past its date.</summary>
    Expired,

    /// <summary>No entry has its name, or the logs do not tell enough of it to say that it is the known one.</summary>
    Unknown,

    /// <summary>It has the name of a known task and other actions, another account or another author.</summary>
    Hijacked,
}
