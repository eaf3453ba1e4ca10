using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.Tests.Writing;

namespace TurlaHunt.Tests.Visibility;

/// <summary>The logs of a computer on one day, sound as they are made; a test spoils one thing in them.</summary>
internal sealed class TestHost
{
    public const string Name = "WS-1.contoso.example";
    public const string TaskLog = "Microsoft-Windows-TaskScheduler/Operational";

    public static readonly DateTime Midnight = new(2024, 5, 6, 0, 0, 0, DateTimeKind.Utc);

    public TestHost(string computer = Name)
    {
        Computer = computer;
        for (int hour = 0; hour < 24; hour++)
        {
            DateTime time = Midnight.AddHours(hour);
            Security.Add(Process(time, "cmd.exe /c dir"));
            Security.Add(Audit(time.AddMinutes(1), 4624, ("TargetUserName", "bob")));
            Security.Add(Audit(
                time.AddMinutes(2),
                5156,
                ("Direction", "%%14593"), ("DestAddress", "10.0.0.1"), ("DestPort", "53")));
            Tasks.Add(Scheduler(time.AddMinutes(3), 200, ("TaskName", @"\Daily"), ("ActionName", @"C:\Windows\x.exe")));
        }

        Security.Insert(30, Audit(
            Midnight.AddHours(10), 4698, ("TaskName", @"\Daily"), ("TaskContent", "<Task/>"), ("SubjectUserName", "bob")));
        Tasks.Insert(10, Scheduler(Midnight.AddHours(10), 106, ("TaskName", @"\Daily"), ("UserContext", @"CONTOSO\bob")));
    }

    public string Computer { get; }

    public List<EventDescription> Security { get; } = [];

    public List<EventDescription> Tasks { get; } = [];

    public List<EventDescription> Windows { get; } = [];

    public EventDescription Process(DateTime time, string? line) => Audit(
        time, 4688, line is null ? [("NewProcessName", @"C:\x.exe")] : [("NewProcessName", @"C:\x.exe"), ("CommandLine", line)]);

    public EventDescription Audit(DateTime time, ushort id, params (string Name, string Value)[] fields) =>
        New(time, id, "Microsoft-Windows-Security-Auditing", "Security", fields);

    public EventDescription Scheduler(DateTime time, ushort id, params (string Name, string Value)[] fields) =>
        New(time, id, "Microsoft-Windows-TaskScheduler", TaskLog, fields);

    public EventDescription OfWindows(DateTime time, ushort id, string provider, params (string Name, string Value)[] fields) =>
        New(time, id, provider, "System", fields);

    public EventDescription Cleared(DateTime time, ushort id, string log, params (string Name, string Value)[] fields) =>
        New(time, id, "Microsoft-Windows-Eventlog", log) with
        {
            Payload = new UserDataPayload(
                "LogFileCleared",
                "http://manifests.microsoft.com/win/2004/08/windows/eventlog",
                fields.Select(field => new PayloadField(field.Name, EventValue.String(field.Value)))),
        };

    /// <summary>A log of events in order, numbered from 1000 on where they have no numbers.</summary>
    public static byte[] Log(IEnumerable<EventDescription> events)
    {
        ulong id = 1000;
        return TestLog.Of([.. events.OrderBy(item => item.RecordId is null ? item.Time : DateTime.MinValue).Select(item => item.RecordId is null ? item with { RecordId = id++ } : item)]);
    }

    /// <summary>The same events with the numbers that they get in order.</summary>
    public static List<EventDescription> Numbered(IEnumerable<EventDescription> events, ulong first = 1000) =>
        [.. events.OrderBy(item => item.Time).Select((item, place) => item with { RecordId = first + (ulong)place })];

    /// <summary>A collector's log of numbered events: it counts its records, and each keeps its number.</summary>
    public static byte[] Collected(IEnumerable<EventDescription> events) => TestLog.Of(
        [.. events.OrderBy(item => item.Time).Select((item, place) => item with { RecordId = (ulong)place + 1, OriginalRecordId = item.RecordId })]);

    /// <summary>Writes what logs there are into a folder.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string file, List<EventDescription> events) in new[]
        {
            ("Security.evtx", Security), (TaskLog.Replace("/", "%4") + ".evtx", Tasks), ("System.evtx", Windows),
        })
        {
            if (events.Count > 0)
            {
                File.WriteAllBytes(Path.Combine(folder, file), Log(events));
            }
        }
    }

    /// <summary>What all hunts come to over a folder.</summary>
    public static HuntResult[] Sweep(string folder, SweepOptions? options = null, IReadOnlyList<Hunt>? hunts = null)
    {
        HuntSweep sweep = new(hunts ?? HuntCatalog.All(), options ?? new SweepOptions(), new ReadLog());
        sweep.Read([.. Directory.GetFiles(folder, "*.evtx", SearchOption.AllDirectories).OrderBy(path => path, StringComparer.Ordinal)], CancellationToken.None);
        return [.. sweep.Complete(CancellationToken.None)];
    }

    private EventDescription New(DateTime time, ushort id, string provider, string log, params (string Name, string Value)[] fields) =>
        new(provider, id, time)
        {
            Channel = log,
            Computer = Computer,
            Payload = new EventDataPayload(fields.Select(field => new PayloadField(field.Name, EventValue.String(field.Value)))),
        };
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } =
        Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"turlahunt-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
