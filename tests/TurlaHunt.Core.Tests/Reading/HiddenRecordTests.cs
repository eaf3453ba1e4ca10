using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Records that somebody made invisible to ordinary readers by enlarging the one before them.</summary>
public sealed class HiddenRecordTests
{
    [Fact]
    public void A_record_that_the_one_before_it_was_enlarged_to_cover_is_read_and_marked()
    {
        byte[] log = ReadAssert.SixRecords(chunk => Swallow(chunk, 1, 1));
        ReadLog read = ReadAssert.Reads(log, 6, EvtxDefectKind.RecordHidden);
        Assert.Equal("1 2 3 4 5 6", read.Texts());
        Assert.Equal([3L], read.Records.Where(record => record.Integrity == RecordIntegrity.Hidden).Select(record => record.RecordId));
        Assert.Equal(3, read.Defects[0].RecordId);
        Assert.False(read.Defects[0].IsLoss);
    }

    [Fact]
    public void A_record_hidden_in_one_without_a_template_is_found_by_its_id_too()
    {
        byte[] log = TestLog.Written(writer =>
        {
            writer.WriteElements(TestLog.Time, UntemplatedEvent.Make(("Key", "outer")));
            writer.Write(TestLog.Saying("hidden"));
            writer.Write(TestLog.Saying("last"));
        });
        ChunkEdit chunk = new(log);
        Swallow(chunk, 0, 1);
        chunk.Repair();
        foreach (EventQuery query in new[] { EventQuery.All, new EventQuery([new EventSelector { Ids = [106] }]) })
        {
            ReadLog read = ReadLog.Of(log, query);
            Assert.Equal("hidden last", read.Texts().Trim());
            Assert.Equal([EvtxDefectKind.RecordHidden], read.Defects.Select(defect => defect.Kind));
        }
    }

    [Fact]
    public void Several_records_under_one_are_all_read()
    {
        byte[] log = ReadAssert.SixRecords(chunk => Swallow(chunk, 1, 3));
        ReadLog read = ReadAssert.Reads(
            log, 6, EvtxDefectKind.RecordHidden, EvtxDefectKind.RecordHidden, EvtxDefectKind.RecordHidden);
        Assert.Equal("1 2 3 4 5 6", read.Texts());
    }

    [Fact]
    public void The_last_records_of_a_chunk_can_be_hidden_too() => Assert.Equal(
        "1 2 3 4 5 6",
        ReadAssert.Reads(ReadAssert.SixRecords(chunk => Swallow(chunk, 4, 1)), 6, EvtxDefectKind.RecordHidden).Texts());

    [Fact]
    public void A_record_hides_in_vain_in_one_that_cannot_be_decoded()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            Swallow(chunk, 1, 1);
            chunk.Bytes[chunk.Records[1] + 24 + 4] = 0x3F;
        });
        ReadLog read = ReadAssert.Reads(log, 5, EvtxDefectKind.RecordDamaged, EvtxDefectKind.RecordHidden);
        Assert.Equal("1 3 4 5 6", read.Texts());
    }

    [Fact]
    public void A_hidden_record_that_cannot_be_decoded_is_one_loss()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            chunk.Bytes[chunk.Records[2] + 24 + 4] = 0x3F;
            Swallow(chunk, 1, 1);
        });
        ReadLog read = ReadAssert.Reads(log, 5, EvtxDefectKind.RecordDamaged);
        Assert.Contains("hidden", read.Defects[0].Detail);
        Assert.Equal(3, read.Defects[0].RecordId);
    }

    [Fact]
    public void The_size_alone_of_a_record_enlarged_over_the_next_hides_nothing()
    {
        // Its copy of the size is then the next record's, and both are read.
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            int second = chunk.Records[1];
            chunk.Set(second + 4, (uint)(chunk.Records[3] - second));
        });
        ReadLog read = ReadLog.Of(log);
        Assert.Equal("1 2 3 4 5 6", read.Texts());
        Assert.NotEmpty(read.Defects);
    }

    [Fact]
    public void A_record_whose_end_was_overwritten_is_read_and_marked()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            int third = chunk.Records[2];
            chunk.Set(third - 4, 0xCCCCCCCC).Set(third, 0xCCCCCCCC);
        });
        ReadLog read = ReadAssert.Reads(log, 5, EvtxDefectKind.RecordOverwritten);
        Assert.Equal("1 2 4 5 6", read.Texts());
        Assert.Equal(RecordIntegrity.Damaged, read.Records[1].Integrity);
    }

    // As intruders' tools do it: the size and its copy, which lies at the end of the last record covered.
    private static void Swallow(ChunkEdit chunk, int outer, int count)
    {
        int start = chunk.Records[outer];
        int last = chunk.Records[outer + count];
        uint size = (uint)(last - start) + chunk.UInt32(last + 4);
        chunk.Set(start + 4, size).Set(start + (int)size - 4, size);
    }
}
