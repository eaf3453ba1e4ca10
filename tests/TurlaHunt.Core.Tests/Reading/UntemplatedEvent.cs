using System;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Reading;

/// <summary>Events as collectors write them: elements and texts, without templates and types.</summary>
internal static class UntemplatedEvent
{
    private const string Namespace = "http://schemas.microsoft.com/win/2004/08/events/event";

    public static BinXmlElement Make(params (string Name, string Value)[] data) => Make(
        [
            Leaf("EventID", "4698"),
            Leaf("Version", "1"),
            Leaf("Level", "4"),
            Leaf("Task", "12804"),
            Leaf("Opcode", "2"),
            Leaf("Keywords", "0x8020000000000000"),
            Empty("TimeCreated", ("SystemTime", "2019-07-10T08:15:30.123456700Z")),
            Leaf("EventRecordID", "77"),
            Empty(
                "Correlation",
                ("ActivityID", "{45efe602-f45c-0001-81e6-ef455cf4d601}"),
                ("RelatedActivityID", "{FFBEDBA1-9858-4250-BEB7-F545AE86A0F5}")),
            Empty("Execution", ("ProcessID", "0x4d8"), ("ThreadID", "2168")),
            Leaf("Channel", "Security"),
            Leaf("Computer", "WS-1.contoso.example"),
            Empty("Security", ("UserID", "S-1-5-18")),
        ],
        data);

    public static BinXmlElement Make(BinXmlElement[] system, params (string Name, string Value)[] data)
    {
        BinXmlElement provider = Empty(
            "Provider",
            ("Name", "Microsoft-Windows-Security-Auditing"),
            ("Guid", "{54849625-5478-4994-a5ba-3e3b0328c30d}"));
        return new BinXmlElement("Event", [new BinXmlAttribute("xmlns", new BinXmlText(Namespace))],
        [
            new BinXmlElement("System", [], [provider, .. system]),
            new BinXmlElement("EventData", [], [.. data.Select(item => Leaf("Data", item.Value, ("Name", item.Name)))]),
        ]);
    }

    public static BinXmlElement Leaf(string name, string text, params (string Name, string Value)[] attributes) =>
        new(name, Attributes(attributes), text.Length == 0 ? [] : [new BinXmlText(text)]);

    public static BinXmlElement Empty(string name, params (string Name, string Value)[] attributes) =>
        new(name, Attributes(attributes), []);

    private static BinXmlAttribute[] Attributes((string Name, string Value)[] attributes) =>
        Array.ConvertAll(attributes, item => new BinXmlAttribute(item.Name, new BinXmlText(item.Value)));
}
