using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>
/// Reads and writes the settings of one kind. A state is a text, the same for the same state, and goes into the journal as it is;
/// null is the state of what is not there.
/// </summary>
internal interface ISettingAccess
{
    /// <summary>Reads the state: found, absent, or unknown.</summary>
    Reading<string> Read(SettingAddress address);

    /// <summary>Changes the state.</summary>
    /// <param name="address">The setting.</param>
    /// <param name="from">Its state now.</param>
    /// <param name="to">The state that it is to have.</param>
    /// <returns>An error code; 0 for none.</returns>
    int Write(SettingAddress address, string? from, string? to);

    /// <summary>Whether a state may have been passed through on the way to another, if that way was cut short.</summary>
    bool IsBetween(SettingAddress address, string? state, string? to);

    /// <summary>Whether a text is a state that such a setting can have. Journals come from files.</summary>
    bool IsState(SettingAddress address, string? state);

    /// <summary>Why a state is not changed into another, in a sentence; null where it can be.</summary>
    string? ObstacleTo(SettingAddress address, string? from, string? to);

    /// <summary>The setting in words.</summary>
    string Name(SettingAddress address);

    /// <summary>A state in words.</summary>
    string Describe(SettingAddress address, string? state);
}
