using System.Diagnostics.CodeAnalysis;

namespace TurlaHunt.Events.Channels;

/// <summary>A live log of a computer, or several whose names fit a pattern.</summary>
/// <param name="host">The computer.</param>
/// <param name="logName">The log, such as Security; <c>*</c> and <c>?</c> are wildcards.</param>
internal sealed class ChannelAddress(ChannelHost host, string logName)
{
    private const string Prefix = @"\\";

    public ChannelHost Host { get; } = host;

    public string LogName { get; } = logName;

    /// <summary>Whether nobody named it: then it is no failure that the computer has no such log.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether a pattern chose it.</summary>
    public bool IsFromPattern { get; init; }

    /// <summary>The logs that are meant.</summary>
    public NamePattern Names { get; } = new(logName);

    /// <summary>
    /// Tells a live log from a file by what an event says of where it was read. The path of a file on a share has the share in it,
    /// and the names of logs have no backslash.
    /// </summary>
    public static bool TryParse(string source, [NotNullWhen(true)] out ChannelAddress? address)
    {
        address = null;
        int end = source.StartsWith(Prefix, System.StringComparison.Ordinal) ? source.IndexOf('\\', Prefix.Length) : -1;
        if (end <= Prefix.Length || end + 1 == source.Length || source.IndexOf('\\', end + 1) >= 0)
        {
            return false;
        }

        address = new ChannelAddress(new ChannelHost(source.Substring(Prefix.Length, end - Prefix.Length)), source.Substring(end + 1));
        return true;
    }

    /// <summary>Where its events say that they come from: <c>\\DC01\Security</c>, also where DC01 is this computer.</summary>
    public override string ToString() => $@"{Prefix}{Host}\{LogName}";
}
