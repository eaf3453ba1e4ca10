namespace TurlaHunt;

/// <summary>Whether a change that is made on the computer itself would last.</summary>
public enum AuditDurability
{
    /// <summary>It cannot be told from what there is.</summary>
    Unknown,

    /// <summary>No policy that is known of sets it.</summary>
    Durable,

    /// <summary>A policy sets it and is applied again at least every 16 hours ([MS-GPAC], MaxNoGPOListChangesInterval).</summary>
    RevertedWithin16Hours,

    /// <summary>A policy sets it and is applied again when one of the computer's policies changes.</summary>
    RevertedAtNextPolicyChange,

    /// <summary>A policy sets it as it should be.</summary>
    AlreadyForced,
}
