using System.Collections.Generic;
using System.IO;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>What a query does not want is refused by its raw bytes already: that is what makes a scan fast.</summary>
public sealed class RecordFilterTests
{
    [Fact]
    public void A_level_is_told_from_the_bytes() => Assert.Equal([2], PassingNamed(new EventSelector { Levels = [2, 1] }));

    [Fact]
    public void A_record_id_is_told_from_the_bytes() => Assert.Equal(
        [2, 3], PassingNamed(new EventSelector { RecordIds = [new RecordIdRange("2-3"), new RecordIdRange(99)] }));

    [Fact]
    public void A_named_value_is_told_from_the_bytes()
    {
        Assert.Equal([1, 4], PassingNamed(Having("Name", "ONE")));
        Assert.Equal([2], PassingNamed(Having("number", "2")));
        Assert.Equal([3], PassingNamed(Having("Logon", "0x3")));
        Assert.Empty(PassingNamed(Having("Name", "no such value")));
        Assert.Empty(PassingNamed(Having("NoSuchName", "one")));
    }

    [Fact]
    public void One_of_several_selectors_that_wants_a_record_suffices()
    {
        Assert.Equal([1, 3, 4], PassingNamed(Having("Name", "one"), Having("Number", "3")));
        Assert.Equal([1, 2, 3, 4], PassingNamed(Having("Name", "one"), new EventSelector { Levels = [2] }));
    }

    [Fact]
    public void What_is_not_plain_passes()
    {
        byte[] log = TestLog.Of(
            TestLog.Event(TestLog.Data((null, EventValue.String("no name")))),
            TestLog.Event(new UserDataPayload("Element", "urn:x", new PayloadField("Name", EventValue.String("no EventData")))),
            TestLog.Event(TestLog.Data(("Name", EventValue.String("a")), ("Name", EventValue.String("b")))),
            TestLog.Event(TestLog.Data(("Name", EventValue.StringArray("a", "b")))));
        Assert.Equal([1, 2, 3, 4], Passing(log, Having("Name", "c")));
        Assert.Equal([1, 2, 3, 4], Passing(log, Having("Name#2", "c")));
    }

    private static EventSelector Having(string name, string text) =>
        new() { Data = [new KeyValuePair<string, IReadOnlyList<string>>(name, [text])] };

    private static List<int> PassingNamed(params EventSelector[] selectors) => Passing(
        TestLog.Of(Named("one", 1, 1), Named("two", 2, 2) with { Level = 2 }, Named("three", 3, 3), Named("one", 4, 4)), selectors);

    private static List<int> Passing(byte[] log, params EventSelector[] selectors)
    {
        RecordFilter filter = new(new EventQuery(selectors));
        List<int> passing = [];
        using EvtxFile file = EvtxFile.Open(new MemoryStream(log), _ => { });
        foreach (EvtxChunk chunk in file.ReadChunks(new DecodingCache(EvtxLimits.Untrusted)))
        {
            EvtxRecordWalker walker = new(chunk);
            while (walker.MoveNext(out _))
            {
                if (filter.MayMatch(chunk, chunk.Bytes, walker.Current.Offset, walker.Current.Size))
                {
                    passing.Add((int)walker.Current.Id);
                }
            }
        }

        return passing;
    }

    private static EventDescription Named(string name, uint number, ulong logon) => TestLog.Event(TestLog.Data(
        ("Name", EventValue.String(name)), ("Number", EventValue.UInt32(number)), ("Logon", EventValue.HexInt64(logon))));
}
