using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Samples;

/// <summary>The events of one channel, in whatever order the story tells them.</summary>
internal sealed class SampleChannel(string name, string provider, string providerGuid, ulong firstRecordId)
{
    private readonly List<EventDescription> _events = [];

    /// <summary>The file that Windows keeps the channel in.</summary>
    public string FileName => name.Replace("/", "%4") + ".evtx";

    /// <summary>An event of the channel's provider, ready to be told apart by its other fields.</summary>
    public EventDescription New(ushort id, DateTime time, params (string Name, EventValue Value)[] fields) =>
        new(provider, id, time)
        {
            ProviderGuid = new Guid(providerGuid),
            Channel = name,
            Computer = SampleHost.Computer,
            Payload = new EventDataPayload(fields.Select(field => new PayloadField(field.Name, field.Value))),
        };

    public void Add(EventDescription description) => _events.Add(description);

    /// <summary>The log: oldest first, with the record ids that follow from that.</summary>
    public byte[] ToLog()
    {
        using MemoryStream stream = new();
        using (EvtxWriter writer = new(stream, leaveOpen: true))
        {
            ulong id = firstRecordId;
            foreach (EventDescription description in _events.OrderBy(description => description.Time))
            {
                writer.Write(description with { RecordId = id++, ThreadId = 100 + (4 * (uint)(id * 37 % 400)) });
            }
        }

        return stream.ToArray();
    }
}
