using System;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Samples;

/// <summary>Security events with the versions and fields of Windows 10 1903.</summary>
internal sealed class SecurityEvents
{
    private const ulong AuditSuccess = 0x8020000000000000;
    private const uint KernelPid = 4;
    private const uint LsassPid = 700;
    private const string NoSid = "S-1-0-0";

    private static readonly Guid Activity = new("6d0f2ac4-36f1-0001-1e2b-0f6df136d501");

    public SampleChannel Channel { get; } =
        new("Security", "Microsoft-Windows-Security-Auditing", "54849625-5478-4994-a5ba-3e3b0328c30d", 184_220);

    public void ProcessCreated(SampleProcess process)
    {
        SampleProcess parent = process.Parent!;
        bool isOther = process.Logon != parent.Logon;
        bool isBoot = parent.CommandLine.Length == 0 && process.CommandLine.Length == 0;
        Add(4688, 2, 13312, KernelPid, process.Started,
            ("SubjectUserSid", EventValue.Sid(parent.Logon.Sid)),
            ("SubjectUserName", EventValue.String(isBoot ? "-" : parent.Logon.User)),
            ("SubjectDomainName", EventValue.String(isBoot ? "-" : parent.Logon.Domain)),
            ("SubjectLogonId", EventValue.HexInt64(parent.Logon.Id)),
            ("NewProcessId", EventValue.HexInt64(process.Id)),
            ("NewProcessName", EventValue.String(process.Image)),
            ("TokenElevationType", EventValue.String("%%1936")),
            ("ProcessId", EventValue.HexInt64(parent.Id)),
            ("CommandLine", EventValue.String(process.CommandLine)),
            ("TargetUserSid", EventValue.Sid(isOther ? process.Logon.Sid : NoSid)),
            ("TargetUserName", EventValue.String(isOther ? process.Logon.User : "-")),
            ("TargetDomainName", EventValue.String(isOther ? process.Logon.Domain : "-")),
            ("TargetLogonId", EventValue.HexInt64(isOther ? process.Logon.Id : 0)),
            ("ParentProcessName", EventValue.String(parent.Parent is null ? "" : parent.Image)),
            ("MandatoryLabel", EventValue.Sid(process.Logon.Label)));
    }

    public void LoggedOn(SampleLogon logon, SampleProcess by) => Add(4624, 2, 12544, LsassPid, logon.Began,
        ("SubjectUserSid", EventValue.Sid("S-1-5-18")),
        ("SubjectUserName", EventValue.String("WS-0217$")),
        ("SubjectDomainName", EventValue.String("CONTOSO")),
        ("SubjectLogonId", EventValue.HexInt64(0x3e7)),
        ("TargetUserSid", EventValue.Sid(logon.Sid)),
        ("TargetUserName", EventValue.String(logon.User)),
        ("TargetDomainName", EventValue.String(logon.Domain)),
        ("TargetLogonId", EventValue.HexInt64(logon.Id)),
        ("LogonType", EventValue.UInt32(2)),
        ("LogonProcessName", EventValue.String("User32 ")),
        ("AuthenticationPackageName", EventValue.String("Negotiate")),
        ("WorkstationName", EventValue.String("WS-0217")),
        ("LogonGuid", EventValue.Guid(Guid.Empty)),
        ("TransmittedServices", EventValue.String("-")),
        ("LmPackageName", EventValue.String("-")),
        ("KeyLength", EventValue.UInt32(0)),
        ("ProcessId", EventValue.HexInt64(by.Id)),
        ("ProcessName", EventValue.String(by.Image)),
        ("IpAddress", EventValue.String("127.0.0.1")),
        ("IpPort", EventValue.String("0")),
        ("ImpersonationLevel", EventValue.String("%%1833")),
        ("RestrictedAdminMode", EventValue.String("-")),
        ("TargetOutboundUserName", EventValue.String("-")),
        ("TargetOutboundDomainName", EventValue.String("-")),
        ("VirtualAccount", EventValue.String("%%1843")),
        ("TargetLinkedLogonId", EventValue.HexInt64(0)),
        ("ElevatedToken", EventValue.String("%%1843")));

