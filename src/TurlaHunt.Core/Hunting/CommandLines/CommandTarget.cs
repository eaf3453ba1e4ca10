using TurlaHunt.Hunting.Network;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>What kind of host a command line reaches for.</summary>
public enum TargetKind
{
    /// <summary>A host name; the logon scripts of every domain are full of them.</summary>
    Name,

    /// <summary>An address of the internet.</summary>
    PublicAddress,

    /// <summary>A private, link-local or documentation address.</summary>
    PrivateAddress,

    /// <summary>The machine itself.</summary>
    Loopback,

    /// <summary>A WebDAV URL given to <c>net use</c>.</summary>
    Url,
}

/// <summary>What the command does with a target.</summary>
public enum TargetUse
{
    /// <summary>It is a path: something is read, written or run there.</summary>
    Path,

    /// <summary><c>net use</c> connects to it.</summary>
    Connect,

    /// <summary><c>net use … /delete</c> disconnects from it.</summary>
    Disconnect,
}

/// <summary>One remote place that a command line names.</summary>
public sealed class CommandTarget
{
    internal CommandTarget(TargetKind kind, string host, string share, string text, TargetUse use, NetworkTarget? network)
    {
        Kind = kind;
        Host = host;
        Share = share;
        Text = text;
        Use = use;
        Network = network;
    }

    /// <summary>What kind of host it is.</summary>
    public TargetKind Kind { get; }

    /// <summary>The canonical address, the name in lower case, or scheme and host of a URL.</summary>
    public string Host { get; }

    /// <summary>The first part below the host in lower case; empty for a URL or a bare host.</summary>
    public string Share { get; }

    /// <summary>The target as written, without quotes and escapes; user information of a URL left out.</summary>
    public string Text { get; }

    /// <summary>What is done with it.</summary>
    public TargetUse Use { get; }

    /// <summary>The host in detail.</summary>
    public NetworkTarget? Network { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal static CommandTarget Of(UncPath path, TargetUse use) => new(
        KindOf(path.Target.Scope), path.Target.Host, path.Share.ToLowerInvariant(), path.Text, use, path.Target);

    // An unspecified address reaches the machine itself; multicast space is nobody's private network.
    private static TargetKind KindOf(HostScope scope) => scope switch
    {
        HostScope.Name => TargetKind.Name,
        HostScope.Loopback or HostScope.Unspecified => TargetKind.Loopback,
        HostScope.Private or HostScope.LinkLocal or HostScope.Documentation => TargetKind.PrivateAddress,
        _ => TargetKind.PublicAddress,
    };
}
