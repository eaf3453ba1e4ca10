using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>References to names and templates that lead nowhere, backwards, or to many.</summary>
public sealed class NameAndTemplateTests
{
    private static readonly TimeSpan NoHang = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0u)]
    [InlineData(8u)]
    [InlineData(511u)]
    [InlineData(65_535u)]
    [InlineData(65_536u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0xFFFFFFFFu)]
    public void A_name_where_none_can_be_is_one_defect(uint offset)
    {
        HandmadeLog log = new();
        log.Record(() => log.InlineEvent(() => ElementNamedAt(log, () => log.UInt32(offset)))).SoundRecord();
        ReadAssert.Reads(log.ToFile(), 1, EvtxDefectKind.RecordDamaged);
    }

    [Fact]
    public void A_name_at_an_odd_place_is_a_name()
    {
        byte[] log = ReadAssert.SixRecords();
        ChunkEdit chunk = new(log);
        Assert.Contains(chunk.Buckets(128, 64), entry => entry % 2 == 1);
        ReadAssert.Reads(log, 6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_name_of_nothing_or_with_a_zero_in_it_is_one_defect(string name)
    {
        HandmadeLog log = new();
        log.Record(() => log.InlineEvent(() => ElementNamedAt(log, () => NameHere(log, name)))).SoundRecord();
        ReadAssert.Reads(log.ToFile(), 1, EvtxDefectKind.RecordDamaged);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_name_is_long_up_to_a_bound(int length, bool isRead)
    {
        HandmadeLog log = new();
        log.Record(() => log.InlineEvent(() => ElementNamedAt(log, () => NameHere(log, new string('n', length)))));
        ReadLog read = ReadAssert.Reads(log.ToFile(), isRead ? 1 : 0, isRead ? [] : [EvtxDefectKind.RecordDamaged]);
        Assert.All(read.Records, record => Assert.Equal(length, record.Data.Keys.Single().Length));
    }

    [Fact]
    public void A_name_whose_length_leaves_the_record_is_one_defect()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            int name = chunk.Find("ThreadID"u8.ToArray().SelectMany(value => new byte[] { value, 0 }).ToArray());
            chunk.SetUInt16(name - 2, 0xFFFF);
        });
        // The first record defines the template in which the name stands, so that it is lost to all.
        ReadLog read = ReadLog.Of(log);
        Assert.Equal(6, read.Records.Count + read.Defects.Count);
    }

    [Fact]
    public void A_name_that_comes_ten_thousand_times_is_numbered_in_no_time()
    {
        Stopwatch time = Stopwatch.StartNew();
        EventDataPayload payload = TestLog.Data(("Name", EventValue.StringArray(Enumerable.Range(1, 10_000).Select(_ => "x"))));
        ReadLog read = ReadAssert.Reads(TestLog.Of(TestLog.Event(payload)), 1);
        EventData data = read.Records[0].Data;
        Assert.Equal(10_000, data.Count);
        Assert.Equal(["Name", "Name#2", "Name#3"], data.Keys.Take(3));
        Assert.Equal("Name#10000", data.Keys[9_999]);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, NoHang);
    }

    [Fact]
    public void Thousands_of_names_with_one_hash_are_read_in_no_time()
    {
        // Each step along the alphabet is undone by 65599 steps of the letter behind it: "b" + "\u0000" + x and so on.
        Stopwatch time = Stopwatch.StartNew();
        HandmadeLog log = new();
        for (int record = 0; record < 20; record++)
        {
            int from = record * 60;
            log.Record(() => log.InlineEvent(() =>
            {
                for (int i = from; i < from + 60; i++)
                {
                    ElementNamedAt(log, () => NameHere(log, Colliding(i)));
                }
            }));
        }

        ReadLog read = ReadAssert.Reads(log.ToFile(), 20);
        Assert.All(read.Records, record => Assert.Equal(60, record.Data.Count));
        Assert.InRange(time.Elapsed, TimeSpan.Zero, NoHang);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(511)]
    [InlineData(60_000)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(-1)]
    public void A_template_where_none_can_be_is_one_defect(int offset)
    {
        HandmadeLog log = new();
        log.Record(() => log.Instance(offset, log.Value(BinXmlValueType.String))).SoundRecord();
        ReadAssert.Reads(log.ToFile(), 1, EvtxDefectKind.RecordDamaged);
    }

    [Fact]
    public void A_template_that_is_defined_behind_its_use_is_one_defect()
    {
        HandmadeLog log = new();
        int place = 0;
        log.Record(() => log.Instance(place = log.Position + 200, log.Value(BinXmlValueType.String)));
        log.Record(() =>
        {
            while (log.Position < place)
            {
                log.FragmentHeader();
            }

            log.Definition(() => log.DefinedElement("Event", () => { }));
        });
        ReadLog read = ReadLog.Of(log.ToFile());
        Assert.Empty(read.Records);
        Assert.Contains("behind its use", read.Defects[0].Detail);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-20)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(40_000)]
    [InlineData(int.MaxValue - 1000)]
    public void A_template_that_lies_about_its_size_costs_the_records_that_use_it(int lie)
    {
        HandmadeLog log = new();
        int definition = 0;
        log.Record(() =>
        {
            definition = log.Position + 10;
            log.InstanceOf(
                definition, 1, () => log.Definition(() => log.DefinedElement("Event", () => log.Substitution(0)), lie),
                log.Value(BinXmlValueType.String, 65, 0));
        });
        log.Record(() => log.Instance(definition, log.Value(BinXmlValueType.String, 65, 0)));
        log.SoundRecord();
        ReadLog read = ReadLog.Of(log.ToFile());
        Assert.Equal("sound", read.Records.Last().Data["Text"]);
        Assert.Equal(3, read.Records.Count + read.Defects.Count);
    }

    [Fact]
    public void A_template_of_nothing_is_an_event_that_is_not_there()
    {
        HandmadeLog log = new();
        log.Record(() => log.Instance(() => { })).SoundRecord();
        ReadAssert.Reads(log.ToFile(), 1, EvtxDefectKind.RecordDamaged);
    }

    [Fact]
    public void Hundreds_of_templates_that_share_their_bytes_do_not_fill_the_memory()
    {
        // Each begins a little later in the same nest of elements, all of which hold the same long content.
        Stopwatch time = Stopwatch.StartNew();
        HandmadeLog log = new();
        List<int> places = [];
        log.Record(() => log.Instance(() => Nest(300), log.Value(BinXmlValueType.String)));
        foreach (int place in places)
        {
            log.Record(() => log.Instance(place, log.Value(BinXmlValueType.String)));
        }

        ReadLog read = ReadLog.Of(log.ToFile());
        Assert.Equal(301, read.Records.Count + read.Defects.Count);
        Assert.Contains(read.Defects, defect => defect.Detail.Contains("are larger than it"));
        Assert.InRange(time.Elapsed, TimeSpan.Zero, NoHang);

        void Nest(int levels) => log.DefinedElement("Event", () =>
        {
            if (levels > 0)
            {
                // The header of a definition, dressed as a text: its last four bytes are the size.
                log.Byte(BinXmlToken.Value);
                log.Byte((byte)BinXmlValueType.String);
                log.UInt16(12);
                places.Add(log.Position);
                log.Bytes(new byte[20]);
                log.UInt32(28_000);
                Nest(levels - 1);
                return;
            }

            for (int i = 0; i < 7000; i++)
            {
                log.Text("");
            }
        });
    }

    [Fact]
    public void A_template_that_cannot_be_decoded_costs_only_the_records_that_use_it()
    {
        byte[] log = TestLog.Of(TestLog.Saying("1"), TestLog.Event(new UserDataPayload("E", "urn:x")), TestLog.Saying("3"));
        ChunkEdit chunk = new(log);
        (int _, Guid _, int user) = new RawLog(log).Chunks[0].Templates.OrderBy(entry => entry.Offset).Last();
        chunk.Bytes[user + 24 + 4] = 0x3F;
        chunk.Repair();
        Assert.Equal("1 3", ReadAssert.Reads(log, 2, EvtxDefectKind.RecordDamaged).Texts());
    }

    [Fact]
    public void A_definition_without_dependency_ids_is_read()
    {
        HandmadeLog log = new();
        log.Record(() => log.Instance(
            () => log.InlineElement("Event", () => log.InlineElement("EventData", () =>
                log.InlineElement("Data", () => log.Substitution(0), ("Name", () => log.Text("Text"))))),
            log.Value(BinXmlValueType.String, 65, 0)));
        Assert.Equal("A", ReadAssert.Reads(log.ToFile(), 1).Texts());
    }

    [Fact]
    public void A_number_past_the_last_value_stands_for_nothing()
    {
        HandmadeLog log = new();
        log.Record(() => log.Instance(
            () => log.DefinedElement("Event", () => log.DefinedElement("EventData", () =>
            {
                log.DefinedElement("Here", () => log.Substitution(0));
                log.DefinedElement("Empty", () => log.Substitution(65_535));
                log.DefinedElement("Absent", () => log.Substitution(7, isOptional: true));
            })),
            log.Value(BinXmlValueType.String, 65, 0)));
        EventData data = ReadAssert.Reads(log.ToFile(), 1).Records[0].Data;
        Assert.Equal(["Here=A", "Empty="], data.Select(item => $"{item.Key}={item.Value}"));
    }

    private static void ElementNamedAt(HandmadeLog log, Action name)
    {
        log.Byte(BinXmlToken.OpenStartElement);
        log.UInt32(0);
        name();
        log.Byte(BinXmlToken.CloseEmptyElement);
    }

    private static void NameHere(HandmadeLog log, string name)
    {
        log.UInt32((uint)log.Position + 4);
        log.NameEntry(name);
    }

    // h = h * 65599 + c: the next higher letter in front is made up for by letters behind it, modulo 2^32.
    private static string Colliding(int number)
    {
        const uint Factor = 65_599;
        uint goal = 0x12345678;
        uint head = (uint)('A' + (number % 26));
        uint second = (uint)('A' + (number / 26));
        uint rest = unchecked(goal - (((head * Factor) + second) * Factor * Factor * Factor));
        for (uint third = 1; third < 0xD800; third++)
        {
            // rest = third * F^2 + fourth * F + fifth
            uint left = unchecked(rest - (third * Factor * Factor));
            uint fourth = left / Factor;
            uint fifth = left % Factor;
            if (fourth is > 0 and < 0xD800 && fifth is > 0 and < 0xD800)
            {
                return new string([(char)head, (char)second, (char)third, (char)fourth, (char)fifth]);
            }
        }

        throw new InvalidOperationException("No name has this hash.");
    }
}
