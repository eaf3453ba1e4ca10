using System;
using System.Linq;
using System.Text;
using TurlaHunt.Evtx;
using Xunit;

namespace TurlaHunt.Tests.Writing;

/// <summary>The bytes of headers, tables and records.</summary>
public sealed class LayoutTests
{
    private static readonly string LongText = new('x', 10_000);

    [Fact]
    public void The_file_header_counts_chunks_and_names_the_next_record()
    {
        RawLog log = new(TestLog.Of(Enumerable.Range(0, 7).Select(_ => TestLog.Saying(LongText))));
        Assert.Equal("ElfFile\0", Encoding.ASCII.GetString(log.Bytes, 0, 8));
        Assert.Equal(0ul, log.UInt64(8));
        Assert.Equal(2ul, log.UInt64(16));
        Assert.Equal(8ul, log.UInt64(24));
        Assert.Equal(128u, log.UInt32(32));
        Assert.Equal((1, 3), (log.UInt16(36), log.UInt16(38)));
        Assert.Equal(4096, log.UInt16(40));
        Assert.Equal(3, log.UInt16(42));
        Assert.Equal(0u, log.UInt32(120));
        Assert.Equal(Crc32.Compute(log.Bytes.AsSpan(0, 120)), log.UInt32(124));
        Assert.All(log.Bytes.Skip(128).Take(3968), value => Assert.Equal(0, value));
        Assert.Equal(4096 + (3 * 65536), log.Bytes.Length);
    }

    [Fact]
    public void Each_chunk_header_says_which_records_are_in_it()
    {
        RawLog log = new(TestLog.Written(writer =>
        {
            writer.Write(TestLog.Saying(LongText) with { RecordId = 501 });
            for (int i = 0; i < 6; i++)
            {
                writer.Write(TestLog.Saying(LongText));
            }
        }));
        Assert.Equal([3, 3, 1], log.Chunks.Select(chunk => chunk.Records.Count));
        Assert.Equal([1ul, 4, 7], log.Chunks.Select(chunk => chunk.UInt64(8)));
        Assert.Equal([3ul, 6, 7], log.Chunks.Select(chunk => chunk.UInt64(16)));
        Assert.Equal([501ul, 504, 507], log.Chunks.Select(chunk => chunk.UInt64(24)));
        Assert.Equal([503ul, 506, 507], log.Chunks.Select(chunk => chunk.UInt64(32)));
        Assert.All(log.Chunks, chunk =>
        {
            Assert.Equal("ElfChnk\0", Encoding.ASCII.GetString(chunk.Bytes, 0, 8));
            Assert.Equal(128u, chunk.UInt32(40));
            Assert.Equal(chunk.Records[chunk.Records.Count - 1], (int)chunk.UInt32(44));
            Assert.Equal(1u, chunk.UInt32(120));
            Assert.All(chunk.Bytes.Skip(chunk.FreeSpace), value => Assert.Equal(0, value));
        });
        Assert.Equal(508ul, log.UInt64(24));
    }

    [Fact]
    public void Both_checksums_of_a_chunk_hold()
    {
        RawLog log = new(TestLog.Of(Enumerable.Range(0, 7).Select(_ => TestLog.Saying(LongText))));
        Assert.All(log.Chunks, chunk =>
        {
            Assert.Equal(chunk.RecordsChecksum, chunk.UInt32(52));
            Assert.Equal(chunk.HeaderChecksum, chunk.UInt32(124));
        });
    }

    [Fact]
    public void A_record_has_its_size_at_both_ends_and_its_time_in_front()
    {
        RawLog log = new(TestLog.Of("a", "ab", "abc", "abcd", "abcde"));
        RawChunk chunk = Assert.Single(log.Chunks);
        Assert.All(chunk.Records, (offset, index) =>
        {
            int size = (int)chunk.UInt32(offset + 4);
            Assert.Equal(0, size % 8);
            Assert.Equal((uint)size, chunk.UInt32(offset + size - 4));
            Assert.Equal((ulong)index + 1, chunk.UInt64(offset + 8));
            Assert.Equal(TestLog.Time, DateTime.FromFileTimeUtc((long)chunk.UInt64(offset + 16)));
        });
    }

