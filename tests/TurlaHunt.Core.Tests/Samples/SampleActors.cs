using System;
using System.Globalization;

namespace TurlaHunt.Tests.Samples;

/// <summary>A logon session: whose, and what its processes may do.</summary>
internal sealed record SampleLogon(
    string Sid, string User, string Domain, ulong Id, string SysmonUser, string Integrity, string Label, DateTime Began)
{
    public string SysmonGuid => SampleHost.SysmonGuid(Began, 0x0020, (uint)Id);
}

/// <summary>A process; its parent is null for the System process alone.</summary>
internal sealed record SampleProcess(
    uint Id, string Image, string CommandLine, string Directory, SampleLogon Logon, SampleProcess? Parent, DateTime Started)
{
    /// <summary>Sysmon's name for it: machine, start time, and a number of its own.</summary>
    public string SysmonGuid => SampleHost.SysmonGuid(Started, 0x0010, 0x100000u + (Id * 0x11));
}

/// <summary>The one computer of the samples and the sessions on it.</summary>
internal static class SampleHost
{
    public const string Computer = "WS-0217.contoso.example";
    public const string Address = "10.20.4.117";

    private const string SystemLabel = "S-1-16-16384";
    private const string MediumLabel = "S-1-16-8192";
    private const string WeberSid = "S-1-5-21-3110297512-1886720455-2740063981-1142";

    public static readonly SampleLogon System = new(
        "S-1-5-18", "WS-0217$", "CONTOSO", 0x3e7, @"NT AUTHORITY\SYSTEM", "System", SystemLabel, At("07:41:50"));

    public static readonly SampleLogon NetworkService = new(
        "S-1-5-20", "WS-0217$", "CONTOSO", 0x3e4, @"NT AUTHORITY\NETWORK SERVICE", "System", SystemLabel, At("07:42:01"));

    /// <summary>The user, without administrator rights: Default token, medium label.</summary>
    public static readonly SampleLogon Weber = new(
        WeberSid, "m.weber", "CONTOSO", 0x2b8f4e, @"CONTOSO\m.weber", "Medium", MediumLabel, At("07:55:12.3374116"));

    public static readonly SampleProcess Kernel = new(4, "System", "", "", System, null, At("07:41:50"));

    /// <summary>A time of the day of the story, in UTC.</summary>
    public static DateTime At(string time) =>
        new DateTime(2019, 7, 10, 0, 0, 0, DateTimeKind.Utc).Add(TimeSpan.Parse(time, CultureInfo.InvariantCulture));

    public static string SysmonGuid(DateTime time, int kind, uint number)
    {
        long seconds = (time.Ticks - new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks) / TimeSpan.TicksPerSecond;
        uint reversed = ((number & 0xFF) << 24) | ((number & 0xFF00) << 8) | ((number >> 8) & 0xFF00) | (number >> 24);
        return string.Format(
            CultureInfo.InvariantCulture,
            "3A7C51E2-{0:X4}-{1:X4}-0000-{2:X4}{3:X8}",
            seconds & 0xFFFF,
            seconds >> 16,
            kind,
            reversed);
    }
}
