using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Each bound of <see cref="EvtxLimits"/>, and what a hostile file could do without it.</summary>
public sealed class LimitTests
{
    // Enough for a slow machine, far less than what a missing bound takes.
    private static readonly TimeSpan NoHang = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Values_lie_inside_one_another_up_to_a_depth(int depth, bool isRead)
    {
        HandmadeLog log = new();
        int definition = 0;
        log.Record(() => definition = log.Instance(
            () => log.DefinedElement("Event", () => log.Substitution(0)), log.Value(BinXmlValueType.String)));
        log.Record(() => Nest(depth));
        log.SoundRecord();
        Assert.Equal(
            isRead ? 3 : 2,
            ReadAssert.Reads(log.ToFile(), isRead ? 3 : 2, isRead ? [] : [EvtxDefectKind.RecordDamaged]).Records.Count);

        void Nest(int levels) => log.Instance(
            definition,
            levels == 0 ? log.Value(BinXmlValueType.String, 65, 0) : log.Nested(() => Nest(levels - 1)));
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void Elements_are_open_up_to_a_depth(int depth, bool isRead)
    {
        HandmadeLog log = new();
        log.Record(() => Nest(depth, "Event"));
        log.SoundRecord();
        ReadAssert.Reads(log.ToFile(), isRead ? 2 : 1, isRead ? [] : [EvtxDefectKind.RecordDamaged]);

        void Nest(int levels, string name) => log.InlineElement(name, () =>
        {
            if (levels > 1)
            {
                Nest(levels - 1, "E");
            }
        });
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void Elements_in_values_in_values_are_open_up_to_the_same_depth_together(int values, bool isRead)
    {
        // 32 elements around each value.
        HandmadeLog log = new();
        int definition = 0;
        log.Record(() => definition = log.Instance(() => Open(32, "Event"), log.Value(BinXmlValueType.String)));
        log.Record(() => Nest(values));
        ReadAssert.Reads(log.ToFile(), isRead ? 2 : 1, isRead ? [] : [EvtxDefectKind.RecordDamaged]);

        void Open(int levels, string name) => log.DefinedElement(name, () =>
        {
            if (levels > 1)
            {
                Open(levels - 1, "E");
            }
            else
            {
                log.Substitution(0);
            }
        });

        void Nest(int levels) => log.Instance(
            definition,
            levels == 1 ? log.Value(BinXmlValueType.String) : log.Nested(() => Nest(levels - 1)));
    }

    // An overflow of the stack would end the process.
    [Fact]
    public void The_deepest_record_fits_a_small_stack()
    {
        HandmadeLog log = new();
        log.Record(() => Nest(512, "Event"));
        log.SoundRecord();
        byte[] file = log.ToFile();
        int xml = 0;
        Thread thread = new(() => xml = ReadLog.Of(file).Records.Sum(record => record.ToXml().Length), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.InRange(xml, 512 * "<E></E>".Length, int.MaxValue);

        void Nest(int levels, string name) => log.InlineElement(name, () =>
        {
            if (levels > 1)
            {
                Nest(levels - 1, "E");
            }
        });
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void An_instance_has_values_up_to_a_number(int count, bool isRead)
    {
        HandmadeLog log = new();
        log.Record(() => log.Instance(
            () => log.DefinedElement("Event", () => log.Substitution(count - 1)),
            [.. Enumerable.Repeat(log.Value(BinXmlValueType.UInt8, 7), count)]));
        log.SoundRecord();
        ReadAssert.Reads(log.ToFile(), isRead ? 2 : 1, isRead ? [] : [EvtxDefectKind.RecordDamaged]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(0x40000001)]
    [InlineData(100)]
    public void A_number_of_values_that_the_record_cannot_hold_is_one_defect(int count)
    {
        HandmadeLog log = new();
        log.Record(() => log.InstanceOf(
            log.Position + 10, count, () => log.Definition(() => log.DefinedElement("Event", () => log.Substitution(0)))));
        log.SoundRecord();
        ReadAssert.Reads(log.ToFile(), 1, EvtxDefectKind.RecordDamaged);
    }

    [Fact]
    public void A_value_used_many_times_inside_values_used_many_times_is_one_defect_and_ends()
    {
        Stopwatch time = Stopwatch.StartNew();
        HandmadeLog log = Laughs(levels: 20, fanOut: 20, () => { });
        ReadLog read = ReadAssert.Reads(log.ToFile(), 2, EvtxDefectKind.RecordDamaged);
        Assert.Contains("unfolds to more than an event can hold", read.Defects[0].Detail);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, NoHang);
    }

    // What is absent costs time as well.
    [Fact]
    public void A_value_used_many_times_that_is_not_there_is_one_defect_and_ends()
    {
        Stopwatch time = Stopwatch.StartNew();
        HandmadeLog log = new();
        int many = 0;
        log.Record(() => many = log.Instance(
            () => log.DefinedElement("Event", () =>
            {
                for (int i = 0; i < 8000; i++)
                {
                    log.Substitution(0, isOptional: i > 0);
                }
            }),
            log.Value(BinXmlValueType.Null)));
        log.Record(() => Nest(3));
        log.SoundRecord();
        ReadAssert.Reads(log.ToFile(), 2, EvtxDefectKind.RecordDamaged);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, NoHang);

        void Nest(int levels) => log.Instance(
            many, levels == 0 ? log.Value(BinXmlValueType.Null) : log.Nested(() => Nest(levels - 1)));
    }

    [Fact]
    public void A_long_text_used_many_times_is_one_defect()
    {
        HandmadeLog log = new();
        log.Record(() => log.Instance(
            () => log.DefinedElement("Event", () =>
            {
                for (int i = 0; i < 1000; i++)
                {
                    log.Substitution(0);
                }
            }),
            log.Value(BinXmlValueType.Binary, new byte[20_000])));
        log.SoundRecord();
        ReadAssert.Reads(log.ToFile(), 1, EvtxDefectKind.RecordDamaged);
    }

    [Fact]
    public void A_long_name_of_many_items_is_one_defect()
    {
        HandmadeLog log = new();
        log.Record(() => log.Instance(
            () => log.DefinedElement("Event", () =>
            {
                log.DefinedElement("System", () => { });
                log.DefinedElement("EventData", () => log.DefinedElement("Data", () => log.Substitution(0), ("Name", () => log.Text(new string('n', 8000)))));
            }),
            log.Value(BinXmlValueType.UInt8 | BinXmlValueType.Array, new byte[20_000])));
        log.SoundRecord();
        ReadAssert.Reads(log.ToFile(), 1, EvtxDefectKind.RecordDamaged);
    }

    // A template in which nothing is, over and over in a value that is used over and over.
    [Fact]
    public void Sections_of_nothing_used_many_times_are_one_defect_and_end()
    {
        Stopwatch time = Stopwatch.StartNew();
        HandmadeLog log = new();
        int nothing = 0;
        log.Record(() => log.Instance(
            () => log.DefinedElement("Event", () =>
            {
                log.DefinedElement("System", () => { });
                log.Substitution(0);
            }),
            log.Nested(() => nothing = log.Instance(() => log.DefinedElement("EventData", () => { }), log.Value(BinXmlValueType.UInt8, 1)))));
        log.Record(() => log.Instance(
            () => log.DefinedElement("Event", () =>
            {
                log.DefinedElement("System", () => { });
                for (int i = 0; i < 4000; i++)
                {
                    log.Substitution(0);
                }
            }),
            log.Nested(() =>
            {
                for (int i = 0; i < 1000; i++)
                {
                    log.Instance(nothing, log.Value(BinXmlValueType.UInt8, 1));
                }
            })));
        log.SoundRecord();
        ReadAssert.Reads(log.ToFile(), 2, EvtxDefectKind.RecordDamaged);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, NoHang);
    }

    [Fact]
    public void An_attribute_of_many_long_parts_ends()
    {
        Stopwatch time = Stopwatch.StartNew();
        HandmadeLog log = new();
        log.Record(() => log.Instance(
            () => log.DefinedElement("Event", () => { }, ("A", () =>
            {
                for (int i = 0; i < 12_000; i++)
                {
                    log.Substitution(0);
                }
            })),
            log.Value(BinXmlValueType.Binary, new byte[340])));
        ReadLog read = ReadAssert.Reads(log.ToFile(), 1);
        Assert.Equal(12_000 * 680, System.Xml.Linq.XElement.Parse(read.Records[0].ToXml()).Attribute("A")!.Value.Length);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, NoHang);
    }

    [Fact]
    public void Records_that_are_each_just_within_their_bounds_end_with_their_chunk()
    {
        Stopwatch time = Stopwatch.StartNew();
        HandmadeLog log = new();
        int definition = 0;
        log.Record(() => definition = log.Instance(
            () => log.DefinedElement("Event", () =>
            {
                for (int i = 0; i < 4000; i++)
                {
                    log.Substitution(0);
                }
            }),
            log.Value(BinXmlValueType.Binary, new byte[4])));
        for (int i = 0; i < 400; i++)
        {
            log.Record(() => log.Instance(definition, log.Nested(() => log.Instance(definition, log.Value(BinXmlValueType.Null)))));
        }

        ReadLog read = ReadLog.Of(log.ToFile());
        Assert.Equal(401, read.Records.Count + read.Defects.Count);
        Assert.Contains("more than it can hold", read.Defects.Last().Detail + read.Defects.First().Detail);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, NoHang);
    }

    [Fact]
    public void The_next_chunk_starts_with_fresh_bounds()
    {
        byte[] laughs = Laughs(levels: 20, fanOut: 20, () => { }).ToFile();
        byte[] log = [.. laughs, .. laughs.Skip(4096)];
        log[42] = 2;
        ReadAssert.Reads(log, 4, EvtxDefectKind.RecordDamaged, EvtxDefectKind.RecordDamaged);
    }

    // The first record defines, the second laughs, the third is sound.
    private static HandmadeLog Laughs(int levels, int fanOut, Action content)
    {
        HandmadeLog log = new();
        int definition = 0;
        log.Record(() => definition = log.Instance(
            () => log.DefinedElement("Event", () =>
            {
                content();
                for (int i = 0; i < fanOut; i++)
                {
                    log.DefinedElement("A", () => log.Substitution(0));
                }
            }),
            log.Value(BinXmlValueType.String, 104, 0, 97, 0)));
        log.Record(() => Nest(levels));
        return log.SoundRecord();

        void Nest(int left) => log.Instance(
            definition, left == 0 ? log.Value(BinXmlValueType.String, 104, 0, 97, 0) : log.Nested(() => Nest(left - 1)));
    }
}
