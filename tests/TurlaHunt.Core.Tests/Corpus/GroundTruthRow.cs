#if NET
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using TurlaHunt.Events;

namespace TurlaHunt.Tests.Corpus;

/// <summary>One event of the corpus as somebody else decoded it, with the classes that it belongs to.</summary>
internal sealed class GroundTruthRow
{
    private static readonly Dictionary<string, string> Folders = new()
    {
        ["sbousseaden/EVTX-ATTACK-SAMPLES"] = "EVTX-ATTACK-SAMPLES",
        ["omerbenamram/evtx"] = "evtx-rs",
        ["williballenthin/python-evtx"] = "python-evtx",
        ["Velocidex/velociraptor"] = "velociraptor",
    };

    private GroundTruthRow(JsonElement row)
    {
        File = System.IO.Path.Combine(Folders[row.GetProperty("repo").GetString()!], row.GetProperty("file").GetString()!);
        RecordId = row.GetProperty("recordId").GetInt64();
        Id = row.GetProperty("eventId").GetInt32();
        Time = EventText.ToTime(row.GetProperty("timeUtc").GetString());
        Channel = row.GetProperty("channel").GetString()!;
        Provider = row.GetProperty("provider").GetString()!;
        Computer = row.GetProperty("computer").GetString()!;
        UserId = row.GetProperty("systemUserId").GetString();
        Classes = [.. row.GetProperty("cls").EnumerateArray().Select(item => item.GetString()!)];
        Data = [.. row.GetProperty("data").EnumerateObject()
            .Where(item => !item.Name.StartsWith('@'))
            .Select(item => new KeyValuePair<string, string>(item.Name, item.Value.ToString()))];
    }

    public string File { get; }

    public long RecordId { get; }

    public int Id { get; }

    public DateTime? Time { get; }

    public string Channel { get; }

    public string Provider { get; }

    public string Computer { get; }

    public string? UserId { get; }

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Data { get; }

    public static IReadOnlyList<GroundTruthRow> ReadAll()
    {
        string path = SharedData.Require("reference", "ground-truth.jsonl");
        return [.. System.IO.File.ReadLines(path).Select(line =>
        {
            using JsonDocument row = JsonDocument.Parse(line);
            return new GroundTruthRow(row.RootElement);
        })];
    }

    public override string ToString() => $"{File} record {RecordId} event {Id}";
}
#endif
