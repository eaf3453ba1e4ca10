using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using Xunit;

namespace TurlaHunt.Tests;

/// <summary>Reads logs and keeps all that was said while they were read.</summary>
internal sealed class ReadLog : IReadListener
{
    public List<EventRecord> Records { get; } = [];

    public List<EvtxDefect> Defects { get; } = [];

    public List<Exception> Failures { get; } = [];

    public List<string> Skipped { get; } = [];

    public List<string> Begun { get; } = [];

    public List<string> Ended { get; } = [];

    public long BytesRead { get; private set; }

    public static ReadLog Of(string path, EventQuery? query = null)
    {
        ReadLog log = new();
        log.Records.AddRange(new EvtxFileSource(log).Read([path], query ?? EventQuery.All, CancellationToken.None));
        return log;
    }

    /// <summary>The lines of text that are made of the events of a log.</summary>
    public static List<string> Lines(string path, EventTextFormat format, EventQuery? query = null)
    {
        List<string> lines = [];
        foreach (ReadOnlyMemory<byte> line in new EvtxFileSource(new ReadLog()).ReadText(
            [path], query ?? EventQuery.All, format, CancellationToken.None))
        {
            lines.Add(Encoding.UTF8.GetString(line.ToArray()));
        }

        return lines;
    }

    public static ReadLog Of(byte[] file, EventQuery? query = null)
    {
        using TemporaryFile temporary = new(file);
        ReadLog log = Of(temporary.Path, query);
        log.RequireSameLines(temporary.Path, query);
        return log;
    }

    /// <summary>
    /// Lines of text are written on another way, straight from the bytes: they are what the events give, they are lines, and
    /// those of JSON are objects. The events themselves are what unfolding their records step by step gives.
    /// </summary>
    public void RequireSameLines(string path, EventQuery? query = null)
    {
        List<string> xml = Lines(path, EventTextFormat.Xml, query);
        List<string> json = Lines(path, EventTextFormat.Json, query);
        Assert.Equal(Records.ConvertAll(record => record.ToXml()), xml);
        Assert.Equal(Records.ConvertAll(record => record.ToJson()), json);
        Assert.Equal(json, Records.ConvertAll(record => Unfold(record).ToJson()));
        Assert.DoesNotContain(xml.Concat(json), line => line.IndexOfAny(['\r', '\n']) >= 0);
#if NET
        foreach (string line in json)
        {
            using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(line);
            Assert.Equal(System.Text.Json.JsonValueKind.Object, document.RootElement.ValueKind);
        }
#endif
    }

    // The same event, unfolded step by step: the way of the templates for which there is no plan.
    private static EventRecord Unfold(EventRecord record)
    {
        EvtxRecordSpan span = new(0, 0, record.SourceRecordId, 0, record.Integrity);
        EventRecord unfolded = new EventRecordBuilder(usesPlans: false)
            .Build(record.Document!, span, record.Source!, EvtxLimits.Untrusted, new UnfoldingBudget(EvtxLimits.Untrusted));
        unfolded.TimeCreated = unfolded.TimeCreated == EventTime.Unset ? record.TimeCreated : unfolded.TimeCreated;
        return unfolded;
    }

    public void OnBegin(string path) => Begun.Add(path);

    public void OnEnd(string path) => Ended.Add(path);

    public void OnDefect(string path, EvtxDefect defect) => Defects.Add(defect);

    public void OnFailure(string path, Exception failure) => Failures.Add(failure);

    public void OnSkipped(string path, string reason) => Skipped.Add(path);

    public void OnProgress(string path, long bytesRead, long bytesTotal) => BytesRead = bytesRead;

    public override string ToString() =>
        $"{Records.Count} records, {Defects.Count} defects: " + string.Join(" | ", Defects.Select(defect => defect.ToString()));
}

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] content, string extension = ".evtx")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"turlahunt-{Guid.NewGuid():N}{extension}");
        File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