    /// <summary>The redirector logs on elsewhere for a session: it is the kernel's doing and not net.exe's.</summary>
    public void CredentialsUsed(DateTime time, SampleLogon by, string account, string server, string port) =>
        Add(4648, 0, 12544, LsassPid, time,
            ("SubjectUserSid", EventValue.Sid(by.Sid)),
            ("SubjectUserName", EventValue.String(by.User)),
            ("SubjectDomainName", EventValue.String(by.Domain)),
            ("SubjectLogonId", EventValue.HexInt64(by.Id)),
            ("LogonGuid", EventValue.Guid(Guid.Empty)),
            ("TargetUserName", EventValue.String(account)),
            ("TargetDomainName", EventValue.String("")),
            ("TargetLogonGuid", EventValue.Guid(Guid.Empty)),
            ("TargetServerName", EventValue.String(server)),
            ("TargetInfo", EventValue.String(server)),
            ("ProcessId", EventValue.HexInt64(KernelPid)),
            ("ProcessName", EventValue.String("")),
            ("IpAddress", EventValue.String(server)),
            ("IpPort", EventValue.String(port)));

    public void ConnectionAllowed(
        DateTime time, uint processId, string application, int sourcePort, string address, int port) =>
        Add(5156, 1, 12810, KernelPid, time,
            ("ProcessID", EventValue.UInt64(processId)),
            ("Application", EventValue.String(application)),
            ("Direction", EventValue.String("%%14593")),
            ("SourceAddress", EventValue.String(SampleHost.Address)),
            ("SourcePort", EventValue.String($"{sourcePort}")),
            ("DestAddress", EventValue.String(address)),
            ("DestPort", EventValue.String($"{port}")),
            ("Protocol", EventValue.UInt32(6)),
            ("FilterRTID", EventValue.UInt64(0)),
            ("LayerName", EventValue.String("%%14611")),
            ("LayerRTID", EventValue.UInt64(48)),
            ("RemoteUserID", EventValue.Sid(NoSid)),
            ("RemoteMachineID", EventValue.Sid(NoSid)));

    public void TaskCreated(DateTime time, SampleProcess by, string task, string content) =>
        TaskEvent(4698, "TaskContent", time, by, task, content);

    public void TaskDeleted(DateTime time, SampleProcess by, string task) =>
        TaskEvent(4699, "TaskContent", time, by, task, "");

    public void TaskUpdated(DateTime time, SampleProcess by, string task, string content) =>
        TaskEvent(4702, "TaskContentNew", time, by, task, content);

    private void TaskEvent(
        ushort id, string contentField, DateTime time, SampleProcess by, string task, string content) =>
        Add(id, 1, 12804, LsassPid, time,
            ("SubjectUserSid", EventValue.Sid(by.Logon.Sid)),
            ("SubjectUserName", EventValue.String(by.Logon.User)),
            ("SubjectDomainName", EventValue.String(by.Logon.Domain)),
            ("SubjectLogonId", EventValue.HexInt64(by.Logon.Id)),
            ("TaskName", EventValue.String(task)),
            (contentField, EventValue.String(content)),
            ("ClientProcessStartKey", EventValue.UInt64(5_348_024_557_500_000ul + by.Id)),
            ("ClientProcessId", EventValue.UInt32(by.Id)),
            ("ParentProcessId", EventValue.UInt32(by.Parent!.Id)),
            ("RpcCallClientLocality", EventValue.UInt32(0)),
            ("FQDN", EventValue.String(SampleHost.Computer)));

    private void Add(
        ushort id, byte version, ushort task, uint loggedBy, DateTime time,
        params (string Name, EventValue Value)[] fields) =>
        Channel.Add(Channel.New(id, time, fields) with
        {
            Version = version,
            Task = task,
            Keywords = AuditSuccess,
            ProcessId = loggedBy,
            ActivityId = loggedBy == LsassPid ? Activity : null,
        });
}
