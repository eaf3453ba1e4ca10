using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting.CommandLines;

namespace TurlaHunt.Hunting.Processes;

/// <summary>
/// Puts together what is one act: a shell and the program that it starts for its command line, and the two records of one
/// process in the audit log and in Sysmon's.
/// </summary>
/// <remarks>
/// Process ids are given again, within seconds where much is started. Sysmon's GUIDs are not, and decide alone where both
/// records have them. Elsewhere the parent must have started shortly before, and name, logon session and target must fit
/// where they are known. In doubt two findings are better than one that hides the other.
/// </remarks>
internal static class ProcessChains
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Sysmon's times are cut to milliseconds.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    /// <summary>How far apart two logs may place the start of one process.</summary>
    private static readonly TimeSpan BetweenLogs = TimeSpan.FromSeconds(2);

    /// <summary>Joins sightings.</summary>
    /// <param name="sightings">In any order; copies of one record count once.</param>
    /// <returns>The chains, by computer and time; each in the order in which its processes started.</returns>
    public static IReadOnlyList<IReadOnlyList<ProcessSighting>> Join(IEnumerable<ProcessSighting> sightings)
    {
        List<ProcessSighting> all = WithoutCopies(sightings);
        int[] roots = [.. Enumerable.Range(0, all.Count)];
        Dictionary<(string Machine, Guid Guid), int> byGuid = [];
        Dictionary<(string Machine, long Id), List<int>> byId = [];
        for (int i = 0; i < all.Count; i++)
        {
            if (all[i].Process.Guid is Guid guid)
            {
                byGuid[(MachineOf(all[i]), guid)] = i;
            }

            if (KeyOf(all[i], all[i].Process.Id) is { } key)
            {
                if (!byId.TryGetValue(key, out List<int>? same))
                {
                    byId.Add(key, same = []);
                }

                same.Add(i);
            }
        }

        foreach (List<int> same in byId.Values)
        {
            same.Sort((one, other) => Nullable.Compare(all[one].Process.StartTime, all[other].Process.StartTime) is int order and not 0
                ? order
                : one.CompareTo(other));
            JoinTwins(all, same, roots);
        }

        for (int i = 0; i < all.Count; i++)
        {
            if (ParentOf(all, i, byGuid, byId) is int parent)
            {
                Unite(roots, i, parent);
            }
        }

        return
        [
            .. Enumerable.Range(0, all.Count)
                .GroupBy(i => RootOf(roots, i))
                .Select(chain => (IReadOnlyList<ProcessSighting>)[.. chain.Select(i => all[i])]),
        ];
    }

    private static List<ProcessSighting> WithoutCopies(IEnumerable<ProcessSighting> sightings)
    {
        List<ProcessSighting> all = [];
        foreach (ProcessSighting sighting in sightings.OrderBy(item => item, ProcessSighting.Order))
        {
            if (all.Count == 0 || !sighting.IsCopyOf(all[all.Count - 1]))
            {
                all.Add(sighting);
            }
        }

        return all;
    }

    // Both records of one process lie next to each other in its id's list, or only others of the same moment between them.
    private static void JoinTwins(List<ProcessSighting> all, List<int> same, int[] roots)
    {
        for (int i = 1; i < same.Count; i++)
        {
            ProcessSighting earlier = all[same[i - 1]];
            ProcessSighting later = all[same[i]];
            if (earlier.IsSysmon != later.IsSysmon
                && later.Process.StartTime - earlier.Process.StartTime <= BetweenLogs
                && earlier.PlainLine == later.PlainLine)
            {
                Unite(roots, same[i - 1], same[i]);
            }
        }
    }

    private static int? ParentOf(
        List<ProcessSighting> all,
        int index,
        Dictionary<(string Machine, Guid Guid), int> byGuid,
        Dictionary<(string Machine, long Id), List<int>> byId)
    {
        ProcessSighting child = all[index];
        if (child.Process.ParentGuid is Guid guid && byGuid.TryGetValue((MachineOf(child), guid), out int known))
        {
            return known;
        }

        if (KeyOf(child, child.Process.ParentId) is not { } key
            || !byId.TryGetValue(key, out List<int>? same)
            || child.Process.StartTime is not DateTime start)
        {
            return null;
        }

        // The last one that had the id before the child started; an earlier one had given it back.
        int low = 0;
        int high = same.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (all[same[middle]].Process.StartTime is DateTime other && other > start + Slack)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low > 0 && same[low - 1] != index && MayBeParent(all[same[low - 1]], child, start) ? same[low - 1] : null;
    }

    private static bool MayBeParent(ProcessSighting parent, ProcessSighting child, DateTime start)
    {
        ProcessDetails one = parent.Process;
        ProcessDetails two = child.Process;
        return start - one.StartTime <= LongestWait
            && (one.Guid is null || two.ParentGuid is null)
            && Fits(one.Name, two.ParentName)
            && (EventText.ToInt64(one.LogonId) is not long logon || EventText.ToInt64(two.LogonId) is not long other || logon == other)
            && child.Line.Targets.All(target => IsAmong(parent.Line.Targets, target));
    }

    // What a variable stands for only the child's line tells.
    private static bool IsAmong(IReadOnlyList<CommandTarget> targets, CommandTarget wanted) =>
        targets.Any(target => target.Host == wanted.Host || target.Host.IndexOfAny(['%', '!']) >= 0);

    private static bool Fits(string? one, string? other) =>
        string.IsNullOrEmpty(one) || string.IsNullOrEmpty(other) || string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static (string Machine, long Id)? KeyOf(ProcessSighting sighting, long? id) =>
        id is long number ? (MachineOf(sighting), number) : null;

    private static string MachineOf(ProcessSighting sighting) => sighting.MachineName?.ToUpperInvariant() ?? string.Empty;

    private static int RootOf(int[] roots, int i)
    {
        while (roots[i] != i)
        {
            roots[i] = roots[roots[i]];
            i = roots[i];
        }

        return i;
    }

    // The least stays the root, so that the groups come in the order of their first members.
    private static void Unite(int[] roots, int one, int other)
    {
        int first = RootOf(roots, one);
        int second = RootOf(roots, other);
        roots[Math.Max(first, second)] = Math.Min(first, second);
    }
}
