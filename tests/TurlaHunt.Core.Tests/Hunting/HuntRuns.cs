using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TurlaHunt.Hunting;

namespace TurlaHunt.Tests.Hunting;

/// <summary>Runs hunts over records, as the commands do with those of files.</summary>
internal static class HuntRuns
{
    /// <summary>All findings. Records of the hunt's context are looked at where the hunt asks for them.</summary>
    public static Finding[] Find(Hunt hunt, IEnumerable<EventRecord> records)
    {
        EventRecord[] all = [.. records];
        HuntRun run = hunt.Start();
        List<Finding> findings = [.. all.Where(hunt.Query.Matches).SelectMany(run.Examine)];
        if (run.WantContext() is { } context)
        {
            foreach (EventRecord record in all.Where(context.Matches))
            {
                run.AddContext(record);
            }
        }

        return [.. findings, .. run.Complete()];
    }

    /// <summary>All findings with all that they say.</summary>
    public static string[] Describe(Hunt hunt, IEnumerable<EventRecord> records) => [.. Find(hunt, records).Select(Describe)];

    /// <summary>All that a finding says.</summary>
    public static string Describe(Finding finding) => string.Join(
        "\n",
        finding.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => $"{property.Name}: {Text(property.GetValue(finding))}"));

    private static string Text(object? value) => value switch
    {
        DateTime time => $"{time:O}",
        string text => text,
        IEnumerable many => string.Join(" | ", many.Cast<object?>().Select(Text)),
        _ => $"{value}",
    };
}
