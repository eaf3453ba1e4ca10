using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using TurlaHunt.Evtx;
using Xunit;

namespace TurlaHunt.Tests.Writing;

/// <summary>Many events, large events, and events that cannot be.</summary>
public sealed class WriterTests
{
    [Fact]
    public void Two_thousand_events_of_changing_shape_come_back_in_order()
    {
        byte[] log = TestLog.Of(Enumerable.Range(1, 2000).Select(i => TestLog.Event(
            i % 3 == 0
                ? TestLog.Data(("Number", EventValue.Int32(i)), ("Text", EventValue.String(new string('n', i % 401))))
                : TestLog.Data(("Text", EventValue.String(new string('t', i % 577))), ("Number", EventValue.Int32(i))),
            (ushort)(100 + (i % 7)))));
        Assert.True(new RawLog(log).Chunks.Count > 10);

        XElement[] read = IndependentReaders.EvtxExport(log);
        Assert.Equal(2000, read.Length);
        Assert.All(read, (item, index) =>
        {
            int number = index + 1;
            Assert.Equal($"{number}", EventXml.System(item, "EventRecordID"));
            Assert.Equal($"{100 + (number % 7)}", EventXml.System(item, "EventID"));
            Assert.Equal($"{number}", EventXml.Data(item, "Number"));
            Assert.Equal(number % 3 == 0 ? number % 401 : number % 577, EventXml.Data(item, "Text").Length);
        });
    }

    [Fact]
    public void A_record_may_fill_its_chunk_up_to_the_last_eight_bytes()
    {
        int longest = Enumerable.Range(31_000, 700).Last(length => LogWith(length).Chunks.Count == 1);
        Assert.Equal(65528, Assert.Single(LogWith(longest).Chunks).FreeSpace);
        Assert.Equal(2, LogWith(longest + 1).Chunks.Count);

        XElement[] read = IndependentReaders.EvtxExport(TestLog.Of("first", Text(longest), Text(longest)));
        Assert.Equal([5, longest, longest], read.Select(item => Assert.Single(EventXml.Data(item)).Value.Length));

        static RawLog LogWith(int length) => new(TestLog.Of("first", Text(length)));
    }

    [Fact]
    public void A_text_of_thirty_thousand_characters_is_whole_for_both_readers()
    {
        string text = string.Concat(Enumerable.Range(0, 6000).Select(i => $"{i:D4} "));
        byte[] log = TestLog.Of(text, "short", text);
        foreach (Func<byte[], XElement[]> reader in IndependentReaders.Both)
        {
            Assert.Equal([text, "short", text], reader(log).Select(item => Assert.Single(EventXml.Data(item)).Value));
        }
    }

    [Fact]
    public void An_event_too_large_for_a_chunk_is_refused_and_leaves_no_trace()
    {
        byte[] expected = TestLog.Of("one", "two");
        byte[] log = TestLog.Written(writer =>
        {
            // Refused by the sum of its values, by the encoded size, and by a text that has no 16-bit length.
            Assert.Throws<ArgumentException>(() => writer.Write(TooLong(2, 16_300)));
            Assert.Throws<ArgumentException>(() => writer.Write(TestLog.Saying(Text(32_000))));
            writer.Write(TestLog.Saying("one"));
            Assert.Throws<ArgumentException>(() => writer.Write(TooLong(40, 2_000)));
            Assert.Throws<ArgumentException>(() => writer.Write(TestLog.Saying("x") with { Computer = Text(70_000) }));
            writer.Write(TestLog.Saying("two"));
        });
        Assert.Equal(expected, log);
    }

    [Fact]
    public void After_a_refusal_at_the_end_of_a_chunk_the_next_event_opens_the_next_chunk()
    {
        byte[] log = TestLog.Written(writer =>
        {
            writer.Write(TestLog.Saying("one"));
            Assert.Throws<ArgumentException>(() => writer.Write(TestLog.Saying(Text(32_000))));
            writer.Write(TestLog.Saying("two"));
        });
        Assert.Equal(["one", "two"], IndependentReaders.EvtxExport(log).Select(item => EventXml.Data(item, "Text")));
        Assert.Equal([1ul, 2], new RawLog(log).Chunks.Select(chunk => chunk.UInt64(8)));
    }