    [Fact]
    public void Every_name_is_found_through_the_string_table()
    {
        RawChunk chunk = Assert.Single(new RawLog(TestLog.Of("x", "y")).Chunks);
        Assert.All(chunk.Names, entry =>
        {
            Assert.Equal(HashOf(entry.Name), entry.Hash);
            Assert.Equal(entry.Hash % 64, entry.Bucket);
        });

        string[] names = chunk.Names.Select(entry => entry.Name).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(
            [
                "ActivityID", "Channel", "Computer", "Correlation", "Data", "Event", "EventData", "EventID",
                "EventRecordID", "Execution", "Guid", "Keywords", "Level", "Name", "Opcode", "ProcessID", "Provider",
                "Qualifiers", "RelatedActivityID", "Security", "System", "SystemTime", "Task", "ThreadID", "TimeCreated",
                "UserID", "Version", "xmlns",
            ],
            names.OrderBy(name => name, StringComparer.Ordinal));
    }

    // Values from logs that Windows wrote.
    [Theory]
    [InlineData("Event", 0x0CBA)]
    [InlineData("xmlns", 0x0FBC)]
    [InlineData("System", 0x546F)]
    [InlineData("Data", 0x6F8A)]
    [InlineData("RelatedActivityID", 0xC535)]
    public void A_name_has_the_hash_that_Windows_gives_it(string name, int hash) =>
        Assert.Equal(hash, BinXmlHash.OfName(name));

    [Fact]
    public void Every_template_is_found_through_the_template_table()
    {
        RawChunk chunk = Assert.Single(new RawLog(TestLog.Of("x", "y")).Chunks);
        (int Bucket, Guid Id, int Offset)[] templates = chunk.Templates.ToArray();
        Assert.Equal(2, templates.Length);
        Assert.All(templates, entry => Assert.Equal(BucketOf(entry.Id), entry.Bucket));
    }

    // [MS-EVEN6] 2.2.12: in a definition each element names the optional value that it depends on, or FFFF.
    [Fact]
    public void A_definition_names_what_its_elements_depend_on_and_ends_with_its_size()
    {
        EventDataPayload payload = new(new PayloadField("Sometimes", EventValue.UInt32(7)) { IsOptional = true });
        RawChunk chunk = Assert.Single(new RawLog(TestLog.Of(TestLog.Event(payload))).Chunks);
        (int _, Guid _, int outer) = chunk.Templates.OrderBy(entry => entry.Offset).First();
        (int _, Guid _, int inner) = chunk.Templates.OrderBy(entry => entry.Offset).Last();
        Assert.Equal([0x0F, 1, 1, 0, 0x41, 17, 0], chunk.Bytes.Skip(outer + 24).Take(7));
        Assert.Equal([0x0F, 1, 1, 0, 0x01, 0xFF, 0xFF], chunk.Bytes.Skip(inner + 24).Take(7));

        // The only Data, after EventData's name: an open element with attributes that depends on value 0.
        int eventDataName = inner + 24 + 4 + 3 + 4 + 4;
        Assert.Equal([0x02, 0x41, 0, 0], chunk.Bytes.Skip(eventDataName + 8 + (2 * "EventData".Length) + 2).Take(4));

        foreach ((int definition, uint values) in new[] { (outer, 18u), (inner, 1u) })
        {
            int end = definition + 24 + (int)chunk.UInt32(definition + 20);
            Assert.Equal([0x04, 0x00], chunk.Bytes.Skip(end - 2).Take(2));
            Assert.Equal(values, chunk.UInt32(end));
        }
    }

