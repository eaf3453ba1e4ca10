using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Writing;

namespace TurlaHunt.Tests.Hunting.Tasks;

/// <summary>Events about tasks of one computer, written to logs and read back. Times are minutes from a moment on.</summary>
internal sealed class TaskLog(string computer = "WS-1.contoso.example")
{
    public const string Name = @"\Updater";
    public const string User = @"CONTOSO\m.weber";
    public const string Certcheck = @"C:\Users\m.weber\AppData\Local\VirtualStore\certcheck.exe";

    public static readonly DateTime Start = new(2019, 7, 10, 0, 0, 0, DateTimeKind.Utc);

    private const string SchedulerLog = "Microsoft-Windows-TaskScheduler/Operational";

    private readonly List<EventDescription> _scheduler = [];
    private readonly List<EventDescription> _security = [];
    private readonly List<EventDescription> _system = [];

    /// <summary>The records of the three logs, each in its order, one log after the other.</summary>
    public List<EventRecord> Records => [.. new[] { _scheduler, _security, _system }.SelectMany(Read)];

    public List<EventRecord> SchedulerRecords => Read(_scheduler);

    public List<EventRecord> SecurityRecords => Read(_security);

    /// <summary>What the hunt makes of it, whatever way the records come.</summary>
    public TaskCreation[] Dossiers() => Dossiers(Records);

    public static TaskCreation[] Dossiers(IEnumerable<EventRecord> records) =>
        [.. HuntRuns.Find(new SuspiciousTaskCreationHunt(), records).Cast<TaskCreation>()];

    public TaskLog Registered(double minute, string task = Name, string user = User) =>
        Scheduler(106, minute, ("TaskName", task), ("UserContext", user));

    public TaskLog Updated(double minute, string task = Name) => Scheduler(140, minute, ("TaskName", task), ("UserName", User));

    public TaskLog Deleted(double minute, string task = Name) => Scheduler(141, minute, ("TaskName", task), ("UserName", User));

    public TaskLog Disabled(double minute, string task = Name) => Scheduler(142, minute, ("TaskName", task), ("UserName", "System"));

    /// <summary>A run with all the events that it leaves, five seconds long.</summary>
    public TaskLog Ran(double minute, string program = Certcheck, string task = Name)
    {
        string instance = Guid.NewGuid().ToString("B").ToUpperInvariant();
        double end = minute + (5.0 / 60);
        Scheduler(107, minute, ("TaskName", task), ("InstanceId", instance));
        if (program[0] != '{')
        {
            Started(minute, program, task);
        }

        Scheduler(200, minute, ("TaskName", task), ("ActionName", program), ("TaskInstanceId", instance), ("EnginePID", "4711"));
        return Scheduler(
            201, end, ("TaskName", task), ("TaskInstanceId", instance), ("ActionName", program), ("ResultCode", "0"), ("EnginePID", "4711"));
    }

    /// <summary>Only that the process of a run was made.</summary>
    public TaskLog Started(double minute, string program = Certcheck, string task = Name) =>
        Scheduler(129, minute, ("TaskName", task), ("Path", program), ("ProcessID", "4711"), ("Priority", "16384"));

    public TaskLog Audited(
        ushort id, double minute, string? xml = null, string task = Name, long? client = null, long? parent = null, string user = "m.weber")
    {
        List<(string, string)> fields =
        [
            ("SubjectUserSid", "S-1-5-21-1-2-3-1001"), ("SubjectUserName", user), ("SubjectDomainName", "CONTOSO"),
            ("SubjectLogonId", "0x1234"), ("TaskName", task), (id == 4702 ? "TaskContentNew" : "TaskContent", xml ?? ""),
        ];
        if (client is not null)
        {
            fields.AddRange([("ClientProcessId", $"{client}"), ("ParentProcessId", $"{parent}")]);
        }

        return Security(id, minute, [.. fields]);
    }

    public TaskLog Process(double minute, long id, long parent, string name, string? line = null) =>
        Security(4688, minute, ("NewProcessId", $"0x{id:x}"), ("ProcessId", $"0x{parent:x}"), ("NewProcessName", name), ("CommandLine", line ?? name));

    public TaskLog Cleared(double minute, string channel = SchedulerLog)
    {
        Add(_system, "Microsoft-Windows-Eventlog", "System", 104, minute, [("Channel", channel)]);
        return this;
    }

    /// <summary>What a computer that is on leaves in the scheduler's log: some task runs every hour, another is registered at times.</summary>
    public TaskLog Alive(int fromHour, int toHour)
    {
        for (int hour = fromHour; hour < toHour; hour++)
        {
            Ran((hour * 60) + 7, "{CF4270F5-2E43-4468-83B3-A8C45BB33EA1}", @"\Microsoft\Windows\Hourly");
            if (hour % 24 == 0)
            {
                Updated((hour * 60) + 8, @"\Microsoft\Windows\Daily");
            }
        }

        return this;
    }

    public static string Xml(string actions, string triggers = "", string settings = "", string principal = "S-1-5-18") =>
        "<Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">"
        + $"<Triggers>{triggers}</Triggers><Principals><Principal id=\"Author\"><UserId>{principal}</UserId></Principal></Principals>"
        + $"<Settings>{settings}</Settings><Actions Context=\"Author\">{actions}</Actions></Task>";

    public static string Exec(string command, string arguments = "") =>
        $"<Exec><Command>{command}</Command><Arguments>{arguments}</Arguments></Exec>";

    public static string Every(string interval, string from = "2019-07-10T00:00:00") =>
        $"<TimeTrigger><Repetition><Interval>{interval}</Interval></Repetition><StartBoundary>{from}</StartBoundary></TimeTrigger>";

    private static List<EventRecord> Read(List<EventDescription> events) => ReadLog.Of(TestLog.Of(
        events.OrderBy(item => item.Time).Select((item, i) => item with { RecordId = (ulong)(i + 1) }))).Records;

    private TaskLog Scheduler(ushort id, double minute, params (string, string)[] fields)
    {
        Add(_scheduler, "Microsoft-Windows-TaskScheduler", SchedulerLog, id, minute, fields);
        return this;
    }

    private TaskLog Security(ushort id, double minute, params (string, string)[] fields)
    {
        Add(_security, "Microsoft-Windows-Security-Auditing", "Security", id, minute, fields);
        return this;
    }

    private void Add(
        List<EventDescription> log, string provider, string channel, ushort id, double minute, (string Name, string Value)[] fields) =>
        log.Add(new EventDescription(provider, id, Start.AddMinutes(minute))
        {
            Channel = channel,
            Computer = computer,
            Payload = TestLog.Data(Array.ConvertAll(fields, field => ((string?)field.Name, EventValue.String(field.Value)))),
        });
}
