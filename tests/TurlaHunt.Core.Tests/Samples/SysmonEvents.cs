using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Samples;

/// <summary>Sysmon 10 events. Hashes are invented but for those that <see cref="KnownHashes"/> names.</summary>
internal sealed class SysmonEvents
{
    private const uint ServicePid = 2796;

    public SampleChannel Channel { get; } = new(
        "Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon", "5770385f-c22a-43e0-bf4c-06f5698ffbd9",
        22_871);

    /// <summary>Published hashes by image.</summary>
    public Dictionary<string, string> KnownHashes { get; } = [];

    public void ProcessCreated(SampleProcess process)
    {
        bool isWindows = process.Image.StartsWith(@"C:\Windows\", StringComparison.Ordinal);
        SampleProcess parent = process.Parent!;
        Add(1, process.Started,
            ("RuleName", Text("")),
            ("UtcTime", Text(Stamp(process.Started))),
            ("ProcessGuid", EventValue.Guid(new Guid(process.SysmonGuid))),
            ("ProcessId", EventValue.UInt32(process.Id)),
            ("Image", Text(process.Image)),
            ("FileVersion", Text(isWindows ? "10.0.18362.1 (WinBuild.160101.0800)" : "?")),
            ("Description", Text(isWindows ? FileName(process.Image) : "?")),
            ("Product", Text(isWindows ? "Microsoft\u00AE Windows\u00AE Operating System" : "?")),
            ("Company", Text(isWindows ? "Microsoft Corporation" : "?")),
            ("OriginalFileName", Text(isWindows ? FileName(process.Image) : "?")),
            ("CommandLine", Text(process.CommandLine.Replace("%", "%%"))),
            ("CurrentDirectory", Text(process.Directory)),
            ("User", Text(process.Logon.SysmonUser)),
            ("LogonGuid", EventValue.Guid(new Guid(process.Logon.SysmonGuid))),
            ("LogonId", EventValue.HexInt64(process.Logon.Id)),
            ("TerminalSessionId", EventValue.UInt32(process.Logon == SampleHost.Weber ? 1u : 0)),
            ("IntegrityLevel", Text(process.Logon.Integrity)),
            ("Hashes", Text(HashesOf(process.Image))),
            ("ParentProcessGuid", EventValue.Guid(new Guid(parent.SysmonGuid))),
            ("ParentProcessId", EventValue.UInt32(parent.Id)),
            ("ParentImage", Text(parent.Image)),
            ("ParentCommandLine", Text(parent.CommandLine.Replace("%", "%%"))));
    }

    public void Connected(
        DateTime time, SampleProcess process, int sourcePort, string address, string host, int port, string portName) =>
        Add(3, time.AddSeconds(1.5),
            ("RuleName", Text("")),
            ("UtcTime", Text(Stamp(time))),
            ("ProcessGuid", EventValue.Guid(new Guid(process.SysmonGuid))),
            ("ProcessId", EventValue.UInt32(process.Id)),
            ("Image", Text(process.Image)),
            ("User", Text(process.Logon.SysmonUser)),
            ("Protocol", Text("tcp")),
            ("Initiated", EventValue.Boolean(true)),
            ("SourceIsIpv6", EventValue.Boolean(false)),
            ("SourceIp", Text(SampleHost.Address)),
            ("SourceHostname", Text(SampleHost.Computer)),
            ("SourcePort", EventValue.UInt16((ushort)sourcePort)),
            ("SourcePortName", Text("")),
            ("DestinationIsIpv6", EventValue.Boolean(false)),
            ("DestinationIp", Text(address)),
            ("DestinationHostname", Text(host)),
            ("DestinationPort", EventValue.UInt16((ushort)port)),
            ("DestinationPortName", Text(portName)));

    public void FileCreated(DateTime time, SampleProcess process, string path) =>
        Channel.Add(Numbered(11, 2, time,
            ("RuleName", Text("")),
            ("UtcTime", Text(Stamp(time))),
            ("ProcessGuid", EventValue.Guid(new Guid(process.SysmonGuid))),
            ("ProcessId", EventValue.UInt32(process.Id)),
            ("Image", Text(process.Image)),
            ("TargetFilename", Text(path)),
            ("CreationUtcTime", Text(Stamp(time)))));

    private static EventValue Text(string text) => EventValue.String(text);

    private static string Stamp(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string FileName(string path) => path.Substring(path.LastIndexOf('\\') + 1);

    private string HashesOf(string image)
    {
        if (KnownHashes.TryGetValue(image, out string? known))
        {
            return known;
        }

        string digits = string.Concat(Enumerable.Range(0, 8).Select(i =>
            Crc32.Compute(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{image}{i}")))
                .ToString("X8", CultureInfo.InvariantCulture)));
        return $"MD5={digits.Substring(0, 32)},SHA256={digits}";
    }

    private void Add(ushort id, DateTime time, params (string Name, EventValue Value)[] fields) =>
        Channel.Add(Numbered(id, 5, time, fields));

    private EventDescription Numbered(
        ushort id, byte version, DateTime time, params (string Name, EventValue Value)[] fields) =>
        Channel.New(id, time, fields) with
        {
            Version = version,
            Level = 4,
            Task = id,
            Keywords = 0x8000000000000000,
            ProcessId = ServicePid,
            UserSid = "S-1-5-18",
        };
}
