namespace TurlaHunt.Events.Channels;

/// <summary>What comes of reading a log: something read, or something to be told.</summary>
/// <param name="Channel">The log.</param>
/// <param name="Kind">Which of them.</param>
internal readonly record struct ChannelItem<TResult>(ChannelAddress Channel, ChannelItemKind Kind)
{
    /// <summary>What was read.</summary>
    public TResult? Result { get; private init; }

    /// <summary>What kept the log, or an event of it, from being read.</summary>
    public ChannelException? Failure { get; private init; }

    /// <summary>Why the log was left out.</summary>
    public string? Reason { get; private init; }

    public static ChannelItem<TResult> Of(ChannelAddress channel, TResult result) => new(channel, ChannelItemKind.Result) { Result = result };

    public static ChannelItem<TResult> Of(ChannelAddress channel, ChannelException failure) => new(channel, ChannelItemKind.Failure) { Failure = failure };

    public static ChannelItem<TResult> LeftOut(ChannelAddress channel, string reason) => new(channel, ChannelItemKind.LeftOut) { Reason = reason };
}

/// <summary>What an item is.</summary>
internal enum ChannelItemKind
{
    /// <summary>The turn of the log has come.</summary>
    Begin,

    /// <summary>Something was read.</summary>
    Result,

    /// <summary>Something could not be read.</summary>
    Failure,

    /// <summary>The log was left out on purpose.</summary>
    LeftOut,

    /// <summary>The log is done with.</summary>
    End,
}
