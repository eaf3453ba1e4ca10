using System;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Samples;

/// <summary>Events of the Task Scheduler's operational channel. They are all logged by the service, as SYSTEM.</summary>
internal sealed class TaskSchedulerEvents
{
    private const uint ServicePid = 1268;
    private const ulong Plain = 0x8000000000000000;
    private const ulong Lifecycle = 0x8000000000000001;
    private const byte Start = 1;
    private const byte Stop = 2;

    public SampleChannel Channel { get; } = new(
        "Microsoft-Windows-TaskScheduler/Operational", "Microsoft-Windows-TaskScheduler",
        "de7b24ea-73c8-4a09-985d-5bdadcfa9017", 5_310);

    public void Registered(DateTime time, string task, string principal) =>
        Add(106, "TaskRegisteredEvent", time, ("TaskName", Text(task)), ("UserContext", Text(principal)));

    public void Updated(DateTime time, string task, string user) =>
        Add(140, "TaskUpdated", time, ("TaskName", Text(task)), ("UserName", Text(user)));

    public void Deleted(DateTime time, string task, string user) =>
        Add(141, "TaskDeleted", time, ("TaskName", Text(task)), ("UserName", Text(user)));

    /// <summary>A run from start to end; a run whose action is no program has no process (129) to tell of.</summary>
    public void Ran(
        DateTime time, TimeSpan length, string task, string user, string action, Guid instance, uint processId,
        bool isProgram = true)
    {
        if (isProgram)
        {
            Add(129, "CreatedTaskProcess", time,
                ("TaskName", Text(task)), ("Path", Text(action)),
                ("ProcessID", EventValue.UInt32(processId)), ("Priority", EventValue.UInt32(16384)));
        }

        (string, EventValue)[] lifecycle =
            [("TaskName", Text(task)), ("UserContext", Text(user)), ("InstanceId", EventValue.Guid(instance))];
        Add(100, "TaskStartEvent", time.AddTicks(3102), lifecycle, Lifecycle, Start, 0, instance);
        Add(200, "ActionStart", time.AddTicks(3114),
            [
                ("TaskName", Text(task)), ("ActionName", Text(action)), ("TaskInstanceId", EventValue.Guid(instance)),
                ("EnginePID", EventValue.UInt32(processId)),
            ],
            Plain, Start, 1, instance);
        Add(201, "ActionSuccess", time + length,
            [
                ("TaskName", Text(task)), ("TaskInstanceId", EventValue.Guid(instance)), ("ActionName", Text(action)),
                ("ResultCode", EventValue.UInt32(0)), ("EnginePID", EventValue.UInt32(processId)),
            ],
            Plain, Stop, 2, instance);
        Add(102, "TaskSuccessEvent", time + length + TimeSpan.FromTicks(3755), lifecycle, Lifecycle, Stop, 0, instance);
    }

    private static EventValue Text(string text) => EventValue.String(text);

    private void Add(ushort id, string section, DateTime time, params (string Name, EventValue Value)[] fields) =>
        Add(id, section, time, fields, Plain, 0, 0, null);

    private void Add(
        ushort id, string section, DateTime time, (string Name, EventValue Value)[] fields,
        ulong keywords, byte opcode, byte version, Guid? instance) =>
        Channel.Add(Channel.New(id, time) with
        {
            Version = version,
            Level = 4,
            Task = id,
            Opcode = opcode,
            Keywords = keywords,
            ActivityId = instance,
            ProcessId = ServicePid,
            UserSid = "S-1-5-18",
            Payload = new EventDataPayload(fields.Select(field => new PayloadField(field.Name, field.Value)))
            {
                Name = section,
            },
        });
}
