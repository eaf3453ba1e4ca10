using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>Hears of what happens to logs while they are followed, besides what is told of any reading.</summary>
internal interface IFollowListener : IReadListener
{
    /// <summary>Something happened to a log that whoever follows it has to know: it was cleared, replaced or lost, or is there again.</summary>
    void OnChanged(string path, string what);

    /// <summary>A computer whose live logs are followed was lost. It is looked for until it is there again; then nothing is missing.</summary>
    void OnLost(string path, ChannelException failure);
}
