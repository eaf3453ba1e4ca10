using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>What comes of a computer whose live logs are followed.</summary>
/// <param name="Host">The computer.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Item">The event, or what is told of a log, where it is that.</param>
/// <param name="What">What happened to a log, in sentences, where it is that.</param>
internal readonly record struct HostItem(ChannelHost Host, HostItemKind Kind, ChannelItem<EventRecord> Item = default, string What = "");

/// <summary>What an item is.</summary>
internal enum HostItemKind
{
    /// <summary>An event, or what is told of a log.</summary>
    OfLog,

    /// <summary>Something happened to a log that whoever follows it has to know.</summary>
    Changed,

    /// <summary>All that was there is read, and what comes is subscribed to.</summary>
    CaughtUp,

    /// <summary>It was followed, and is not any more: the item is the failure.</summary>
    Lost,

    /// <summary>It is followed again.</summary>
    Renewed,

    /// <summary>Nothing more will come of it. Where that is for a failure that nobody foresaw, the item is that.</summary>
    Over,
}
