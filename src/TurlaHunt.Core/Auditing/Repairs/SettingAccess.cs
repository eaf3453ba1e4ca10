using TurlaHunt.Auditing.Stores;
using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>Reads and writes settings of all kinds.</summary>
internal sealed class SettingAccess(AuditTarget target, IComputerWriter writer) : ISettingAccess
{
    private readonly SubcategoryAccess _subcategories = new(target.AuditPolicy, writer.AuditPolicy);
    private readonly RegistryValueAccess _values = new(target.Registry, writer.Registry);
    private readonly LogAccess _logs = new(target.Channels, writer.Channels);
    private readonly FirewallRuleAccess _rules = new(target.Registry, writer.Firewall);

    /// <inheritdoc/>
    public Reading<string> Read(SettingAddress address) => Of(address).Read(address);

    /// <inheritdoc/>
    public int Write(SettingAddress address, string? from, string? to) => Of(address).Write(address, from, to);

    /// <inheritdoc/>
    public bool IsBetween(SettingAddress address, string? state, string? to) => Of(address).IsBetween(address, state, to);

    /// <inheritdoc/>
    public bool IsState(SettingAddress address, string? state) => Of(address).IsState(address, state);

    /// <inheritdoc/>
    public string? ObstacleTo(SettingAddress address, string? from, string? to) => Of(address).ObstacleTo(address, from, to);

    /// <inheritdoc/>
    public string Name(SettingAddress address) => Of(address).Name(address);

    /// <inheritdoc/>
    public string Describe(SettingAddress address, string? state) => Of(address).Describe(address, state);

    /// <summary>Changes a setting, and looks what became of it.</summary>
    public SettingOutcome Change(SettingAddress address, string? from, string? to)
    {
        int error = Write(address, from, to);
        Reading<string> after = Read(address);
        bool isKnown = after.State is ReadingState.Found or ReadingState.Absent;
        bool isTaken = isKnown && after.Value == to;
        return new SettingOutcome(
            error,
            isKnown,
            after.Value,
            isTaken,
            isKnown ? Describe(address, after.Value) : null,
            isTaken ? null
            : error != WindowsError.None ? WindowsError.Describe($"Setting {Name(address)}", error)
            : isKnown ? "Windows gave no error, and the setting is another one than was asked for."
            : $"It cannot be read back. {after.Problem}");
    }

    private ISettingAccess Of(SettingAddress address) => address.Kind switch
    {
        SettingKind.Subcategory => _subcategories,
        SettingKind.RegistryValue => _values,
        SettingKind.Log => _logs,
        _ => _rules,
    };
}
