namespace TurlaHunt;

/// <summary>
/// What is audited of a subcategory. The numbers are those of group policy's audit.csv and of AuditSetSystemPolicy ([MS-GPAC]
/// 2.2.1.3.1), where "no auditing" and "leave it as it is" are two values. Where Windows tells what it does (PolAdtEv,
/// auditpol /backup, AuditQuerySystemPolicy), 0 means no auditing.
/// </summary>
public enum AuditSetting
{
    /// <summary>Left as it is. Only a policy says so, never a computer.</summary>
    Unchanged = 0,

    /// <summary>Successes.</summary>
    Success = 1,

    /// <summary>Failures.</summary>
    Failure = 2,

    /// <summary>Successes and failures.</summary>
    SuccessAndFailure = 3,

    /// <summary>Nothing.</summary>
    None = 4,
}
