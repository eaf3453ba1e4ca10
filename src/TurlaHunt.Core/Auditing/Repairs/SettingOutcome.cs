using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>What became of a change.</summary>
/// <param name="Error">What Windows said of it; 0 for none.</param>
/// <param name="IsKnown">Whether the setting could be read back.</param>
/// <param name="State">What it is now, where that is known; null where it is absent.</param>
/// <param name="IsTaken">Whether it is what was asked for.</param>
/// <param name="After">What it is now, in words; null where that is not known.</param>
/// <param name="Problem">Why it is not known to be what was asked for, in a sentence; null where it is.</param>
internal sealed record SettingOutcome(int Error, bool IsKnown, string? State, bool IsTaken, string? After, string? Problem)
{
    /// <summary>Whether it may still come true: Windows was not waited for any longer.</summary>
    public bool IsPending => Error == WindowsError.Timeout;

    /// <summary>What it is called where it was not taken.</summary>
    public AuditRepairStatus Failure => Error == WindowsError.None ? AuditRepairStatus.NotTaken : AuditRepairStatus.Failed;
}
