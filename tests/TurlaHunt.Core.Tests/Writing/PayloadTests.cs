using System;
using System.Linq;
using System.Xml.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using Xunit;

namespace TurlaHunt.Tests.Writing;

/// <summary>What an event says comes back, by two programs of other authors.</summary>
public sealed class PayloadTests
{
    private static readonly XNamespace LogNamespace = "http://manifests.microsoft.com/win/2004/08/windows/eventlog";

    private static readonly Func<byte[], XElement[]>[] Readers = IndependentReaders.Both;

    public static TheoryData<int> EachReader => [0, 1];

    [Theory]
    [MemberData(nameof(EachReader))]
    public void The_System_section_says_what_the_description_says(int reader)
    {
        EventDescription description = TestLog.Saying("x") with
        {
            EventSourceName = "TestSource",
            Qualifiers = 0x4000,
            Version = 2,
            Level = 3,
            Task = 12804,
            Opcode = 1,
            RecordId = 20022,
            ActivityId = new Guid("45efe602-f45c-0001-81e6-ef455cf4d601"),
            RelatedActivityId = new Guid("ffbedba1-9858-4250-beb7-f545ae86a0f5"),
        };
        XElement read = Assert.Single(Readers[reader](TestLog.Of(description)));
        Assert.Equal("Test-Provider", EventXml.System(read, "Provider", "Name"));
        Assert.Equal(
            "{DE7B24EA-73C8-4A09-985D-5BDADCFA9017}", EventXml.System(read, "Provider", "Guid"), ignoreCase: true);
        Assert.Equal("TestSource", EventXml.System(read, "Provider", "EventSourceName"));
        Assert.Equal("106", EventXml.System(read, "EventID"));
        Assert.Equal("16384", EventXml.System(read, "EventID", "Qualifiers"));
        Assert.Equal("2", EventXml.System(read, "Version"));
        Assert.Equal("3", EventXml.System(read, "Level"));
        Assert.Equal("12804", EventXml.System(read, "Task"));
        Assert.Equal("1", EventXml.System(read, "Opcode"));
        Assert.Equal("0x8000000000000000", EventXml.System(read, "Keywords"));
        Assert.Equal("20022", EventXml.System(read, "EventRecordID"));
        Assert.StartsWith("2019-07-10", EventXml.System(read, "TimeCreated", "SystemTime"));
        Assert.Equal(
            "{45EFE602-F45C-0001-81E6-EF455CF4D601}",
            EventXml.System(read, "Correlation", "ActivityID"),
            ignoreCase: true);
        Assert.Equal(
            "{FFBEDBA1-9858-4250-BEB7-F545AE86A0F5}",
            EventXml.System(read, "Correlation", "RelatedActivityID"),
            ignoreCase: true);
        Assert.Equal("1268", EventXml.System(read, "Execution", "ProcessID"));
        Assert.Equal("2168", EventXml.System(read, "Execution", "ThreadID"));
        Assert.Equal("Test/Operational", EventXml.System(read, "Channel"));
        Assert.Equal("WS-1.contoso.example", EventXml.System(read, "Computer"));
        Assert.Equal("S-1-5-18", EventXml.System(read, "Security", "UserID"));
    }

    [Theory]
    [MemberData(nameof(EachReader))]
    public void What_an_event_does_not_have_is_not_there(int reader)
    {
        EventDescription bare = new("Test-Provider", 1, TestLog.Time) { Channel = "Test" };
        XElement read = Assert.Single(Readers[reader](TestLog.Of(bare)));
        Assert.True(string.IsNullOrEmpty(EventXml.System(read, "Provider", "Guid")));
        Assert.Null(EventXml.System(read, "Provider", "EventSourceName"));
        Assert.True(string.IsNullOrEmpty(EventXml.System(read, "EventID", "Qualifiers")));
        Assert.True(string.IsNullOrEmpty(EventXml.System(read, "Correlation", "ActivityID")));
        Assert.True(string.IsNullOrEmpty(EventXml.System(read, "Security", "UserID")));
        Assert.Equal("", EventXml.System(read, "Computer"));
        Assert.Null(read.Element(EventXml.Namespace + "EventData"));
        Assert.Null(read.Element(EventXml.Namespace + "UserData"));
    }

