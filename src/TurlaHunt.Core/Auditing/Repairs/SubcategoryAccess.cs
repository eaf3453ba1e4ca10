using System;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>What is audited of subcategories. A state is the name of an <see cref="AuditSetting"/>.</summary>
internal sealed class SubcategoryAccess(IAuditPolicyStore store, IAuditPolicyWriter writer) : ISettingAccess
{
    private const uint Clear = (uint)AuditSetting.None;
    private const uint Both = (uint)AuditSetting.SuccessAndFailure;

    /// <summary>The setting that is a state; null where the text is none.</summary>
    public static AuditSetting? SettingOf(string? state) =>
        Enum.TryParse(state, out AuditSetting setting) && setting is not AuditSetting.Unchanged && setting.ToString() == state ? setting : null;

    /// <inheritdoc/>
    public Reading<string> Read(SettingAddress address)
    {
        Reading<AuditSetting> reading = store.Read(IdOf(address));
        return reading.With(reading.State, reading.State == ReadingState.Found ? reading.Value.ToString() : null);
    }

    /// <summary>
    /// Setting adds to what is set, as [MS-LSAD] 2.2.4.4 says of these options; so what is to go is cleared first, in the same call
    /// where Windows takes it. "Unchanged" (0) is never sent: no auditing is 4.
    /// </summary>
    /// <inheritdoc/>
    public int Write(SettingAddress address, string? from, string? to)
    {
        Guid id = IdOf(address);
        uint now = FlagsOf(from);
        uint wanted = FlagsOf(to);
        if (wanted != 0 && (now & ~wanted) == 0)
        {
            return writer.Set(id, wanted);
        }

        int error = writer.Set(id, Clear | wanted);
        if (error != WindowsError.InvalidParameter || wanted == 0)
        {
            return error;
        }

        error = writer.Set(id, Clear);
        return error == WindowsError.None ? writer.Set(id, wanted) : error;
    }

    /// <inheritdoc/>
    public bool IsBetween(SettingAddress address, string? state, string? to) => state == nameof(AuditSetting.None) && to != state;

    /// <inheritdoc/>
    public bool IsState(SettingAddress address, string? state) => Guid.TryParse(address.Path, out _) && SettingOf(state) is not null;

    /// <inheritdoc/>
    public string? ObstacleTo(SettingAddress address, string? from, string? to) => null;

    /// <inheritdoc/>
    public string Name(SettingAddress address) => AuditCatalogue.NameOf(IdOf(address));

    /// <inheritdoc/>
    public string Describe(SettingAddress address, string? state) => SettingOf(state) is AuditSetting setting ? setting.Describe() : "not there";

    private static uint FlagsOf(string? state) =>
        (uint)(SettingOf(state) ?? throw new ArgumentException($"'{state}' is no setting.", nameof(state))) & Both;

    private static Guid IdOf(SettingAddress address) => Guid.Parse(address.Path);
}
