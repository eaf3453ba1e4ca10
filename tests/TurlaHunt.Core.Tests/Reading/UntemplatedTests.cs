using System;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Logs saved by collectors: every value is a text, and is parsed where a number is meant.</summary>
public sealed class UntemplatedTests
{
    [Fact]
    public void Texts_become_what_the_properties_are()
    {
        EventRecord record = Read(UntemplatedEvent.Make(("TaskName", @"\A"), ("Empty", ""), ("", "unnamed")));
        Assert.Equal((4698, 1, 4, 12804, 2), (record.Id, record.Version, record.Level, record.Task, record.Opcode));
        Assert.Equal(unchecked((long)0x8020000000000000), record.Keywords);
        Assert.Equal(TestLog.Time, record.TimeCreated);
        Assert.Equal((77L, 1L), (record.RecordId, record.SourceRecordId));
        Assert.Equal((0x4d8L, 2168L, "S-1-5-18"), (record.ProcessId, record.ThreadId, record.UserId));
        Assert.Equal(new Guid("54849625-5478-4994-a5ba-3e3b0328c30d"), record.ProviderId);
        Assert.Equal(new Guid("45efe602-f45c-0001-81e6-ef455cf4d601"), record.ActivityId);
        Assert.Equal(new Guid("ffbedba1-9858-4250-beb7-f545ae86a0f5"), record.RelatedActivityId);
        Assert.Equal(("Security", "WS-1.contoso.example"), (record.LogName, record.MachineName));
        Assert.Equal(["TaskName=\\A", "Empty=", "Param1=unnamed"], record.Data.Select(item => $"{item.Key}={item.Value}"));
    }

    [Theory]
    [InlineData("2019-07-10T08:15:30.1234567Z", 1234567)]
    [InlineData("2019-07-10T08:15:30.123456700Z", 1234567)]
    [InlineData("2019-07-10T08:15:30.123Z", 1230000)]
    [InlineData("2019-07-10T08:15:30Z", 0)]
    public void A_time_keeps_its_hundred_nanoseconds(string text, int ticks) =>
        Assert.Equal(TestLog.Time.AddTicks(ticks - 1234567), Read(At(text)).TimeCreated);

    [Theory]
    [InlineData("yesterday")]
    [InlineData("0x24c85a5ed1c04000")]
    [InlineData("1601-01-01T00:00:00.000Z")]
    public void A_time_that_is_none_is_that_of_the_record(string text) =>
        Assert.Equal(TestLog.Time.AddDays(1), Read(At(text), TestLog.Time.AddDays(1)).TimeCreated);

    [Fact]
    public void Numbers_that_are_none_are_not_there()
    {
        EventRecord record = Read(UntemplatedEvent.Make(
        [
            UntemplatedEvent.Leaf("EventID", "none", ("Qualifiers", "99999999999999999999")),
            UntemplatedEvent.Leaf("Level", ""),
            UntemplatedEvent.Leaf("Keywords", "0x"),
            UntemplatedEvent.Leaf("EventRecordID", "-"),
            UntemplatedEvent.Empty("Correlation", ("ActivityID", "{}")),
        ]));
        Assert.Equal((0, 1L), (record.Id, record.RecordId));
        Assert.Null(record.Qualifiers);
        Assert.Null(record.Level);
        Assert.Null(record.Keywords);
        Assert.Null(record.ActivityId);
    }

    [Fact]
    public void Rendered_messages_are_no_data()
    {
        HandmadeLog log = new();
        log.Record(() => log.InlineElement("Event", () =>
        {
            log.InlineElement("EventData", () => log.InlineElement("Data", () => log.Text("value")));
            log.InlineElement("RenderingInfo", () => log.InlineElement("Message", () => log.Text("A message")));
        }));
        EventRecord record = ReadAssert.Reads(log.ToFile(), 1).Records[0];
        Assert.Equal(["value"], record.Data.Values);
        Assert.Contains("A message", record.ToXml());
    }

    [Fact]
    public void A_section_that_is_itself_a_leaf_is_data()
    {
        HandmadeLog log = new();
        log.Record(() => log.InlineElement("Event", () =>
        {
            log.InlineElement("System", () => log.InlineElement("EventID", () => log.Text("7")));
            log.InlineElement("BinaryEventData", () => log.Text("0102"));
            log.InlineElement("EventData", () => { });
        }));
        EventData data = ReadAssert.Reads(log.ToFile(), 1).Records[0].Data;
        Assert.Equal(["BinaryEventData=0102"], data.Select(item => $"{item.Key}={item.Value}"));
    }

    private static BinXmlElement At(string time) => UntemplatedEvent.Make([UntemplatedEvent.Empty("TimeCreated", ("SystemTime", time))]);

    private static EventRecord Read(BinXmlElement root, DateTime? written = null) => ReadAssert.Reads(
        TestLog.Written(writer => writer.WriteElements(written ?? TestLog.Time, root)), 1).Records[0];
}
