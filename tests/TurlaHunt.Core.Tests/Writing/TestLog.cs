using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Writing;

/// <summary>Short ways to make events and logs that are about one thing only.</summary>
internal static class TestLog
{
    public static readonly DateTime Time = new DateTime(2019, 7, 10, 8, 15, 30, DateTimeKind.Utc).AddTicks(1234567);
    public static readonly Guid ProviderGuid = new("de7b24ea-73c8-4a09-985d-5bdadcfa9017");

    public static byte[] Of(params IEnumerable<EventDescription> events) => Written(writer =>
    {
        foreach (EventDescription description in events)
        {
            writer.Write(description);
        }
    });

    public static byte[] Of(string first, params string[] texts) => Of(new[] { first }.Concat(texts).Select(Saying));

    public static byte[] Written(Action<EvtxWriter> write)
    {
        using MemoryStream stream = new();
        using (EvtxWriter writer = new(stream, leaveOpen: true))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    public static EventDescription Event(EventPayload? payload, ushort id = 106) => new("Test-Provider", id, Time)
    {
        ProviderGuid = ProviderGuid,
        Channel = "Test/Operational",
        Computer = "WS-1.contoso.example",
        Keywords = 0x8000000000000000,
        Level = 4,
        ProcessId = 1268,
        ThreadId = 2168,
        UserSid = "S-1-5-18",
        Payload = payload,
    };

    public static EventDescription Saying(string text) => Event(Data(("Text", EventValue.String(text))));

    public static EventDataPayload Data(params (string? Name, EventValue Value)[] fields) =>
        new(Array.ConvertAll(fields, field => new PayloadField(field.Name, field.Value)));
}
