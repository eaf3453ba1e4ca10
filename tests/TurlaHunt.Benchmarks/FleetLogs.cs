using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Benchmarks;

/// <summary>
/// Makes the logs of computers of one fleet: the same tasks on each, registered, updated, run and deleted, a thousand events a
/// computer in two logs. On one computer of fifty a program of somebody else's hides behind the name of one of these tasks.
/// </summary>
internal static class FleetLogs
{
    public const int EventsEach = 1000;

    private const string SchedulerLog = "Microsoft-Windows-TaskScheduler/Operational";
    private const int Tasks = 24;
    private const int Registered = 12;
    private const int Updates = 60;
    private const int Runs = 228;

    private static readonly DateTime Start = new(2019, 7, 1, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes the logs, a folder for each computer.</summary>
    /// <returns>The size of all of them.</returns>
    public static long Make(string folder, int computers)
    {
        long size = 0;
        for (int i = 0; i < computers; i++)
        {
            string name = $"WS-{i:0000}.contoso.example";
            string below = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            size += Write(Path.Combine(below, "Security.evtx"), Security(name, i))
                + Write(Path.Combine(below, "Microsoft-Windows-TaskScheduler%4Operational.evtx"), Scheduler(name, i));
        }

        return size;
    }

    /// <summary>Whether a task of somebody else's hides on that computer.</summary>
    public static bool IsHijacked(int computer) => computer % 50 == 7;

    /// <summary>The name that it hides behind, as it is called on every computer.</summary>
    public static string HijackedName(int computer) => $@"\Contoso\Maintenance {computer / 50 % Registered}";

    private static long Write(string path, IEnumerable<EventDescription> events)
    {
        using FileStream file = File.Create(path);
        using EvtxWriter writer = new(file);
        foreach (EventDescription description in events.OrderBy(item => item.Time))
        {
            writer.Write(description);
        }

        writer.Complete();
        return file.Length;
    }

    // Every third name differs from one computer to the next, as those of updaters do.
    private static string NameOf(int task, int computer) =>
        task % 3 == 2 ? $@"\Contoso\Updater {task} S-1-5-21-1-2-3-{1000 + computer}" : $@"\Contoso\Maintenance {task}";

    private static DateTime Registration(int task) => Start.AddMinutes(10 * task);

    private static IEnumerable<EventDescription> Scheduler(string name, int computer)
    {
        for (int task = 0; task < Registered; task++)
        {
            yield return OfScheduler(name, 106, Registration(task), ("TaskName", NameOf(task, computer)), ("UserContext", "S-1-5-18"));
        }

        for (int update = 0; update < Updates / 2; update++)
        {
            yield return OfScheduler(
                name, 140, Start.AddHours(24 + update), ("TaskName", NameOf(update % Registered, computer)), ("UserName", @"CONTOSO\deploy"));
        }

        for (int gone = 0; gone < 2; gone++)
        {
            yield return OfScheduler(name, 141, Start.AddDays(20).AddHours(gone), ("TaskName", NameOf(gone, computer)), ("UserName", @"CONTOSO\deploy"));
        }

        for (int run = 0; run < Runs; run++)
        {
            int task = run % Tasks;
            DateTime time = Start.AddHours(5 + (run * 2));
            string program = ProgramOf(task, computer);
            string instance = new Guid(computer, (short)run, 1, 1, 2, 3, 4, 5, 6, 7, 8).ToString("B").ToUpperInvariant();
            yield return OfScheduler(name, 107, time, ("TaskName", NameOf(task, computer)), ("InstanceId", instance));
            yield return OfScheduler(name, 129, time.AddTicks(20), ("TaskName", NameOf(task, computer)), ("Path", program), ("ProcessID", "4711"), ("Priority", "16384"));
            yield return OfScheduler(
                name, 200, time.AddTicks(40), ("TaskName", NameOf(task, computer)), ("ActionName", program), ("TaskInstanceId", instance), ("EnginePID", "4711"));
            yield return OfScheduler(
                name, 201, time.AddSeconds(5), ("TaskName", NameOf(task, computer)), ("TaskInstanceId", instance), ("ActionName", program), ("ResultCode", "0"), ("EnginePID", "4711"));
        }
    }

    private static IEnumerable<EventDescription> Security(string name, int computer)
    {
        for (int task = 0; task < Registered; task++)
        {
            yield return Audited(name, 4698, Registration(task).AddTicks(1400), computer, task, "TaskContent");
        }

        for (int update = 0; update < Updates / 2; update++)
        {
            yield return Audited(name, 4702, Start.AddHours(24 + update).AddTicks(1400), computer, update % Registered, "TaskContentNew");
        }

        for (int gone = 0; gone < 2; gone++)
        {
            yield return Audited(name, 4699, Start.AddDays(20).AddHours(gone).AddTicks(1400), computer, gone, null);
        }
    }

    private static string ProgramOf(int task, int computer) => IsHijacked(computer) && NameOf(task, computer) == HijackedName(computer)
        ? @"C:\ProgramData\Contoso\maintenance.exe"
        : $@"C:\Program Files\Contoso\maintenance-{task}.exe";

    private static EventDescription Audited(string name, ushort id, DateTime time, int computer, int task, string? content)
    {
        string xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n"
            + "<Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\r\n"
            + $"  <RegistrationInfo><Date>2019-07-01T06:00:00</Date><Author>Contoso IT</Author><URI>{NameOf(task, computer)}</URI></RegistrationInfo>\r\n"
            + $"  <Triggers><CalendarTrigger><StartBoundary>{time.ToString("s", CultureInfo.InvariantCulture)}</StartBoundary><Enabled>true</Enabled>"
            + "<ScheduleByDay><DaysInterval>2</DaysInterval></ScheduleByDay></CalendarTrigger></Triggers>\r\n"
            + "  <Principals><Principal id=\"Author\"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal></Principals>\r\n"
            + "  <Settings><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy><DisallowStartIfOnBatteries>true</DisallowStartIfOnBatteries>"
            + "<Enabled>true</Enabled><Hidden>false</Hidden><ExecutionTimeLimit>PT72H</ExecutionTimeLimit><Priority>7</Priority></Settings>\r\n"
            + $"  <Actions Context=\"Author\"><Exec><Command>{ProgramOf(task, computer)}</Command><Arguments>/quiet /task {task}</Arguments></Exec></Actions>\r\n"
            + "</Task>";
        return Event("Microsoft-Windows-Security-Auditing", "Security", name, id, time,
        [
            ("SubjectUserSid", "S-1-5-21-1-2-3-1110"), ("SubjectUserName", "deploy"), ("SubjectDomainName", "CONTOSO"), ("SubjectLogonId", "0x3e7"),
            ("TaskName", NameOf(task, computer)), .. content is null ? Array.Empty<(string, string)>() : [(content, xml)],
        ]);
    }

    private static EventDescription OfScheduler(string name, ushort id, DateTime time, params (string, string)[] fields) =>
        Event("Microsoft-Windows-TaskScheduler", SchedulerLog, name, id, time, fields);

    private static EventDescription Event(string provider, string log, string name, ushort id, DateTime time, (string Name, string Value)[] fields) =>
        new(provider, id, time)
        {
            Channel = log,
            Computer = name,
            Payload = new EventDataPayload(fields.Select(field => new PayloadField(field.Name, EventValue.String(field.Value)))),
        };
}