    [Fact]
    public void Record_ids_may_skip_but_not_fall()
    {
        byte[] log = TestLog.Written(writer =>
        {
            writer.Write(TestLog.Saying("a") with { RecordId = 10 });
            writer.Write(TestLog.Saying("b") with { RecordId = 20 });
            Assert.Throws<ArgumentException>(() => writer.Write(TestLog.Saying("c") with { RecordId = 20 }));
            writer.Write(TestLog.Saying("d"));
        });
        Assert.Equal(
            ["10", "20", "21"],
            IndependentReaders.EvtxExport(log).Select(item => EventXml.System(item, "EventRecordID")));
    }

    [Fact]
    public void Wrong_input_is_named_when_it_is_given()
    {
        Assert.Throws<ArgumentException>(() => EventValue.Sid("S-1-5-x"));
        Assert.Throws<ArgumentException>(() => EventValue.Sid("not a SID"));
        Assert.Throws<ArgumentException>(() => EventValue.Sid("S-1-5-4294967296"));
        Assert.Throws<ArgumentException>(() => EventValue.AnsiString("\u20AC"));
        Assert.Throws<ArgumentException>(() => EventValue.String(Text(32_768)));
        Assert.Throws<ArgumentException>(() => EventValue.StringArray("a", "b\0c"));
        Assert.Throws<ArgumentOutOfRangeException>(() => EventValue.SizeT(ulong.MaxValue, width: 4));
        Assert.Throws<ArgumentException>(
            () => EventValue.FileTime(DateTime.SpecifyKind(TestLog.Time, DateTimeKind.Local)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => EventValue.FileTime(DateTime.SpecifyKind(default, DateTimeKind.Utc)));
        Assert.Throws<ArgumentException>(() => new UserDataPayload("two words", "urn:x"));
        Assert.Throws<ArgumentException>(
            () => new UserDataPayload("Root", "urn:x", new PayloadField(null, EventValue.Null)));
        Assert.Throws<ArgumentException>(() => TestLog.Data(("", EventValue.Null)));
    }

    [Fact]
    public void A_local_time_is_refused_and_an_unwritable_stream_too()
    {
        DateTime unspecified = DateTime.SpecifyKind(TestLog.Time, DateTimeKind.Unspecified);
        TestLog.Written(writer => Assert.Throws<ArgumentException>(
            () => writer.Write(TestLog.Saying("x") with { Time = unspecified })));
        Assert.Throws<ArgumentException>(() => new EvtxWriter(new MemoryStream([], writable: false)));
    }

    [Fact]
    public void A_complete_log_takes_no_more_events()
    {
        using MemoryStream stream = new();
        using EvtxWriter writer = new(stream);
        writer.Write(TestLog.Saying("x"));
        writer.Complete();
        Assert.Throws<InvalidOperationException>(() => writer.Write(TestLog.Saying("y")));
    }

    [Fact]
    public void A_log_that_is_still_being_written_says_that_it_is_dirty()
    {
        using MemoryStream stream = new();
        using EvtxWriter writer = new(stream, leaveOpen: true);
        Assert.Equal(1u, new RawLog(stream.ToArray()).UInt32(120));
        writer.Complete();
        Assert.Equal(0u, new RawLog(stream.ToArray()).UInt32(120));
    }

    [Fact]
    public void A_log_starts_where_the_stream_stands()
    {
        using MemoryStream stream = new();
        stream.Write([1, 2, 3], 0, 3);
        using (EvtxWriter writer = new(stream, leaveOpen: true))
        {
            writer.Write(TestLog.Saying("x"));
        }

        Assert.Equal(TestLog.Of("x"), stream.ToArray().Skip(3));
    }

    [Fact]
    public void A_record_without_a_template_begins_with_its_element()
    {
        BinXmlElement leaf = new("Leaf", [], [new BinXmlText("v")]);
        BinXmlElement root = new("Event", [new("xmlns", new BinXmlText("urn:x"))], [leaf]);
        byte[] log = TestLog.Written(writer => writer.WriteElements(TestLog.Time, root));
        RawChunk chunk = Assert.Single(new RawLog(log).Chunks);
        Assert.Equal([0x0F, 1, 1, 0, 0x41], chunk.Bytes.Skip(512 + 24).Take(5));
        Assert.Empty(chunk.Templates);
        Assert.Equal(
            ["Event", "Leaf", "xmlns"],
            chunk.Names.Select(entry => entry.Name).OrderBy(name => name, StringComparer.Ordinal));
    }

    private static string Text(int length) => new('x', length);

    private static EventDescription TooLong(int fields, int length) => TestLog.Event(new EventDataPayload(
        Enumerable.Range(0, fields).Select(i => new PayloadField($"F{i}", EventValue.String(Text(length))))));
}