    [Theory]
    [MemberData(nameof(EachReader))]
    public void EventData_may_have_a_name_of_its_own(int reader)
    {
        EventDataPayload payload =
            TestLog.Data(("TaskName", EventValue.String(@"\A"))) with { Name = "TaskRegisteredEvent" };
        XElement read = Assert.Single(Readers[reader](TestLog.Of(TestLog.Event(payload))));
        Assert.Equal("TaskRegisteredEvent", read.Element(EventXml.Namespace + "EventData")!.Attribute("Name")?.Value);
        Assert.Equal(@"\A", Assert.Single(EventXml.Data(read)).Value);
    }

    [Theory]
    [MemberData(nameof(EachReader))]
    public void Classic_data_has_no_names_but_an_order_and_a_binary_tail(int reader)
    {
        EventDataPayload payload = TestLog.Data(
            (null, EventValue.String("first")), (null, EventValue.String("")), (null, EventValue.String("third")))
            with { Binary = EventValue.Binary([1, 2, 255]) };
        XElement read = Assert.Single(Readers[reader](TestLog.Of(TestLog.Event(payload))));
        Assert.Equal(["first", "", "third"], EventXml.Data(read).Select(item => item.Value));
        Assert.All(EventXml.Data(read), item => Assert.Null(item.Attribute("Name")));
        Assert.Equal(
            reader == 0 ? "0102FF" : "AQL/",
            read.Element(EventXml.Namespace + "EventData")!.Element(EventXml.Namespace + "Binary")!.Value);
    }

    [Theory]
    [MemberData(nameof(EachReader))]
    public void UserData_holds_an_element_of_the_provider(int reader)
    {
        UserDataPayload payload = new(
            "LogFileCleared",
            LogNamespace.NamespaceName,
            new PayloadField("SubjectUserSid", EventValue.Sid("S-1-5-21-1-2-3-1104")),
            new PayloadField("SubjectUserName", EventValue.String("m.weber")),
            new PayloadField("SubjectLogonId", EventValue.HexInt64(0xAF855)));
        XElement read = Assert.Single(Readers[reader](TestLog.Of(TestLog.Event(payload, 1102))));
        XElement cleared = read.Element(EventXml.Namespace + "UserData")!.Element(LogNamespace + "LogFileCleared")!;
        Assert.Equal(
            ["SubjectUserSid=S-1-5-21-1-2-3-1104", "SubjectUserName=m.weber", "SubjectLogonId=0x00000000000af855"],
            cleared.Elements().Select(leaf => $"{leaf.Name.LocalName}={leaf.Value}"));
    }

    [Fact]
    public void An_optional_value_that_is_absent_takes_its_element_with_it()
    {
        static EventDescription With(EventValue value) => TestLog.Event(new EventDataPayload(
            new PayloadField("Always", EventValue.String("here")),
            new PayloadField("Sometimes", value) { IsOptional = true }));
        XElement[] read = IndependentReaders.EvtxExport(TestLog.Of(
            With(EventValue.UInt32(7)), With(EventValue.NullOf(BinXmlValueType.UInt32)), With(EventValue.UInt32(8))));
        Assert.Equal(
            ["here 7", "here", "here 8"],
            read.Select(item => string.Join(" ", EventXml.Data(item).Select(data => data.Value))));
    }

    [Fact]
    public void An_array_repeats_its_element()
    {
        byte[] log = TestLog.Of(TestLog.Event(TestLog.Data((null, EventValue.StringArray("one", "", "three")))));
        XElement read = Assert.Single(IndependentReaders.EvtxExport(log));
        Assert.Equal(["one", "", "three"], EventXml.Data(read).Select(item => item.Value));
    }
}
