using System;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Stores;

/// <summary>The audit policy in force, as the registry of a computer that is not running holds it.</summary>
internal sealed class PolAdtEvStore(IRegistryStore registry) : IAuditPolicyStore
{
    private const string Key = @"HKLM\SECURITY\Policy\PolAdtEv";

    /// <inheritdoc/>
    public Reading<AuditSetting> Read(Guid subcategory)
    {
        Reading<RegistryData> stored = registry.ReadValue(Key, "");
        if (stored.State == ReadingState.Absent)
        {
            return Readings.Unknown<AuditSetting>(stored.Artefact, $"{stored.Artefact} does not have {Key}.");
        }

        if (stored.Value is null)
        {
            return stored.With<AuditSetting>(stored.State, default);
        }

        if (!PolAdtEv.TryDecode(stored.Value.Bytes, out PolAdtEv? policy, out string? problem))
        {
            return Readings.Unknown<AuditSetting>(stored.Artefact, $"{Key} cannot be decoded. {problem}.");
        }

        AuditSetting? setting = policy.Find(subcategory, out problem);
        Reading<AuditSetting> reading = setting is AuditSetting found
            ? stored.With(ReadingState.Found, found)
            : problem is null ? stored.With<AuditSetting>(ReadingState.Absent, default) : Readings.Unknown<AuditSetting>(stored.Artefact, problem + ".");
        return reading with { Artefact = stored.Artefact + @": Policy\PolAdtEv" };
    }
}
