namespace TurlaHunt;

/// <summary>What came of a control.</summary>
public enum AuditStatus
{
    /// <summary>It was looked at, and it is as it should be.</summary>
    Compliant,

    /// <summary>It was looked at, and it is not.</summary>
    NonCompliant,

    /// <summary>It could not be seen; the reason is said.</summary>
    Unknown,

    /// <summary>This computer has nothing that it could be about.</summary>
    NotApplicable,
}
