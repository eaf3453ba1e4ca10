using System.Linq;
using System.Xml.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Reads a log and says what came of it.</summary>
internal static class ReadAssert
{
    /// <summary>Reads a log that gives so many records and these defects; each record's XML must be well-formed.</summary>
    public static ReadLog Reads(byte[] log, int records, params EvtxDefectKind[] defects)
    {
        ReadLog read = ReadLog.Of(log);
        Assert.Empty(read.Failures);
        Assert.True(
            read.Records.Count == records && read.Defects.Select(defect => defect.Kind).SequenceEqual(defects),
            $"{records} records and [{string.Join(", ", defects)}] were expected, read were {read}");
        Assert.All(read.Records, record => XElement.Parse(record.ToXml()));
        return read;
    }

    /// <summary>A log of six records in one chunk, whose texts are 1 to 6, with some of its bytes changed.</summary>
    public static byte[] SixRecords(System.Action<ChunkEdit>? edit = null)
    {
        byte[] log = TestLog.Of("1", "2", "3", "4", "5", "6");
        if (edit is not null)
        {
            ChunkEdit chunk = new(log);
            edit(chunk);
            chunk.Repair();
        }

        return log;
    }

    /// <summary>The texts of the records of such a log.</summary>
    public static string Texts(this ReadLog read) => string.Join(" ", read.Records.Select(record => record.Data.Find("Text")));
}
