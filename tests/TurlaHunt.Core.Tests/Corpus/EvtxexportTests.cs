using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TurlaHunt.Events;
using Xunit;

namespace TurlaHunt.Tests.Corpus;

/// <summary>Value by value against an independent reader, over all of the corpus.</summary>
public sealed class EvtxexportTests
{
    // Files of which libevtx gives fewer records than they hold: it ends a file at the first token or value that it does
    // not know and a chunk at the first bad record, and shows no record that hides in another. Ours first, theirs second.
    private static readonly Dictionary<string, (int Ours, int Theirs)> NotReadWhole = new()
    {
        ["2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx"] = (1951, 1910),
        ["2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx"] = (1795, 1774),
        ["E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx"] = (459, 89),
        ["E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx"] = (340, 24),
        ["MSExchange_Management_wec.evtx"] = (1, 0),
        ["Microsoft-Windows-HelloForBusiness%4Operational.evtx"] = (6, 5),
        ["Microsoft-Windows-LanguagePackSetup%4Operational.evtx"] = (17, 16),
        ["issue_201.evtx"] = (1, 0),
        ["post-Security.evtx"] = (127, 126),
        ["sample-with-zero-data-size-event.evtx"] = (449, 335),
        ["sample_with_a_bad_chunk_magic.evtx"] = (301, 267),
        ["ID1116-1117-Defender threat detected.evtx"] = (6, 0),
        ["ID1149-RDP success logins to multiple hosts.evtx"] = (11, 0),
        ["ID4622-New SSP loaded in LSA (only legitim).evtx"] = (420, 0),
    };

    [Fact]
    public void Every_record_that_evtxexport_reads_has_the_same_values_here()
    {
        List<string> differences = [];
        int compared = 0;
        foreach (string path in SharedData.RequireCorpus())
        {
            string name = Path.GetFileName(path);
            List<EvtxexportEvent> theirs = EvtxexportEvent.ReadFile(path);
            List<EventRecord> ours = ReadLog.Of(path).Records;
            (int Ours, int Theirs) counts = (ours.Count, theirs.Count);
            if (counts.Ours != counts.Theirs && !(NotReadWhole.TryGetValue(name, out (int, int) known) && known == counts))
            {
                differences.Add($"{name}: {ours.Count} records here, {theirs.Count} there");
            }

            compared += theirs.Count;
            ILookup<string, EventRecord> byId = ours.ToLookup(record => Text(record.RecordId));
            foreach (EvtxexportEvent their in theirs)
            {
                // Two logs in one file may use an id twice.
                string[]? least = byId[their.RecordId ?? ""]
                    .Select(our => Compare(our, their).ToArray())
                    .OrderBy(found => found.Length)
                    .FirstOrDefault();
                if (least is not { Length: 0 })
                {
                    differences.Add($"{name} {their.RecordId}: " + (least is null ? "not read" : string.Join(", ", least)));
                }
            }
        }

        Assert.True(compared > 32_000, $"Only {compared} records were compared.");
        Assert.True(
            differences.Count == 0,
            $"{differences.Count} of {compared} records differ:\n" + string.Join("\n", differences.Take(20)));
    }

    private static IEnumerable<string> Compare(EventRecord our, EvtxexportEvent their)
    {
        if (Text(our.Id) != their.Id)
        {
            yield return $"Id {our.Id} / {their.Id}";
        }

        if ((our.ProviderName ?? "") != (their.Provider ?? ""))
        {
            yield return $"Provider {our.ProviderName} / {their.Provider}";
        }

        if ((our.MachineName ?? "") != (their.Computer ?? ""))
        {
            yield return $"Computer {our.MachineName} / {their.Computer}";
        }

        if ((our.LogName ?? "") != (their.Channel ?? ""))
        {
            yield return $"Channel {our.LogName} / {their.Channel}";
        }

        if (our.TimeCreated != their.Time)
        {
            yield return $"Time {our.TimeCreated:O} / {their.Time:O}";
        }

        string? unlike = their.Data() is { } data ? FindUnlike(our.Data, data) : "not well-formed";
        if (unlike is not null && FindUnlike(our.Data, their.UnescapedData()) is string unescaped)
        {
            yield return $"{unlike}; unescaped: {unescaped}";
        }
    }

    private static string? FindUnlike(EventData our, List<KeyValuePair<string, string>> their)
    {
        if (!our.Select(item => item.Key).SequenceEqual(their.Select(item => item.Key)))
        {
            return $"names {string.Join(",", our.Keys)} / {string.Join(",", their.Select(item => item.Key))}";
        }

        return their
            .Where(item => !IsSame(our[item.Key], item.Value))
            .Select(item => $"{item.Key} '{our[item.Key]}' / '{item.Value}'")
            .FirstOrDefault();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsSame(string our, string their)
    {
        // An XML parser turns every line end into a line feed, and evtxexport leaves out text that is nothing but white space.
        our = our.Replace("\r\n", "\n").Replace('\r', '\n');
        their = their.Replace("\r\n", "\n").Replace('\r', '\n');
        if (our == their || (string.IsNullOrWhiteSpace(our) && string.IsNullOrWhiteSpace(their)))
        {
            return true;
        }

        // libevtx pads hexadecimal numbers, and reads the sign of a negative number as if the rest were its magnitude.
        if (EventText.ToInt64(our) is long ourNumber && EventText.ToInt64(their) is long theirNumber)
        {
            return ourNumber == theirNumber
                || (ourNumber < 0 && -theirNumber == (ourNumber & int.MaxValue))
                || (ourNumber < 0 && -theirNumber == (ourNumber & long.MaxValue));
        }

        if (our.Length > 0 && our[our.Length - 1] == 'Z' && our.TrimEnd('Z', '0') == their.TrimEnd('Z', '0'))
        {
            return true;
        }

        // Half a character cannot pass through the UTF-8 of its output.
        return our.Where((_, place) => char.IsSurrogate(our, place)).Any();
    }
}
