using TurlaHunt.Events;
using TurlaHunt.Hunting.Accounts;

namespace TurlaHunt.Hunting;

/// <summary>A new process, in one form for both events that tell of it: Security 4688 and Sysmon 1.</summary>
internal sealed class ProcessDetails
{
    private ProcessDetails()
    {
    }

    public string? Name { get; private init; }

    public long? Id { get; private init; }

    public string? ParentName { get; private init; }

    public long? ParentId { get; private init; }

    /// <summary>The command line as the log has it; null where the event has no such field, empty where it was not logged.</summary>
    public string? CommandLine { get; private init; }

    public string? UserName { get; private init; }

    public string? UserSid { get; private init; }

    public string? LogonId { get; private init; }

    public PrivilegeVerdict Privilege { get; private init; }

    /// <summary>Reads fields by their names: their number and order change from version to version.</summary>
    public static ProcessDetails Of(EventRecord record) => record.Id == 1 ? OfSysmon(record.Data) : OfSecurity(record.Data);

    private static ProcessDetails OfSecurity(EventData data)
    {
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
            CommandLine = data.Find("CommandLine"),
            UserName = AccountName.Join(account.Domain, account.Name),
            UserSid = account.Sid,
            LogonId = account.IsTarget ? data.Find("TargetLogonId") : data.Find("SubjectLogonId"),
            Privilege = account.Verdict,
        };
    }

    // Sysmon has the integrity level but not the token's type: a medium process may belong to an administrator.
    private static ProcessDetails OfSysmon(EventData data)
    {
        string? user = data.Find("User");
        return new ProcessDetails
        {
            Name = data.Find("Image"),
            Id = EventText.ToInt64(data.Find("ProcessId")),
            ParentName = data.Find("ParentImage"),
            ParentId = EventText.ToInt64(data.Find("ParentProcessId")),
            CommandLine = data.Find("CommandLine"),
            UserName = user,
            LogonId = data.Find("LogonId"),
            Privilege = PrivilegeJudge.Judge(
                AccountKind.Unknown, TokenElevation.Unknown, PrivilegeJudge.ParseIntegrity(data.Find("IntegrityLevel")), out _),
        };
    }
}
