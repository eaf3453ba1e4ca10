using System.Collections.Generic;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting;

namespace TurlaHunt.Visibility;

/// <content>Computers of which nothing was read: blind, each with its reason.</content>
internal sealed partial class VisibilityJudge
{
    /// <summary>What a hunt could see of a computer that sent nothing.</summary>
    public static HuntVisibility OfSilent(Hunt hunt, string machineName, HuntWindow window) => OfUnseen(
        hunt,
        machineName,
        window,
        VisibilityCause.ComputerSilent,
        $"No event of {machineName} is among the logs, although it was expected.",
        "Look whether it is on, and whether its logs are collected.");

    /// <summary>What a hunt could see of a computer on which it could not be run.</summary>
    /// <remarks>Which computer it is may be what is not known: then the problem alone tells.</remarks>
    public static HuntVisibility OfUnhunted(Hunt hunt, string? machineName, HuntWindow window, string problem, string advice) => OfUnseen(
        hunt,
        machineName ?? "",
        window,
        VisibilityCause.ComputerNotHunted,
        machineName is null ? problem : $"{machineName} was not hunted on: {problem}",
        advice);

    /// <summary>What a hunt could see of a computer whose live logs gave nothing.</summary>
    /// <param name="hunt">The hunt.</param>
    /// <param name="host">The computer, as it was asked for.</param>
    /// <param name="logs">The logs that it was asked for.</param>
    /// <param name="window">The window that was asked for.</param>
    public static HuntVisibility OfUnread(Hunt hunt, string host, IEnumerable<FileTally> logs, HuntWindow window)
    {
        VisibilityJudge judge = new(hunt, new ComputerLogs(host, [], [], []), window, []);
        foreach (FileTally log in logs)
        {
            if (log.Failure is ChannelException failure && judge.Concerns(log))
            {
                judge.Add(failure, log, VisibilityLevel.Blind);
            }
        }

        if (judge._reasons.Count == 0)
        {
            judge.Add(
                VisibilityCause.LogMissing,
                VisibilityLevel.Blind,
                $"The logs of {host} that were asked for hold no event.",
                "Name the logs that hold what is looked for, or a longer window.");
        }

        return judge.Finish(VisibilityLevel.Blind);
    }

    private static HuntVisibility OfUnseen(
        Hunt hunt, string machineName, HuntWindow window, VisibilityCause cause, string detail, string advice)
    {
        VisibilityJudge judge = new(hunt, new ComputerLogs(machineName, [], [], []), window, []);
        judge.Add(cause, VisibilityLevel.Blind, detail, advice);
        return judge.Finish(VisibilityLevel.Blind);
    }
}
