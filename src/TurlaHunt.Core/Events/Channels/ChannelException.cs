using System;
using TurlaHunt.Visibility;

namespace TurlaHunt.Events.Channels;

/// <summary>A live log, or a computer's logs at all, could not be read.</summary>
internal sealed class ChannelException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="host">The computer.</param>
    /// <param name="logName">The log; null where it is about all of the computer.</param>
    /// <param name="detail">What the system says; may be empty.</param>
    /// <param name="inner">What it was made of.</param>
    public ChannelException(ChannelFailure kind, ChannelHost host, string? logName, string detail = "", Exception? inner = null)
        : base(Say(kind, host, logName, detail), inner)
    {
        Kind = kind;
        Host = host;
        LogName = logName;
    }

    public ChannelFailure Kind { get; }

    public ChannelHost Host { get; }

    public string? LogName { get; }

    /// <summary>Whether no log of that computer can be read, so that there is no use in asking for others.</summary>
    public bool IsOfHost => Kind is ChannelFailure.HostUnreachable or ChannelFailure.HostRefused or ChannelFailure.LogonRefused
        or ChannelFailure.LogonUnchecked;

    /// <summary>Whether the log was read all the same.</summary>
    public bool IsReadOn => Kind is ChannelFailure.LogDisabled or ChannelFailure.EventDamaged;

    /// <summary>What to do about it, in a sentence or two.</summary>
    public string Advice => Kind switch
    {
        ChannelFailure.LogNotFound => "Check the name; Tab completes it. What writes to that log may not be installed there.",
        ChannelFailure.LogDisabled => $"Switch it on there: wevtutil sl '{LogName}' /e:true. What it holds from before was read.",
        ChannelFailure.AccessDenied => "Run elevated, or as a member of the group Event Log Readers of that computer.",
        ChannelFailure.HostUnreachable =>
            "Check the name, and whether it is on. Its firewall has to allow Remote Event Log Management (RPC). Nothing else was read of it.",
        ChannelFailure.HostRefused =>
            "Allow the firewall rules of Remote Event Log Management there, and see whether its Windows Event Log service runs.",
        ChannelFailure.LogonRefused => "Check -Credential: DOMAIN\\name, the password, and whether the account may log on there.",
        ChannelFailure.LogonUnchecked =>
            "See whether a domain controller can be reached from here and from there, whether the clocks agree, and whether the name is the one that its domain knows.",
        ChannelFailure.EventDamaged => "Reading went on behind it. Export the log and hunt in the file to see whether it is damaged there.",
        _ => "Try again. Otherwise export the log there with wevtutil epl, and hunt in the file.",
    };

    /// <summary>That a computer gives no sign of life.</summary>
    public static ChannelException OfSilence(ChannelHost host, TimeSpan silence) =>
        new(ChannelFailure.HostUnreachable, host, null, $"It told nothing for {VisibilityText.Duration(silence)}.");

    /// <summary>What an error code of Windows means for whoever reads live logs.</summary>
    /// <remarks>The names of the codes are those of winerror.h.</remarks>
    public static ChannelFailure KindOf(int code) => code switch
    {
        2 or 3 or 15000 or 15007 => ChannelFailure.LogNotFound, // FILE_, PATH_NOT_FOUND, EVT_INVALID_CHANNEL_PATH, EVT_CHANNEL_NOT_FOUND
        5 or 1314 => ChannelFailure.AccessDenied, // ACCESS_DENIED, PRIVILEGE_NOT_HELD
        51 or 53 or 64 or 67 or 121 => ChannelFailure.HostUnreachable, // REM_NOT_LIST, BAD_NETPATH, NETNAME_DELETED, BAD_NET_NAME, SEM_TIMEOUT
        1231 or 1232 => ChannelFailure.HostUnreachable, // NETWORK_, HOST_UNREACHABLE
        1722 or 1723 or 1726 or 1727 => ChannelFailure.HostUnreachable, // RPC_S_SERVER_UNAVAILABLE, _SERVER_TOO_BUSY, _CALL_FAILED, _CALL_FAILED_DNE
        10060 or 10061 or 11001 => ChannelFailure.HostUnreachable, // WSAETIMEDOUT, WSAECONNREFUSED, WSAHOST_NOT_FOUND
        50 or 1703 or 1715 or 1717 or 1728 or 1745 or 1753 or 1764 => ChannelFailure.HostRefused, // RPC_S_* of an endpoint that does not serve
        (>= 1326 and <= 1331) or 1385 => ChannelFailure.LogonRefused, // LOGON_FAILURE to ACCOUNT_DISABLED, LOGON_TYPE_NOT_GRANTED
        1311 or 1355 or 1396 or 1398 => ChannelFailure.LogonUnchecked, // NO_LOGON_SERVERS, NO_SUCH_DOMAIN, WRONG_TARGET_NAME, TIME_SKEW
        1747 or 1825 => ChannelFailure.LogonUnchecked, // RPC_S_UNKNOWN_AUTHN_SERVICE, RPC_S_SEC_PKG_ERROR
        1734 => ChannelFailure.AnswerTooLarge, // RPC_S_INVALID_BOUND
        1793 or 1907 or 1909 => ChannelFailure.LogonRefused, // ACCOUNT_EXPIRED, PASSWORD_MUST_CHANGE, ACCOUNT_LOCKED_OUT
        _ => ChannelFailure.ReadFailed,
    };

    private static string Say(ChannelFailure kind, ChannelHost host, string? logName, string detail)
    {
        string log = logName is null ? $"The logs of {host}" : $"The log {logName} of {host}";
        string fact = kind switch
        {
            ChannelFailure.LogNotFound => $"{host} has no log '{logName}'.",
            ChannelFailure.LogDisabled => $"{log} is switched off: it records nothing.",
            ChannelFailure.AccessDenied => $"{log} may not be read.",
            ChannelFailure.HostUnreachable => $"{host} cannot be reached.",
            ChannelFailure.HostRefused => $"{host} can be reached, but gives nobody its event logs.",
            ChannelFailure.LogonRefused => $"{host} does not accept the account.",
            ChannelFailure.LogonUnchecked => $"{host} could not check the account.",
            ChannelFailure.EventDamaged => $"An event of the log {logName} of {host} cannot be read.",
            _ => $"{log} cannot be read.",
        };
        return detail.Length == 0 ? fact : $"{fact} {detail}";
    }
}
