using System;
using System.Collections.Generic;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Policies;

namespace TurlaHunt.Auditing.Origins;

/// <summary>A file of a group policy: what somebody wants a computer to have, which is not yet what it has.</summary>
/// <param name="artefact">How results name the file.</param>
/// <param name="policy">The policy that it belongs to.</param>
internal sealed class PolicyArtefact(string artefact, PolicyFolder policy)
{
    private const string Machine = @"HKLM\";

    /// <summary>How results name the file.</summary>
    public string Artefact { get; } = artefact;

    /// <summary>The advanced audit policy that it holds.</summary>
    public AuditCsv? Audit { get; init; }

    /// <summary>The registry policy that it holds.</summary>
    public RegistryPolicyFile? Registry { get; init; }

    /// <summary>The security template that it holds.</summary>
    public SecurityTemplate? Template { get; init; }

    /// <summary>Why Windows takes nothing of it, in a sentence; null where nothing speaks for that.</summary>
    public string? Obstacle
    {
        get
        {
            string extension = Audit is not null ? PolicyOrigins.AuditExtension
                : Registry is not null ? PolicyOrigins.RegistryExtension
                : PolicyOrigins.SecurityExtension;
            return policy.Extensions is string list && list.IndexOf(extension, StringComparison.OrdinalIgnoreCase) < 0
                ? $"The policy does not name the extension {extension}, so Windows does not process {Artefact}."
                : null;
        }
    }

    /// <summary>What Windows does with what it holds, where a change of the computer would be undone.</summary>
    public AuditDurability Enforcement => Registry is null ? AuditDurability.RevertedWithin16Hours : AuditDurability.RevertedAtNextPolicyChange;

    /// <summary>How results name the policy.</summary>
    /// <param name="entryPolicy">The policy that one of its entries names, where it does.</param>
    public string Describe(string? entryPolicy = null) => (entryPolicy ?? policy.Name) is string name ? $"policy '{name}' ({Artefact})" : $"policy ({Artefact})";

    /// <summary>What it wants of a registry value.</summary>
    /// <returns>Found: set to it; absent: deleted; unknown: it cannot be read; not covered: it leaves the value alone.</returns>
    public Reading<RegistryData> FindValue(string key, string name)
    {
        if (Obstacle is string obstacle)
        {
            return Readings.Unknown<RegistryData>(Describe(), obstacle);
        }

        string below = key.StartsWith(Machine, StringComparison.OrdinalIgnoreCase) ? key.Substring(Machine.Length) : key;
        if (Registry?.Find(below, name) is RegistryPolicyEntry entry)
        {
            bool isSet = entry.Action is RegistryPolicyAction.Set or RegistryPolicyAction.SetWhereAbsent;
            return new Reading<RegistryData>(isSet ? ReadingState.Found : ReadingState.Absent, isSet ? entry.Data : null, Describe(entry.Policy));
        }

        if (Template is not null && Template.Values.TryGetValue($@"{below}\{name}", out RegistryData? data))
        {
            return new Reading<RegistryData>(ReadingState.Found, data, Describe());
        }

        string? problem = Registry?.Problem ?? (Template?.Problems is { Count: > 0 } problems ? problems[0] : null);
        return problem is null
            ? Readings.NotCovered<RegistryData>($"{Artefact} does not set it.")
            : Readings.Unknown<RegistryData>(Describe(), $"{Artefact} cannot be read whole: {problem}");
    }

    /// <summary>What it wants audited of a subcategory.</summary>
    /// <returns>As <see cref="FindValue"/>; left as it is counts as left alone.</returns>
    public Reading<AuditSetting> FindAudit(Guid subcategory)
    {
        if (Audit is null)
        {
            return Readings.NotCovered<AuditSetting>($"{Artefact} holds no audit policy.");
        }

        if (Obstacle is string obstacle)
        {
            return Readings.Unknown<AuditSetting>(Describe(), obstacle);
        }

        // Windows takes nothing of a file in which one row is wrong ([MS-GPAC] 3.2.5.1).
        if (Audit.Problems.Count > 0)
        {
            return Readings.Unknown<AuditSetting>(Describe(), $"{Artefact} is not as Windows wants it, and then takes nothing of it: {Audit.Problems[0]}");
        }

        IReadOnlyList<int> numbers = Audit.NumbersOf(subcategory);
        return numbers.Count switch
        {
            0 => Readings.NotCovered<AuditSetting>($"{Artefact} does not set it."),
            1 => AuditSettings.OfPolicy(numbers[0]) switch
            {
                AuditSetting.Unchanged => Readings.NotCovered<AuditSetting>($"{Artefact} has it with 0, which leaves it as it is."),
                AuditSetting setting => new Reading<AuditSetting>(ReadingState.Found, setting, Describe()),
                null => Readings.Unknown<AuditSetting>(Describe(), $"{Artefact} has the number {numbers[0]} for it, which means nothing."),
            },
            _ => Readings.Unknown<AuditSetting>(Describe(), $"{Artefact} has it more than once, with different numbers."),
        };
    }
}
