using System;
using System.Globalization;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt.Hunting;

/// <summary>A connection to an SMB server, in one form for all events that tell of one.</summary>
internal sealed class ConnectionDetails
{
    private const string Outbound = "%%14593";
    private const long KernelProcess = 4;

    private ConnectionDetails()
    {
    }

    public ConnectionOutcome Outcome { get; private init; }

    public uint? Status { get; private init; }

    public HostAddress? RemoteAddress { get; private init; }

    public string? RemoteName { get; private init; }

    public HostScope RemoteScope => RemoteAddress?.Scope ?? NamedScope;

    public int? RemotePort { get; private init; }

    public string? Share { get; private init; }

    public HostAddress? LocalAddress { get; private init; }

    public int? LocalPort { get; private init; }

    public string? ProcessName { get; private init; }

    public long? ProcessId { get; private init; }

    public bool IsRedirector { get; private init; }

    public string? UserName { get; private init; }

    public string? AccountGiven { get; private init; }

    public string? LogonId { get; private init; }

    /// <summary>Whether it stays on the computer although its address could be another's.</summary>
    public bool IsToItself { get; private init; }

    private HostScope NamedScope { get; init; } = HostScope.Name;

    /// <summary>Reads an event; null where it tells of no connection that leaves for an SMB server.</summary>
    public static ConnectionDetails? Of(EventRecord record) => record.Id switch
    {
        3 => OfSysmon(record.Data),
        5156 => OfFilter(record.Data, ConnectionOutcome.Allowed),
        5157 => OfFilter(record.Data, ConnectionOutcome.Blocked),
        30803 => OfClient(record, ConnectionOutcome.Failed),
        30816 or 31001 or 31010 or 31017 => OfClient(record, ConnectionOutcome.Refused),
        _ => OfClient(record, ConnectionOutcome.Connected),
    };

    // Source is the local end whatever the direction.
    private static ConnectionDetails? OfFilter(EventData data, ConnectionOutcome outcome) =>
        data.Find("Direction") == Outbound ? OfSocket(data, outcome, SocketFields.Filter) : null;

    // An inbound connection has the peer for its source and the own port 445 for its destination.
    private static ConnectionDetails? OfSysmon(EventData data) =>
        string.Equals(data.Find("Initiated"), "true", StringComparison.OrdinalIgnoreCase)
            ? OfSocket(data, ConnectionOutcome.Connected, SocketFields.Sysmon)
            : null;

    private static ConnectionDetails? OfSocket(EventData data, ConnectionOutcome outcome, SocketFields fields)
    {
        long? port = EventText.ToInt64(data.Find(fields.RemotePort));
        if (!SmbPort.IsSmb(port))
        {
            return null;
        }

        string? program = data.Find(fields.Program);
        long? process = EventText.ToInt64(data.Find(fields.ProcessId));
        bool isRedirector = IsKernel(program, process);
        HostAddress? remote = AddressOf(data.Find(fields.RemoteAddress));
        HostAddress? local = AddressOf(data.Find(fields.LocalAddress));
        return new ConnectionDetails
        {
            Outcome = outcome,
            RemoteAddress = remote,
            RemoteName = EventText.OrNull(data.Find("DestinationHostname")),
            RemotePort = (int?)port,
            LocalAddress = local,
            IsToItself = remote is not null && remote.Equals(local),
            LocalPort = PortOf(data.Find("SourcePort")),
            ProcessName = EventText.OrNull(program),
            ProcessId = process,
            IsRedirector = isRedirector,
            UserName = isRedirector ? null : EventText.OrNull(data.Find("User")),
        };
    }

    // The client names the server as it was asked for it: an address then says more than the one that was tried.
    private static ConnectionDetails? OfClient(EventRecord record, ConnectionOutcome outcome)
    {
        EventData data = record.Data;
        bool named = ServerPath.TryParse(
            data.Find("ServerName") ?? data.Find("ShareName"), out NetworkTarget? server, out string? share);
        bool located = SocketAddress.TryParse(data.Find("Address"), out HostAddress? address, out int? port);
        if (!named && !located)
        {
            return null;
        }

        return new ConnectionDetails
        {
            Outcome = outcome,
            Status = (uint?)EventText.ToInt64(data.Find("Status")) is uint status and not 0 ? status : null,
            RemoteAddress = address ?? server?.Address,
            RemoteName = server is { Address: null } ? server.Host : null,
            RemotePort = port,
            IsToItself = address is null && HostNames.AreSame(server?.Host, record.MachineName),
            Share = share,
            IsRedirector = true,
            AccountGiven = EventText.OrNull(data.Find("UserName")),
            LogonId = EventText.ToInt64(data.Find("LogonId")) is long logon and not 0
                ? "0x" + logon.ToString("x", CultureInfo.InvariantCulture)
                : null,
            NamedScope = server?.Scope ?? HostScope.Name,
        };
    }

    private static bool IsKernel(string? program, long? process) =>
        process == KernelProcess || string.Equals(program, "System", StringComparison.OrdinalIgnoreCase);

    private static HostAddress? AddressOf(string? text) =>
        HostAddress.TryParse(text, out HostAddress? address) ? address : null;

    private static int? PortOf(string? text) =>
        EventText.ToInt64(text) is long port and > 0 and <= ushort.MaxValue ? (int)port : null;

    /// <summary>What the two events of a socket call the same thing. Only Sysmon's has a name of the peer and a user.</summary>
    private sealed record SocketFields(
        string Program, string ProcessId, string RemoteAddress, string RemotePort, string LocalAddress)
    {
        public static SocketFields Filter { get; } = new("Application", "ProcessID", "DestAddress", "DestPort", "SourceAddress");

        public static SocketFields Sysmon { get; } = new("Image", "ProcessId", "DestinationIp", "DestinationPort", "SourceIp");
    }
}
