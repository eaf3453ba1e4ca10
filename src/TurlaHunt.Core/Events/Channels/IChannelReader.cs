using System;
using System.Collections.Generic;

namespace TurlaHunt.Events.Channels;

/// <summary>
/// Reaches the live event logs of computers: the seam behind which the calls of Windows are. Everything that is thrown is a
/// <see cref="ChannelException"/>, or an <see cref="OperationCanceledException"/> after <see cref="IChannelSession.Cancel"/>.
/// </summary>
internal interface IChannelReader
{
    /// <summary>Turns to a computer. That it cannot be reached may show only when something is asked of it.</summary>
    IChannelSession Connect(ChannelHost host);
}

/// <summary>A computer that is asked for its logs. Used by one thread at a time, except for <see cref="Cancel"/>.</summary>
internal interface IChannelSession : IDisposable
{
    /// <summary>The names of all its logs.</summary>
    IReadOnlyList<string> ListLogs();

    /// <summary>How a log is set up.</summary>
    ChannelSetup GetSetup(string logName);

    /// <summary>The events of a log that a query selects, one after the other while they are asked for.</summary>
    /// <param name="logName">The log.</param>
    /// <param name="queryList">The query, as <see cref="QueryXPath.ToQueryList"/> writes it.</param>
    /// <param name="isNewestFirst">Whether they come in the order of time reversed.</param>
    /// <param name="after">The place of an event that was given before, which the log still holds; null for all that the log holds.</param>
    /// <returns>The events; each is good until the next is asked for.</returns>
    IEnumerable<ChannelEvent> Read(string logName, string queryList, bool isNewestFirst, ChannelPlace? after = null);

    /// <summary>The events of a log that a query selects and that come after a place: those that are there, and then those that are written.</summary>
    /// <param name="logName">The log.</param>
    /// <param name="queryList">The query, as <see cref="QueryXPath.ToQueryList"/> writes it.</param>
    /// <param name="after">The place of an event that was given before; null for all that the log holds. Where that event is gone, the next one.</param>
    /// <param name="onEvent">
    /// Takes the events: one after the other, on any thread; each is good until it returns. On the thread that called this it may throw what
    /// ends this, on others it throws nothing.
    /// </param>
    /// <param name="onLost">Is told that no more events will come. Called on any thread, perhaps more than once.</param>
    /// <returns>What ends it. It waits for an event that is just being taken.</returns>
    IDisposable Subscribe(string logName, string queryList, ChannelPlace? after, Action<ChannelEvent> onEvent, Action<ChannelException> onLost);

    /// <summary>Ends what is going on at the computer, as far as it can be ended. May be called from any thread, also when nothing is.</summary>
    void Cancel();
}

/// <summary>How a log is set up.</summary>
/// <param name="IsEnabled">Whether anything is written to it.</param>
/// <param name="IsDirect">Whether it is an analytic or debug log, which is written for a while by people who look for a fault.</param>
internal readonly record struct ChannelSetup(bool IsEnabled, bool IsDirect);

/// <summary>An event of a live log: a few facts that cost little, and its XML, which costs more.</summary>
internal abstract class ChannelEvent
{
    public abstract int Id { get; }

    public abstract int? Version { get; }

    public abstract string? ProviderName { get; }

    /// <summary>When it happened, in UTC.</summary>
    public abstract DateTime? TimeCreated { get; }

    /// <summary>Its number in the log of the computer that it happened on.</summary>
    public abstract long RecordId { get; }

    /// <summary>The log that it was written to at first.</summary>
    public abstract string? LogName { get; }

    /// <summary>The computer that it happened on.</summary>
    public abstract string? MachineName { get; }

    /// <summary>Its place in the log that it was read from.</summary>
    public abstract ChannelPlace Place { get; }

    /// <summary>The event as Windows renders it.</summary>
    public abstract string ToXml();

    /// <summary>Its place; null where that cannot be had, which is no reason to lose the event.</summary>
    public ChannelPlace? TryPlace() => Try(() => Place);

    /// <summary>When it happened, in UTC; null where that cannot be had.</summary>
    public DateTime? TryTime() => Try(() => TimeCreated);

    private static T? Try<T>(Func<T?> ask)
    {
        try
        {
            return ask();
        }
        catch (ChannelException failure) when (!failure.IsOfHost)
        {
            return default;
        }
    }
}
