namespace TurlaHunt.Auditing.Repairs;

/// <summary>A change as a journal tells of it.</summary>
/// <param name="Number">Its place in the journal, from 1 on.</param>
/// <param name="Control">The control that asked for it.</param>
/// <param name="Address">The setting.</param>
/// <param name="Before">Its state before; null where it was not there.</param>
/// <param name="Requested">The state that it was to have; null where it was to be removed.</param>
internal sealed record JournalChange(int Number, string Control, SettingAddress Address, string? Before, string? Requested)
{
    /// <summary>Who set the setting before, as far as that was known.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it was read back. Where it was not, the change was cut short: before the write, in it or behind it.</summary>
    public bool IsReadBack { get; init; }

    /// <summary>The state that was read back; null where it was not there.</summary>
    public string? After { get; init; }

    /// <summary>Whether taking it back was begun.</summary>
    public bool IsUndoBegun { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool IsUndone { get; init; }
}
