using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting;

namespace TurlaHunt;

/// <summary>
/// What every hunt's findings say: what, when and where, how urgent, why, and which records show it. Never changed after it
/// was made; null means that the log does not say.
/// </summary>
public abstract class Finding
{
    // PowerShell ends a string at any of these; a file may be named so that the command would do something else.
    private static readonly Regex Quotes = new("['\u2018-\u201B]");

    private protected Finding(Hunt hunt, EventRecord record, Severity severity, IReadOnlyList<string> reasons)
        : this(hunt, record.MachineName, severity, reasons, [], [new Evidence(record)])
    {
    }

    /// <summary>Makes a finding that several records show.</summary>
    /// <param name="hunt">The hunt.</param>
    /// <param name="machineName">The computer.</param>
    /// <param name="severity">How urgent it is.</param>
    /// <param name="reasons">Why it is worth looking at.</param>
    /// <param name="techniques">ATT&amp;CK techniques besides those of the hunt.</param>
    /// <param name="evidence">The records; the first is the one that the finding is named by.</param>
    private protected Finding(
        Hunt hunt,
        string? machineName,
        Severity severity,
        IReadOnlyList<string> reasons,
        IReadOnlyList<string> techniques,
        IReadOnlyList<Evidence> evidence)
    {
        TimeCreated = evidence[0].TimeCreated;
        MachineName = machineName;
        Severity = severity;
        HuntId = hunt.Id;
        Title = hunt.Title;
        Techniques = [.. hunt.Techniques.Concat(techniques).Distinct()];
        Reasons = [.. reasons];
        Id = evidence[0].Id;
        LogName = evidence[0].LogName;
        RecordId = evidence[0].RecordId;
        Source = evidence[0].Source;
        Evidence = [.. evidence];
    }

    /// <summary>When it happened, in UTC.</summary>
    public DateTime? TimeCreated { get; internal init; }

    /// <summary>The computer it happened on, also where its events were collected elsewhere.</summary>
    public string? MachineName { get; internal init; }

    /// <summary>How urgent it is.</summary>
    public Severity Severity { get; internal init; }

    /// <summary>The hunt that found it, by its lasting id.</summary>
    public string HuntId { get; internal init; }

    /// <summary>What the hunt is about.</summary>
    public string Title { get; internal init; }

    /// <summary>The ATT&amp;CK techniques that it may be part of.</summary>
    public string[] Techniques { get; internal init; }

    /// <summary>Why it is worth looking at, in sentences.</summary>
    public string[] Reasons { get; internal init; }

    /// <summary>The id of the event that shows it.</summary>
    public int Id { get; internal init; }

    /// <summary>The log of that event.</summary>
    public string? LogName { get; internal init; }

    /// <summary>The number of that event in its log.</summary>
    public long RecordId { get; internal init; }

    /// <summary>The file that the event was read from, or the live log as in <c>\\DC01\Security</c>.</summary>
    public string? Source { get; internal init; }

    /// <summary>The records that show it.</summary>
    public Evidence[] Evidence { get; internal init; }

    /// <summary>What happened, in one line without the time and the computer; passwords are blotted out.</summary>
    internal abstract string Fact { get; }

    /// <summary>The account behind it, as DOMAIN\name; null where the log does not say.</summary>
    internal abstract string? Actor { get; }

    /// <summary>A command that shows what else happened on that computer around that time, in all logs that show it.</summary>
    public string? NextCommand
    {
        get
        {
            return TimeCreated is DateTime time && WhereToRead() is string where
                ? $"Get-HuntEvent {where} "
                    + FormattableString.Invariant($"-StartTime {time.AddMinutes(-5):yyyy-MM-ddTHH:mm:ssZ} ")
                    + FormattableString.Invariant($"-EndTime {time.AddMinutes(5):yyyy-MM-ddTHH:mm:ssZ}")
                : null;
        }
    }

    private string? WhereToRead()
    {
        List<string> files = [];
        List<string> computers = [];
        List<string> logs = [];
        foreach (string source in Evidence.Select(record => record.Source).OfType<string>().Distinct())
        {
            if (ChannelAddress.TryParse(source, out ChannelAddress? live))
            {
                computers.Add(Quote(live.Host.ToString()));
                logs.Add(Quote(live.LogName));
            }
            else
            {
                files.Add(Quote(source));
            }
        }

        return files.Count > 0 ? $"-LiteralPath {string.Join(", ", files)}"
            : logs.Count > 0 ? $"-ComputerName {string.Join(", ", computers.Distinct())} -LogName {string.Join(", ", logs.Distinct())}"
            : null;
    }

    private static string Quote(string text) => $"'{Quotes.Replace(text, "$0$0")}'";
}