    [Fact]
    public void An_absent_value_has_type_and_size_zero()
    {
        RawChunk chunk = Assert.Single(new RawLog(TestLog.Of("x")).Chunks);
        int definition = chunk.Templates.Min(entry => entry.Offset);
        int descriptors = definition + 24 + (int)chunk.UInt32(definition + 20) + 4;
        int[] absent = [.. Enumerable.Range(0, 18).Where(i => chunk.UInt32(descriptors + (4 * i)) == 0)];
        Assert.Equal([4, 7, 13], absent);
        Assert.Equal(0x21, chunk.UInt16(descriptors + (4 * 17) + 2));
    }

    [Fact]
    public void A_template_is_defined_once_in_a_chunk_and_again_in_the_next()
    {
        RawLog log = new(TestLog.Of(Enumerable.Range(0, 7).Select(_ => TestLog.Saying(LongText))));
        Assert.Equal(3, log.Chunks.Count);
        Guid[] expected = log.Chunks[0].Templates.Select(entry => entry.Id).OrderBy(id => id).ToArray();
        Assert.Equal(2, expected.Length);
        Assert.All(
            log.Chunks,
            chunk => Assert.Equal(expected, chunk.Templates.Select(entry => entry.Id).OrderBy(id => id)));

        RawChunk first = log.Chunks[0];
        int definedFirst = (int)first.UInt32(first.Records[0] + 4);
        int referring = (int)first.UInt32(first.Records[1] + 4);
        Assert.True(definedFirst - referring > 1000, $"{definedFirst} against {referring} bytes");
        Assert.Equal(first.UInt32(first.Records[0] + 34), first.UInt32(first.Records[1] + 34));
    }

    [Fact]
    public void The_same_event_gives_the_same_template_in_another_file()
    {
        Assert.Equal(TemplatesOfALog(), TemplatesOfALog());

        static Guid[] TemplatesOfALog() =>
            Assert.Single(new RawLog(TestLog.Of("x")).Chunks).Templates.Select(entry => entry.Id).ToArray();
    }

    [Fact]
    public void Another_type_name_or_order_is_another_template()
    {
        EventDataPayload[] shapes =
        [
            TestLog.Data(("A", EventValue.String("1")), ("B", EventValue.String("2"))),
            TestLog.Data(("B", EventValue.String("1")), ("A", EventValue.String("2"))),
            TestLog.Data(("A", EventValue.String("1")), ("B", EventValue.UInt32(2))),
            TestLog.Data(("AB", EventValue.String("1")), (null, EventValue.String("2"))),
            TestLog.Data(("A", EventValue.String("1")), ("B", EventValue.String("2"))) with { Name = "A" },
            TestLog.Data(("A", EventValue.String("1"))) with { Binary = EventValue.Binary([1]) },
        ];
        RawChunk chunk = Assert.Single(new RawLog(TestLog.Of(shapes.Select(shape => TestLog.Event(shape)))).Chunks);
        Assert.Equal(shapes.Length + 1, chunk.Templates.Count());
    }

    [Fact]
    public void A_log_without_events_has_one_empty_chunk()
    {
        RawLog log = new(TestLog.Written(_ => { }));
        RawChunk chunk = Assert.Single(log.Chunks);
        Assert.Empty(chunk.Records);
        Assert.Equal(512, chunk.FreeSpace);
        Assert.Equal(ulong.MaxValue, chunk.UInt64(32));
        Assert.Equal(chunk.HeaderChecksum, chunk.UInt32(124));
        Assert.Equal(1ul, log.UInt64(24));
    }

    private static int HashOf(string name) =>
        name.Aggregate(0, (hash, unit) => ((hash * 65599) + unit) & 0xFFFF);

    private static int BucketOf(Guid id)
    {
        byte[] bytes = id.ToByteArray();
        ulong hash = 0;
        for (int i = 0; i < 16; i += 2)
        {
            hash = ((hash * 65599) + bytes[i] + (256ul * bytes[i + 1])) & uint.MaxValue;
        }

        return (int)(hash % 32);
    }
}
