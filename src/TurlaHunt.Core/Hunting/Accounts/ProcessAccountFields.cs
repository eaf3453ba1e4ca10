namespace TurlaHunt.Hunting.Accounts;

/// <summary>The fields of a 4688 that say who and with what rights, as the event writes them; null where it has none.</summary>
public sealed class ProcessAccountFields
{
    /// <summary>SubjectUserSid: the creator.</summary>
    public string? SubjectUserSid { get; set; }

    /// <summary>SubjectUserName.</summary>
    public string? SubjectUserName { get; set; }

    /// <summary>SubjectDomainName.</summary>
    public string? SubjectDomainName { get; set; }

    /// <summary>SubjectLogonId.</summary>
    public string? SubjectLogonId { get; set; }

    /// <summary>TargetUserSid: the user of the new process where another. S-1-0-0 even then in a third of events.</summary>
    public string? TargetUserSid { get; set; }

    /// <summary>TargetUserName.</summary>
    public string? TargetUserName { get; set; }

    /// <summary>TargetDomainName.</summary>
    public string? TargetDomainName { get; set; }

    /// <summary>TargetLogonId: not zero if the new process has another user than its creator.</summary>
    public string? TargetLogonId { get; set; }

    /// <summary>TokenElevationType.</summary>
    public string? TokenElevationType { get; set; }

    /// <summary>MandatoryLabel; absent before version 2 and in its short layout.</summary>
    public string? MandatoryLabel { get; set; }
}
