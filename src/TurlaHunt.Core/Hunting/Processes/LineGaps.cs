using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Processes;

/// <summary>Counts the new processes of the audit log whose command line was not logged, by computer and file.</summary>
/// <remarks>
/// Windows logs no line unless ProcessCreationIncludeCmdLine_Enabled is set. Its own first processes have none even then, so
/// that they count only where no process at all has one.
/// </remarks>
internal sealed class LineGaps
{
    private const int ProcessCreated = 4688;

    private static readonly HashSet<string> FirstProcesses = new(StringComparer.OrdinalIgnoreCase)
    {
        "smss.exe", "autochk.exe", "csrss.exe", "wininit.exe", "winlogon.exe", "services.exe", "lsass.exe", "lsaiso.exe", "lsm.exe",
    };

    private readonly Dictionary<(string? Machine, string? Source), (long Seen, long Lacking, long First)> _counts = [];

    public void Count(EventRecord record, string? line)
    {
        (string?, string?) key = (record.MachineName, record.Source);
        _counts.TryGetValue(key, out (long Seen, long Lacking, long First) count);
        bool lacks = string.IsNullOrWhiteSpace(line);
        bool isFirst = lacks && IsFirst(record.Data.Find("NewProcessName"));
        _counts[key] = (count.Seen + 1, count.Lacking + (lacks ? 1 : 0), count.First + (isFirst ? 1 : 0));
    }

    /// <summary>What was counted, in the same order whatever order it came in.</summary>
    public IReadOnlyList<EvaluationGap> ToArray() =>
    [
        .. _counts.Where(item => LackingOf(item.Value) > 0)
            .OrderBy(item => item.Key.Machine, StringComparer.OrdinalIgnoreCase)
            .ThenBy(item => item.Key.Source, StringComparer.Ordinal)
            .Select(item => new EvaluationGap(
                item.Key.Machine,
                item.Key.Source,
                ProcessCreated,
                item.Value.Seen,
                LackingOf(item.Value),
                "have no command line",
                "Set ProcessCreationIncludeCmdLine_Enabled by policy to have it logged.")),
    ];

    private static long LackingOf((long Seen, long Lacking, long First) count) =>
        count.Lacking == count.Seen ? count.Lacking : count.Lacking - count.First;

    // Elsewhere than in System32 the name proves nothing.
    private static bool IsFirst(string? program)
    {
        string path = program ?? string.Empty;
        int leaf = path.LastIndexOf('\\') + 1;
        return FirstProcesses.Contains(path.Substring(leaf))
            && path.Substring(0, leaf).EndsWith(@"\Windows\System32\", StringComparison.OrdinalIgnoreCase);
    }
}
