using System;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Accounts;

namespace TurlaHunt.Hunting.Processes;

/// <summary>A new process, in one form for both events that tell of it: Security 4688 and Sysmon 1.</summary>
internal sealed class ProcessDetails
{
    private ProcessDetails()
    {
    }

    public string? Name { get; private init; }

    /// <summary>The name that the program had when it was built, where the event tells it: Sysmon 10 and later.</summary>
    public string? OriginalName { get; private init; }

    public long? Id { get; private init; }

    /// <summary>Sysmon's own name for the process, which is never given to another.</summary>
    public Guid? Guid { get; private init; }

    public string? ParentName { get; private init; }

    public long? ParentId { get; private init; }

    public Guid? ParentGuid { get; private init; }

    /// <summary>When it started, in UTC. Sysmon's events come a little later than the processes.</summary>
    public DateTime? StartTime { get; private init; }

    public string? UserName { get; private init; }

    public string? UserSid { get; private init; }

    public string? LogonId { get; private init; }

    public PrivilegeVerdict Privilege { get; private init; }

    /// <summary>Reads fields by their names: their number and order change from version to version.</summary>
    public static ProcessDetails Of(EventRecord record) => record.Id == 1 ? OfSysmon(record) : OfSecurity(record);

    private static ProcessDetails OfSecurity(EventRecord record)
    {
        EventData data = record.Data;
        ProcessAccount account = PrivilegeJudge.Judge(new ProcessAccountFields
        {
            SubjectUserSid = data.Find("SubjectUserSid"),
            SubjectUserName = data.Find("SubjectUserName"),
            SubjectDomainName = data.Find("SubjectDomainName"),
            SubjectLogonId = data.Find("SubjectLogonId"),
            TargetUserSid = data.Find("TargetUserSid"),
            TargetUserName = data.Find("TargetUserName"),
            TargetDomainName = data.Find("TargetDomainName"),
            TargetLogonId = data.Find("TargetLogonId"),
            TokenElevationType = data.Find("TokenElevationType"),
            MandatoryLabel = data.Find("MandatoryLabel"),
        });
        return new ProcessDetails
        {
            Name = data.Find("NewProcessName"),
            Id = EventText.ToInt64(data.Find("NewProcessId")),
            ParentName = data.Find("ParentProcessName"),
            ParentId = EventText.ToInt64(data.Find("ProcessId")),
            StartTime = record.TimeCreated,
            UserName = AccountName.Join(account.Domain, account.Name),
            UserSid = account.Sid,
            LogonId = account.IsTarget ? data.Find("TargetLogonId") : data.Find("SubjectLogonId"),
            Privilege = account.Verdict,
        };
    }

    // Sysmon has the integrity level but not the token's type: a medium process may belong to an administrator.
    private static ProcessDetails OfSysmon(EventRecord record)
    {
        EventData data = record.Data;
        string? user = data.Find("User");
        string[] parts = (user ?? string.Empty).Split(['\\'], 2);
        ProcessAccount account = PrivilegeJudge.Judge(new ProcessAccountFields
        {
            SubjectUserName = parts[parts.Length - 1],
            SubjectDomainName = parts.Length == 2 ? parts[0] : null,
            SubjectLogonId = data.Find("LogonId"),
            MandatoryLabel = data.Find("IntegrityLevel"),
        });
        return new ProcessDetails
        {
            Name = data.Find("Image"),
            OriginalName = data.Find("OriginalFileName"),
            Id = EventText.ToInt64(data.Find("ProcessId")),
            Guid = GuidOf(data.Find("ProcessGuid")),
            ParentName = data.Find("ParentImage"),
            ParentId = EventText.ToInt64(data.Find("ParentProcessId")),
            ParentGuid = GuidOf(data.Find("ParentProcessGuid")),
            StartTime = EventText.ToTime(data.Find("UtcTime")) ?? record.TimeCreated,
            UserName = user,
            LogonId = data.Find("LogonId"),
            Privilege = account.Verdict,
        };
    }

    private static Guid? GuidOf(string? text) => EventText.ToGuid(text) is Guid guid && guid != System.Guid.Empty ? guid : null;
}
