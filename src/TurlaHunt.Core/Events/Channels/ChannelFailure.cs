namespace TurlaHunt.Events.Channels;

/// <summary>What kept a live log from being read.</summary>
internal enum ChannelFailure
{
    /// <summary>The computer has no such log.</summary>
    LogNotFound,

    /// <summary>The log is switched off. What it holds is of before.</summary>
    LogDisabled,

    /// <summary>Whoever asked may not read it.</summary>
    AccessDenied,

    /// <summary>The computer does not answer.</summary>
    HostUnreachable,

    /// <summary>The computer answers, but not for its event log.</summary>
    HostRefused,

    /// <summary>The computer does not accept the account.</summary>
    LogonRefused,

    /// <summary>The account could not be checked, for a cause that may pass: no domain controller answers, the clocks differ.</summary>
    LogonUnchecked,

    /// <summary>
    /// The events that a subscription asked for do not fit into one answer of the service. They are there, and can be read in smaller portions.
    /// </summary>
    AnswerTooLarge,

    /// <summary>Something that is no event came.</summary>
    EventDamaged,

    /// <summary>Anything else.</summary>
    ReadFailed,
}
