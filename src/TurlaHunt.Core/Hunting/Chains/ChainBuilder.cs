using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Chains;

/// <summary>Joins the findings of one computer that tell one story.</summary>
internal static class ChainBuilder
{
    // One server may be spoken to all day; the first and the last few tell as much.
    private const int MostOfAKind = 8;

    private static readonly ChainStage[] AllStages =
        [ChainStage.Connect, ChainStage.Smb, ChainStage.Fetch, ChainStage.Register, ChainStage.Run];

    /// <summary>Builds the chains.</summary>
    /// <param name="findings">All findings of one computer, in any order.</param>
    /// <param name="window">How long after one another two steps may be.</param>
    /// <returns>
    /// The chains, oldest first. Each has steps of two kinds at least, of two findings at least, and something in it that is
    /// suspicious by itself: a logon script that connects a drive is none.
    /// </returns>
    public static IReadOnlyList<AttackChain> Build(IEnumerable<Finding> findings, TimeSpan window)
    {
        List<ChainStep> steps = [.. findings.SelectMany(ChainSteps.Of)];
        steps.Sort(ChainStep.Compare);
        steps = WithoutCopies(steps);
        IReadOnlyList<ChainLink> links = ChainLinks.Find(steps, window);
        int[] roots = [.. Enumerable.Range(0, steps.Count)];
        foreach (ChainLink link in links)
        {
            Unite(roots, link.From, link.To);
        }

        ILookup<int, ChainLink> linksOf = links.ToLookup(link => RootOf(roots, link.From));
        return
        [
            .. Enumerable.Range(0, steps.Count).GroupBy(place => RootOf(roots, place))
                .Where(group => IsStory([.. group.Select(place => steps[place])]))
                .Select(group => Tell(steps, [.. group], linksOf[group.Key])),
        ];
    }

    private static bool IsStory(ChainStep[] steps) =>
        steps.Select(step => step.Stage).Distinct().Count() > 1
        && steps.Select(step => step.Finding).Distinct().Count() > 1
        && Array.Exists(steps, step => step.Finding.Severity >= Severity.Medium);

    private static AttackChain Tell(List<ChainStep> steps, int[] places, IEnumerable<ChainLink> links)
    {
        ChainStep[] all = [.. places.Select(place => steps[place])];
        int[] told = [.. Shorten(steps, places)];
        Dictionary<int, int> numbers = [];
        foreach (int place in told)
        {
            numbers.Add(place, numbers.Count + 1);
        }

        ChainStage[] stages = [.. AllStages.Where(stage => Array.Exists(all, step => step.Stage == stage))];
        Finding[] findings = [.. all.Select(step => step.Finding).Distinct()];
        string[] targets = [.. all.SelectMany(step => step.Targets).Select(target => target.ToLowerInvariant()).Distinct()];
        string[] users = [.. all.Select(step => step.UserName).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        string[] tasks =
        [
            .. all.Where(step => step.Stage == ChainStage.Register).Select(step => ((TaskCreation)step.Finding).TaskName)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        ChainStage[] missing = [.. AllStages.Except(stages)];
        DateTime start = all[0].Time;
        DateTime end = all[all.Length - 1].Time;
        return new AttackChain
        {
            MachineName = findings[0].MachineName,
            StartTime = start,
            EndTime = end,
            Severity = findings.Max(finding => finding.Severity),
            Stages = stages,
            MissingStages = missing,
            Targets = targets,
            UserNames = users,
            TaskNames = tasks,
            Timeline = [.. told.Select(place => EntryOf(steps[place], numbers[place]))],
            EntriesLeftOut = places.Length - told.Length,
            Ties =
            [
                .. links.Where(link => numbers.ContainsKey(link.From) && numbers.ContainsKey(link.To))
                    .OrderBy(link => link.To).ThenBy(link => link.From).ThenBy(link => link.Kind)
                    .Select(link => new ChainTie
                    {
                        From = numbers[link.From],
                        To = numbers[link.To],
                        Kind = link.Kind,
                        Value = link.Value,
                        Reason = link.Reason,
                    }),
            ],
            Findings = findings,
            Summary = $"{string.Join(", ", stages.Select(stage => Word(stage, targets, tasks)))} "
                + $"between {VisibilityText.Time(start)} and {VisibilityText.Time(end)}"
                + (missing.Length == 0 ? " (complete)." : $" (not seen: {string.Join(", ", missing.Select(stage => Word(stage, [], [])))})."),
        };
    }

    private static ChainEntry EntryOf(ChainStep step, int number) => new()
    {
        Number = number,
        TimeCreated = step.Time,
        Stage = step.Stage,
        Text = step.Text,
        Severity = step.Finding.Severity,
        HuntId = step.Finding.HuntId,
        UserName = step.UserName,
        LogonId = step.LogonText,
        Target = step.Targets.Count > 0 ? step.Targets[0].ToLowerInvariant() : null,
        Id = step.Evidence.Id,
        LogName = step.Evidence.LogName,
        RecordId = step.Evidence.RecordId,
        Source = step.Evidence.Source,
    };

    private static string Word(ChainStage stage, string[] targets, string[] tasks) => stage switch
    {
        ChainStage.Connect => "share connected" + (targets.Length > 0 ? " at " + string.Join(", ", targets.Take(3)) : ""),
        ChainStage.Smb => "SMB sent",
        ChainStage.Fetch => "something fetched or started",
        ChainStage.Register => "task registered" + (tasks.Length > 0 ? " (" + string.Join(", ", tasks.Take(3)) + ")" : ""),
        _ => "task run",
    };

    // Of many steps of one kind the first and the last are told.
    private static IEnumerable<int> Shorten(List<ChainStep> steps, int[] places)
    {
        HashSet<int> left = [];
        foreach (IGrouping<(ChainStage, string), int> kind in places.GroupBy(place =>
            (steps[place].Stage, steps[place].Targets.Count > 0 ? steps[place].Targets[0] : "")))
        {
            int[] same = [.. kind];
            left.UnionWith(same.Skip(MostOfAKind / 2).Take(Math.Max(0, same.Length - MostOfAKind)));
        }

        return places.Where(place => !left.Contains(place));
    }

    private static List<ChainStep> WithoutCopies(List<ChainStep> steps)
    {
        List<ChainStep> all = [];
        foreach (ChainStep step in steps)
        {
            if (all.Count == 0 || !step.IsCopyOf(all[all.Count - 1]))
            {
                all.Add(step);
            }
        }

        return all;
    }

    private static int RootOf(int[] roots, int place)
    {
        while (roots[place] != place)
        {
            roots[place] = roots[roots[place]];
            place = roots[place];
        }

        return place;
    }

    // The least stays the root, so that the groups come in the order of their first members.
    private static void Unite(int[] roots, int one, int other)
    {
        int first = RootOf(roots, one);
        int second = RootOf(roots, other);
        roots[Math.Max(first, second)] = Math.Min(first, second);
    }
}
