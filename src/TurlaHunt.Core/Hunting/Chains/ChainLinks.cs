using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Chains;

/// <summary>Finds what ties steps of one computer together.</summary>
/// <remarks>
/// A session and an account tie everything that somebody does all day. So they tie only what is suspicious by itself, and
/// to that a task that is registered meanwhile. A server and the descent of processes tie harmless connections too.
/// </remarks>
internal static class ChainLinks
{
    /// <summary>The ties of steps that are in order.</summary>
    /// <param name="steps">The steps, oldest first.</param>
    /// <param name="window">How long after one another two steps may be.</param>
    public static IReadOnlyList<ChainLink> Find(IReadOnlyList<ChainStep> steps, TimeSpan window) =>
    [
        .. SameFindings(steps, window),
        .. Ancestries(steps, window),
        .. Chained<long>(steps, window, step => IsTiedBySession(step) && step.LogonId is long session ? [session] : [])
            .Select(pair => Link(pair, ChainTieKind.LogonId, steps[pair.To].LogonText, $"Both belong to the logon session {steps[pair.To].LogonText}.")),
        .. Chained<string>(steps, window, step => step.Targets)
            .Select(pair => Link(pair, ChainTieKind.Target, Shown(pair.Key), $"Both are about {Shown(pair.Key)}.")),
        .. Chained<string>(steps, window, step => step.Finding.Severity >= Severity.Medium && IsPerson(step.UserName) ? [step.UserName!.ToUpperInvariant()] : [])
            .Select(pair => Link(pair, ChainTieKind.Account, steps[pair.To].UserName, $"Both act for {steps[pair.To].UserName}.")),
    ];

    // Each step is tied to the last one before it that has the same key: the others follow from that.
    private static IEnumerable<(int From, int To, TKey Key)> Chained<TKey>(
        IReadOnlyList<ChainStep> steps, TimeSpan window, Func<ChainStep, IReadOnlyList<TKey>> keys)
        where TKey : notnull
    {
        Dictionary<TKey, int> last = [];
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (TKey key in keys(steps[i]))
            {
                if (last.TryGetValue(key, out int before) && IsNear(steps, before, i, window) && steps[before].Finding != steps[i].Finding)
                {
                    yield return (before, i, key);
                }

                last[key] = i;
            }
        }
    }

    private static IEnumerable<ChainLink> SameFindings(IReadOnlyList<ChainStep> steps, TimeSpan window)
    {
        Dictionary<Finding, int> last = [];
        for (int i = 0; i < steps.Count; i++)
        {
            if (last.TryGetValue(steps[i].Finding, out int before) && IsNear(steps, before, i, window))
            {
                string reason = (steps[before].Stage, steps[i].Stage) switch
                {
                    (ChainStage.Fetch, ChainStage.Register) => "The process that was started registered the task.",
                    (_, ChainStage.Run) => "The task that was registered ran.",
                    _ => "One command line does both.",
                };
                ChainTieKind kind = steps[before].Stage == ChainStage.Fetch && steps[i].Stage == ChainStage.Register
                    ? ChainTieKind.Ancestry
                    : ChainTieKind.SameFinding;
                yield return new ChainLink(before, i, kind, null, reason);
            }

            last[steps[i].Finding] = i;
        }
    }

    private static IEnumerable<ChainLink> Ancestries(IReadOnlyList<ChainStep> steps, TimeSpan window)
    {
        Dictionary<long, int> byProcess = [];
        Dictionary<string, int> byProgram = [];
        for (int i = 0; i < steps.Count; i++)
        {
            ChainStep step = steps[i];
            if (step.ParentId is long parent && byProcess.TryGetValue(parent, out int starter) && IsOther(starter, i))
            {
                yield return new ChainLink(
                    starter, i, ChainTieKind.Ancestry, $"{parent}", $"The process {step.ProcessId} was started by the process {parent}.");
            }

            if (step.ProcessId is long process && byProcess.TryGetValue(process, out int same) && IsOther(same, i))
            {
                yield return new ChainLink(same, i, ChainTieKind.Ancestry, $"{process}", $"The process {process} did both.");
            }

            if (step.ParentProgram is string program && byProgram.TryGetValue(program, out int run) && IsOther(run, i))
            {
                string shown = ((TaskCreation)steps[run].Finding).Started!.First(path => string.Equals(path, program, StringComparison.OrdinalIgnoreCase));
                yield return new ChainLink(run, i, ChainTieKind.Ancestry, shown, $"{shown}, which the task starts, started the process {step.ProcessId}.");
            }

            if (step.ProcessId is long own)
            {
                byProcess[own] = i;
            }

            if (step.Program is string started)
            {
                byProgram[started] = i;
            }
        }

        bool IsOther(int before, int after) => steps[before].Finding != steps[after].Finding && IsNear(steps, before, after, window);
    }

    private static ChainLink Link<TKey>((int From, int To, TKey Key) pair, ChainTieKind kind, string? value, string reason) =>
        new(pair.From, pair.To, kind, value, reason);

    private static bool IsTiedBySession(ChainStep step) =>
        step.Finding.Severity >= Severity.Medium || (step.Finding is TaskCreation && step.Finding.Severity >= Severity.Low);

    // What services and computers do, they do for everybody.
    private static bool IsPerson(string? account) =>
        account is { Length: > 0 }
        && account[account.Length - 1] != '$'
        && !account.StartsWith(@"NT AUTHORITY\", StringComparison.OrdinalIgnoreCase)
        && !account.StartsWith("S-1-", StringComparison.OrdinalIgnoreCase)
        && account.IndexOf('\\') > 0;

    private static bool IsNear(IReadOnlyList<ChainStep> steps, int before, int after, TimeSpan window) =>
        steps[after].Time - steps[before].Time <= window;

    private static string Shown(string host) => host.ToLowerInvariant();
}
