namespace TurlaHunt;

/// <summary>What became of a change of a setting.</summary>
public enum AuditRepairStatus
{
    /// <summary>It was made, and was read back as it should be.</summary>
    Repaired,

    /// <summary>It was taken back, and the setting was read back as it was before.</summary>
    Undone,

    /// <summary>There was nothing to change.</summary>
    NotNeeded,

    /// <summary>Windows took it without an error, and the setting is not what was asked for.</summary>
    NotTaken,

    /// <summary>Windows refused it with an error.</summary>
    Failed,

    /// <summary>It was not tried, for a reason that is said.</summary>
    Refused,

    /// <summary>It was not taken back, because somebody changed the setting since.</summary>
    Drifted,
}
