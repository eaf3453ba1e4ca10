using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>
/// Damaged logs, thousands of them: the reading ends, throws nothing, and says of what it does not give that it is not
/// there. TURLAHUNT_FUZZ_SECONDS makes it a long run from a random seed; TURLAHUNT_FUZZ_SEED starts at a given one.
/// </summary>
public sealed class FuzzTests
{
    private const int MutantsOfWrittenLogs = 300;
    private const int MutantsOfRealLogs = 150;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortRun = TimeSpan.FromSeconds(5);

    private static readonly Regex Skipped = new("(?:follows after|follows in the) ([0-9]+) bytes");

    // Small ones in which each of the format's rarer things occurs.
    private static readonly string[] RealLogs =
    [
        "evtx-rs/samples/MSExchange_Management_wec.evtx",
        "evtx-rs/samples/Application_no_crc32.evtx",
        "evtx-rs/samples/issue_201.evtx",
        "evtx-rs/samples/Microsoft-Windows-HelloForBusiness%4Operational.evtx",
        "evtx-rs/samples/E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx",
        "evtx-rs/samples/E_Windows_system32_winevt_logs_Microsoft-Windows-Shell-Core%4Operational.evtx",
        "python-evtx/tests/data/dns_log_malformed.evtx",
        "untemplated/ID1116-1117-Defender threat detected.evtx",
    ];

    [Fact]
    public void A_damaged_log_that_we_wrote_is_read_as_far_as_it_goes() =>
        Run([("written", WrittenLog())], MutantsOfWrittenLogs);

    [Fact]
    public void A_damaged_log_that_Windows_wrote_is_read_as_far_as_it_goes()
    {
        IReadOnlyList<string> corpus = SharedData.RequireCorpus();
        string root = SharedData.Require("corpus");
        IEnumerable<string> paths = Duration() is null ? RealLogs.Select(path => Path.Combine([root, .. path.Split('/')])) : corpus;
        Run([.. paths.Select(path => (path, File.ReadAllBytes(path)))], MutantsOfRealLogs);
    }

    private static void Run(List<(string Name, byte[] Log)> logs, int count)
    {
        TimeSpan? duration = Duration();
        string? start = Environment.GetEnvironmentVariable("TURLAHUNT_FUZZ_SEED");
        int first = start is not null ? int.Parse(start) : duration is null ? 1 : new Random().Next();
        if (duration is not null)
        {
            Console.WriteLine($"Fuzzing from seed {first}.");
        }

        Stopwatch all = Stopwatch.StartNew();
        int seed = first;
        List<string> failures = [];
        for (int done = 0; duration is null ? done < count && all.Elapsed < ShortRun : all.Elapsed < duration; done++)
        {
            if (Examine(logs[seed % logs.Count], seed) is string failure)
            {
                failures.Add(failure);
            }

            seed = seed == int.MaxValue ? 0 : seed + 1;
        }

        if (duration is not null)
        {
            Console.WriteLine($"Fuzzed up to seed {seed}.");
        }

        Assert.True(failures.Count == 0, $"{failures.Count} failures:\n" + string.Join("\n", failures.Take(20)));
    }

    private static string? Examine((string Name, byte[] Log) log, int seed)
    {
        Stopwatch one = Stopwatch.StartNew();
        try
        {
            Mutator mutator = new(seed);
            byte[] excerpt = mutator.Excerpt(log.Log);
            int expected = Read(excerpt, []);
            List<EvtxDefect> defects = [];
            int read = Read(mutator.Mutate(excerpt), defects);
            long excused = defects.Sum(Excuse);
            Assert.True(
                expected - read <= excused,
                $"{expected - read} records of {expected} are gone, and what is told accounts for {excused}: {string.Join(" | ", defects)}");
            Assert.True(one.Elapsed < Longest, $"It took {one.Elapsed}.");
            return null;
        }
        catch (NotAnEventLogException)
        {
            // The one thing that a reader may refuse.
            return null;
        }
        catch (Exception failure)
        {
            return $"Seed {seed} of {log.Name}: {failure}";
        }
    }

    // How many records a defect may stand for: one that cannot be decoded is one, what was skipped to the next record is as many
    // as have room there.
    private static long Excuse(EvtxDefect defect) => defect.Kind switch
    {
        EvtxDefectKind.RecordDamaged or EvtxDefectKind.RecordHeaderDamaged or EvtxDefectKind.RecordOverwritten =>
            1 + (Skipped.Matches(defect.Detail).Cast<Match>().Sum(match => long.Parse(match.Groups[1].Value)) / EvtxLayout.MinRecordSize),
        EvtxDefectKind.ChunkHeaderDamaged or EvtxDefectKind.FileTruncated => int.MaxValue,
        _ => 0,
    };

    private static int Read(byte[] log, List<EvtxDefect> defects)
    {
        int count = 0;
        DecodingCache cache = new(EvtxLimits.Untrusted);
        EventReader reader = new(EventQuery.All, cache.Limits, defects.Add);
        using EvtxFile file = EvtxFile.Open(new MemoryStream(log), defects.Add);
        foreach (EvtxChunk chunk in file.ReadChunks(cache))
        {
            reader.Begin(chunk, "mutant");
            while (reader.TryRead(out EventRecord record))
            {
                count++;
                Assert.False(string.IsNullOrEmpty(record.ToString() + record.Data));
                RequireWellFormed(record.ToXml());
            }

            reader.CheckWhole(file.Header, verifyChecksum: true);
        }

        Assert.All(defects, defect => Assert.InRange(defect.Offset, 0, log.Length));
        return count;
    }

    private static void RequireWellFormed(string xml)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(xml));
        while (reader.Read())
        {
        }
    }

    private static TimeSpan? Duration() =>
        Environment.GetEnvironmentVariable("TURLAHUNT_FUZZ_SECONDS") is string seconds
            ? TimeSpan.FromSeconds(int.Parse(seconds))
            : null;

    private static byte[] WrittenLog() => TestLog.Written(writer =>
    {
        for (int i = 0; i < 240; i++)
        {
            EventPayload payload = (i % 5) switch
            {
                0 => TestLog.Data(("Text", EventValue.String(new string('t', i))), ("Number", EventValue.UInt32((uint)i))),
                1 => TestLog.Data((null, EventValue.StringArray("a", "", "c"))) with { Binary = EventValue.Binary([1, 2, 3]) },
                2 => new UserDataPayload("Element", "urn:x", new PayloadField("Sid", EventValue.Sid("S-1-5-21-1-2-3"))),
                3 => TestLog.Data(("Time", EventValue.FileTime(TestLog.Time)), ("Ansi", EventValue.AnsiString("text"))),
                _ => new EventDataPayload(new PayloadField("Absent", EventValue.Null) { IsOptional = true }),
            };
            writer.Write(TestLog.Event(payload, (ushort)i));
        }

        writer.WriteElements(TestLog.Time, UntemplatedEvent.Make(("Key", "Value")));
    });
}
