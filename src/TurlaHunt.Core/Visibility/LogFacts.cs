using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting;

namespace TurlaHunt.Visibility;

/// <summary>What the events of one computer tell of its logs: cleared, stopped, started, the policy or the clock changed.</summary>
internal sealed class LogFacts
{
    /// <summary>Windows corrects its clock by fractions of a second all the time.</summary>
    private static readonly TimeSpan SmallStep = TimeSpan.FromMinutes(5);

    private static readonly KeyValuePair<string, string>[] Changes =
    [
        new("%%8448", "success removed"),
        new("%%8449", "success added"),
        new("%%8450", "failure removed"),
        new("%%8451", "failure added"),
    ];

    private readonly Dictionary<string, LogFact> _facts = [];
    private readonly HashSet<(string? Log, long Record, DateTime? Time)> _seen = [];

    public IReadOnlyCollection<LogFact> All => _facts.Values;

    /// <summary>Takes an event. Others than those that tell of logs are passed over.</summary>
    public void Add(EventRecord record)
    {
        bool isAbout = record.ProviderName is string provider && (record.LogName, record.Id) switch
        {
            (HuntedLogs.SecurityLog, 1100 or 1102) or (HuntedLogs.SystemLog, 104) => provider == "Microsoft-Windows-Eventlog",
            (HuntedLogs.SystemLog, 6005 or 6006 or 6008) => provider == "EventLog",
            (HuntedLogs.SecurityLog, 4616 or 4719) => true,
            (HuntedLogs.SystemLog, 1) => provider == "Microsoft-Windows-Kernel-General",
            _ => false,
        };

        // A copy of a log tells nothing again.
        if (!isAbout || !_seen.Add((record.LogName, record.RecordId, record.TimeCreated)))
        {
            return;
        }

        switch (record.Id)
        {
            case 1102:
                Add(record, VisibilityCause.LogCleared, HuntedLogs.SecurityLog, userName: UserOf(record));
                break;
            case 104:
                Add(record, VisibilityCause.LogCleared, EventText.OrNull(record.Data.Find("Channel")) ?? "", userName: UserOf(record));
                break;
            case 1100 or 6006:
                Add(record, VisibilityCause.ServiceStopped, record.LogName ?? "");
                break;
            case 6005:
                Add(record, VisibilityCause.ServiceStarted, record.LogName ?? "");
                break;
            case 6008:
                Add(record, VisibilityCause.UnexpectedShutdown, record.LogName ?? "");
                break;
            case 4616:
                AddStep(record, "PreviousTime");
                break;
            case 1:
                AddStep(record, "OldTime");
                break;
            default:
                AddPolicy(record);
                break;
        }
    }

    private void AddPolicy(EventRecord record)
    {
        string codes = record.Data.Find("AuditPolicyChanges") ?? "";
        AuditSubcategory? subcategory =
            EventText.ToGuid(record.Data.Find("SubcategoryGuid")) is Guid id ? AuditSubcategory.Find(id) : null;
        if (subcategory is not null)
        {
            string[] changes = [.. Changes.Where(change => codes.Contains(change.Key)).Select(change => change.Value)];
            Add(
                record,
                VisibilityCause.AuditPolicyChanged,
                HuntedLogs.SecurityLog,
                UserOf(record),
                subcategory,
                codes.Contains("%%8448"),
                changes.Length > 0 ? string.Join(", ", changes) : codes);
        }
    }

    private void AddStep(EventRecord record, string oldName)
    {
        if (EventText.ToTime(record.Data.Find(oldName)) is DateTime before
            && EventText.ToTime(record.Data.Find("NewTime")) is DateTime after
            && (after - before).Duration() >= SmallStep)
        {
            Add(record, VisibilityCause.ClockJump, record.LogName ?? "", UserOf(record), step: after - before);
        }
    }

    private void Add(
        EventRecord record,
        VisibilityCause cause,
        string logName,
        string? userName = null,
        AuditSubcategory? subcategory = null,
        bool isTakenAway = false,
        string? change = null,
        TimeSpan step = default)
    {
        string key = string.Join("\n", cause, logName, userName, subcategory?.Name, change, record.Id);
        if (!_facts.TryGetValue(key, out LogFact? fact))
        {
            fact = new LogFact(cause, logName, userName, subcategory, isTakenAway, change);
            _facts.Add(key, fact);
        }

        fact.Add(record.TimeCreated, step);
    }

    private static string? UserOf(EventRecord record) =>
        AccountName.Join(record.Data.Find("SubjectDomainName"), record.Data.Find("SubjectUserName"));
}
