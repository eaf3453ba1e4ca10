using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>Hears of what happens to logs while they are followed, besides what is told of any reading.</summary>
internal interface IFollowListener : IReadListener
{
    /// <summary>Something happened to a log that whoever follows it has to know: it was cleared, replaced or lost, or is there again.</summary>
    void OnChanged(string path, string what);

    /// <summary>
    /// A computer whose live logs are followed was lost. It is looked for until it is there again, except where its account is refused at once
    /// or the failure is one that nobody foresaw. What its logs do not hold any more by then is missing, and is told by <see cref="OnChanged"/>.
    /// </summary>
    void OnLost(string path, ChannelException failure);
}
