using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Processes;

/// <summary>Counts the new processes of the audit log whose command line was not logged, by computer and file.</summary>
/// <remarks>
/// Windows logs no line unless ProcessCreationIncludeCmdLine_Enabled is set. Its own first processes have none even then, so
/// that they count only where no process at all has one: in a log that was read as a whole. Of one that goes on they may be all that has
/// come so far.
/// </remarks>
/// <param name="isWhole">Whether all is counted before it is asked for.</param>
internal sealed class LineGaps(bool isWhole = true)
{
    private const int ProcessCreated = 4688;

    private static readonly HashSet<string> FirstProcesses = new(StringComparer.OrdinalIgnoreCase)
    {
        "smss.exe", "autochk.exe", "csrss.exe", "wininit.exe", "winlogon.exe", "services.exe", "lsass.exe", "lsaiso.exe", "lsm.exe",
    };

    private readonly Dictionary<(string? Machine, string? Source), Tally> _counts = [];

    public void Count(EventRecord record, string? line)
    {
        // What a log does not keep any more says nothing of what it records.
        if (record.Integrity == RecordIntegrity.Recovered)
        {
            return;
        }

        (string?, string?) key = (record.MachineName, record.Source);
        _counts.TryGetValue(key, out Tally tally);
        tally.Seen++;
        if (line is null)
        {
            tally.Fieldless++;
        }
        else if (string.IsNullOrWhiteSpace(line))
        {
            tally.Empty++;
            tally.First += IsFirst(record.Data.Find("NewProcessName")) ? 1 : 0;
        }

        _counts[key] = tally;
    }

    /// <summary>What was counted, in the same order whatever order it came in.</summary>
    public IReadOnlyList<EvaluationGap> ToArray() =>
    [
        .. _counts.OrderBy(item => item.Key.Machine, StringComparer.OrdinalIgnoreCase)
            .ThenBy(item => item.Key.Source, StringComparer.Ordinal)
            .SelectMany(item => GapsOf(item.Key.Machine, item.Key.Source, item.Value)),
    ];

    private IEnumerable<EvaluationGap> GapsOf(string? machine, string? source, Tally tally)
    {
        long lacking = isWhole && tally.Empty + tally.Fieldless == tally.Seen ? tally.Empty : tally.Empty - tally.First;
        if (lacking > 0)
        {
            yield return new EvaluationGap(
                machine,
                source,
                ProcessCreated,
                tally.Seen,
                lacking,
                "have no command line",
                "Set ProcessCreationIncludeCmdLine_Enabled by policy to have it logged.");
        }

        if (tally.Fieldless > 0)
        {
            yield return new EvaluationGap(
                machine,
                source,
                ProcessCreated,
                tally.Seen,
                tally.Fieldless,
                "have a layout without a command line",
                "Windows 7 to Server 2012 log it from update 3004375 on.")
            {
                IsOfLayout = true,
            };
        }
    }

    // Elsewhere than in System32 the name proves nothing.
    private static bool IsFirst(string? program)
    {
        string path = program ?? string.Empty;
        int leaf = path.LastIndexOf('\\') + 1;
        return FirstProcesses.Contains(path.Substring(leaf))
            && path.Substring(0, leaf).EndsWith(@"\Windows\System32\", StringComparison.OrdinalIgnoreCase);
    }

    private struct Tally
    {
        public long Seen;
        public long Fieldless;
        public long Empty;
        public long First;
    }
}
