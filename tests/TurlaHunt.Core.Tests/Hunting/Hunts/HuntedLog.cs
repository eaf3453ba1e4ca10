using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting;
using TurlaHunt.Tests.Writing;

namespace TurlaHunt.Tests.Hunting.Hunts;

/// <summary>What a hunt finds in logs, and short ways to make the events that hunts look at.</summary>
internal static class HuntedLog
{
    public const string Computer = "WS-1.contoso.example";

    public static readonly DateTime Noon = new(2019, 7, 10, 12, 0, 0, DateTimeKind.Utc);

    public static T[] Find<T>(Hunt hunt, params EventDescription[] events)
        where T : Finding =>
        Find<T>(hunt, ReadLog.Of(TestLog.Of(events), hunt.Query).Records);

    public static T[] Find<T>(Hunt hunt, IEnumerable<EventRecord> records)
        where T : Finding =>
        [.. HuntRuns.Find(hunt, records).Cast<T>()];

    public static EventDescription Security(ushort id, params (string Name, EventValue Value)[] fields) =>
        New("Microsoft-Windows-Security-Auditing", "Security", id, fields);

    public static EventDescription Sysmon(ushort id, params (string Name, EventValue Value)[] fields) =>
        New("Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational", id, fields);

    public static EventDescription SmbClient(ushort id, string log, params (string Name, EventValue Value)[] fields) =>
        New("Microsoft-Windows-SMBClient", "Microsoft-Windows-SmbClient/" + log, id, fields);

    private static EventDescription New(
        string provider, string channel, ushort id, (string Name, EventValue Value)[] fields) =>
        new(provider, id, Noon)
        {
            Channel = channel,
            Computer = Computer,
            Payload = TestLog.Data(Array.ConvertAll(fields, field => ((string?)field.Name, field.Value))),
        };
}
