using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;

namespace TurlaHunt.Tests.Commands;

/// <summary>Logs that the commands are tried on.</summary>
internal static class Logs
{
    public const string Secret = "Not-A-Real-Passw0rd";

    public static readonly DateTime Noon = new(2019, 7, 10, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>The folder of the samples as the module ships them.</summary>
    public static string Samples { get; } = Path.Combine(BuiltFiles.Module, "samples");

    public static string Sample(string name) => Path.Combine(Samples, name + ".evtx");

    /// <summary>A log with one event for each text, a minute apart from noon on.</summary>
    public static byte[] Saying(params string[] texts) =>
        TestLog.Of(texts.Select((text, i) => TestLog.Saying(text) with { Time = Noon.AddMinutes(i) }));

    /// <summary>A log of that many events of two kilobytes: some thirty to a chunk.</summary>
    public static byte[] Long(int events) => Saying([.. Enumerable.Range(1, events).Select(i => $"{i}".PadRight(1000, '.'))]);

    /// <summary>A new process as Windows 10 logs it.</summary>
    public static EventDescription Process(string commandLine, string user = "m.weber") =>
        new("Microsoft-Windows-Security-Auditing", 4688, Noon)
        {
            Channel = "Security",
            Computer = "WS-1.contoso.example",
            Version = 2,
            Payload = TestLog.Data(
                ("SubjectUserSid", EventValue.Sid("S-1-5-21-1-2-3-1001")),
                ("SubjectUserName", EventValue.String(user)),
                ("SubjectDomainName", EventValue.String("CONTOSO")),
                ("SubjectLogonId", EventValue.HexInt64(0x1234)),
                ("NewProcessId", EventValue.HexInt64(0x1a2c)),
                ("NewProcessName", EventValue.String(@"C:\Windows\System32\cmd.exe")),
                ("CommandLine", EventValue.String(commandLine)),
                ("TargetUserSid", EventValue.Sid("S-1-0-0"))),
        };

    /// <summary>A new process as Sysmon logs it.</summary>
    public static EventDescription SysmonProcess(
        string commandLine, string parentLine = "", string image = @"C:\Windows\System32\cmd.exe", string originalName = "Cmd.Exe") =>
        new("Microsoft-Windows-Sysmon", 1, Noon)
        {
            Channel = "Microsoft-Windows-Sysmon/Operational",
            Computer = "WS-1.contoso.example",
            Payload = TestLog.Data(
                ("UtcTime", EventValue.String("2019-07-10 12:00:00.000")),
                ("ProcessId", EventValue.UInt32(0x1a2c)),
                ("Image", EventValue.String(image)),
                ("OriginalFileName", EventValue.String(originalName)),
                ("CommandLine", EventValue.String(commandLine.Replace("%", "%%", StringComparison.Ordinal))),
                ("ParentCommandLine", EventValue.String(parentLine.Replace("%", "%%", StringComparison.Ordinal))),
                ("User", EventValue.String(@"CONTOSO\m.weber"))),
        };

    /// <summary>A new task as the audit log shows it, registered by that process.</summary>
    public static EventDescription Task(string name, string command, string arguments, string principal = "S-1-5-18") =>
        new("Microsoft-Windows-Security-Auditing", 4698, Noon)
        {
            Channel = "Security",
            Computer = "WS-1.contoso.example",
            Payload = TestLog.Data(
                ("SubjectUserSid", EventValue.Sid("S-1-5-21-1-2-3-1001")),
                ("SubjectUserName", EventValue.String("m.weber")),
                ("SubjectDomainName", EventValue.String("CONTOSO")),
                ("SubjectLogonId", EventValue.HexInt64(0x1234)),
                ("TaskName", EventValue.String(name)),
                ("TaskContent", EventValue.String(
                    "<Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">"
                    + $"<Principals><Principal id=\"Author\"><UserId>{principal}</UserId></Principal></Principals>"
                    + $"<Actions Context=\"Author\"><Exec><Command>{command}</Command>"
                    + $"<Arguments>{arguments}</Arguments></Exec></Actions></Task>")),
                ("ClientProcessId", EventValue.UInt32(0x1a2c))),
        };

    public static IEnumerable<string> Texts(IEnumerable<object> records) =>
        records.Cast<EventRecord>().Select(record => record.Data["Text"].TrimEnd('.'));
}
