using System;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Samples;

/// <summary>
/// Events of the SMB client's security channel. Names, types, level and keyword of 31001 are those of the provider's manifest,
/// which did not change from Windows 10 1507 to 20H1; the upper keyword bit is the channel's.
/// </summary>
internal sealed class SmbClientEvents
{
    private const ulong Authentication = 0x0200000000000080;
    private const uint KernelPid = 4;
    private const uint SessionSetupResponse = 11;
    private const uint LogonFailure = 0xC000006D;

    public SampleChannel Channel { get; } = new(
        "Microsoft-Windows-SmbClient/Security", "Microsoft-Windows-SMBClient", "988c59c5-0a1c-45b6-a555-0c62276e327d", 418);

    /// <summary>The server did not take the credentials.</summary>
    public void LogonFailed(DateTime time, SampleLogon logon, string address, string user)
    {
        string server = @"\" + address;
        string principal = "cifs/" + address;
        Channel.Add(Channel.New(
            31001, time,
            ("Reason", EventValue.UInt32(SessionSetupResponse)),
            ("Status", EventValue.UInt32(LogonFailure)),
            ("SecurityStatus", EventValue.UInt32(0)),
            ("LogonId", EventValue.UInt64(logon.Id)),
            ("ServerNameLength", EventValue.UInt16((ushort)server.Length)),
            ("ServerName", EventValue.String(server)),
            ("PrincipalNameLength", EventValue.UInt16((ushort)principal.Length)),
            ("PrincipalName", EventValue.String(principal)),
            ("UserNameLength", EventValue.UInt16((ushort)user.Length)),
            ("UserName", EventValue.String(user))) with
        {
            Level = 2,
            Keywords = Authentication,
            ProcessId = KernelPid,
            UserSid = "S-1-5-18",
        });
    }
}
