using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Origins;

/// <summary>
/// Tells who set a setting: by the files of policies that lie beside the computer's, and by what the computer keeps of the
/// policies that were applied to it.
/// </summary>
/// <param name="policies">The files of policies.</param>
/// <param name="registry">The computer's registry; null where there are only policies.</param>
internal sealed class PolicyOrigins(IReadOnlyList<PolicyArtefact> policies, IRegistryStore? registry)
{
    // The client-side extensions of group policy, which keep a list of the policies that they applied.
    internal const string AuditExtension = "{F3CCC681-B74C-4060-9F26-CD84525DCA2A}";
    internal const string SecurityExtension = "{827D319E-6EAC-11D2-A4EA-00C04F79F83A}";
    internal const string RegistryExtension = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}";
    private const string History = @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Group Policy\History";

    private const string Management = @"HKLM\SOFTWARE\Microsoft\PolicyManager\current\device";
    private const string PolicyKeys = @"HKLM\SOFTWARE\Policies\";

    /// <summary>Who set what is audited of a subcategory.</summary>
    /// <param name="subcategory">The subcategory.</param>
    /// <param name="actual">What is audited; null where that is not known.</param>
    /// <param name="isCompliant">Whether it is as it should be.</param>
    public SettingOrigin OfAudit(Guid subcategory, AuditSetting? actual, bool isCompliant) => Of(
        policies.Where(policy => policy.Audit is not null).Select(policy => (policy, policy.FindAudit(subcategory))),
        reading => actual is not null && reading.Value == actual,
        AuditExtension,
        isCompliant,
        isSet: true);

    /// <summary>Who set a registry value.</summary>
    /// <param name="key">The key with its root.</param>
    /// <param name="name">The name of the value.</param>
    /// <param name="actual">Its data; null where it is not there or not known.</param>
    /// <param name="isCompliant">Whether it is as it should be.</param>
    public SettingOrigin OfValue(string key, string name, RegistryData? actual, bool isCompliant)
    {
        bool isSecurity = key.StartsWith(@"HKLM\SYSTEM\", StringComparison.OrdinalIgnoreCase);
        SettingOrigin origin = Of(
            policies.Where(policy => policy.Audit is null).Select(policy => (policy, policy.FindValue(key, name))),
            reading => actual is not null && actual.Equals(reading.Value),
            isSecurity ? SecurityExtension : RegistryExtension,
            isCompliant,
            isSet: actual is not null);
        bool isPolicyKey = actual is not null && key.StartsWith(PolicyKeys, StringComparison.OrdinalIgnoreCase);
        return origin.Source is null && isPolicyKey ? origin with { Source = "a policy: its place is kept for these" } : origin;
    }

    private static string Names(string[] names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private SettingOrigin Of<T>(
        IEnumerable<(PolicyArtefact Policy, Reading<T> Reading)> wanted, Func<Reading<T>, bool> isActual, string extension, bool isCompliant, bool isSet)
    {
        (PolicyArtefact Policy, Reading<T> Reading)[] found =
            [.. wanted.Where(item => item.Reading.State is ReadingState.Found or ReadingState.Absent)];
        if (found.FirstOrDefault(item => isActual(item.Reading)) is { Policy: not null } match)
        {
            return new SettingOrigin(match.Reading.Artefact, isCompliant ? AuditDurability.AlreadyForced : match.Policy.Enforcement);
        }

        if (found.Length > 0)
        {
            string wants = $"{found[0].Reading.Artefact} wants something else, which is not in force";
            return new SettingOrigin(wants, registry is null ? AuditDurability.Unknown : found[0].Policy.Enforcement);
        }

        string[]? applied = Applied(extension);
        return applied is null ? SettingOrigin.Unknown
            : applied.Length == 0 && registry!.ReadSubkeys(Management) is not { State: ReadingState.Absent } and not { Value.Count: 0 }
                ? new SettingOrigin(isSet ? "local, or device management (MDM)" : null, AuditDurability.Unknown)
            : applied.Length == 0 ? new SettingOrigin(isSet ? "local: no policy of this kind was applied" : "default: it was never set", AuditDurability.Durable)
            : new SettingOrigin($"local, or one of the policies that were applied: {Names(applied)}", AuditDurability.Unknown);
    }

    // In the order in which they were applied; null where that cannot be told.
    private string[]? Applied(string extension)
    {
        if (registry is null)
        {
            return null;
        }

        Reading<IReadOnlyList<string>> history = registry.ReadSubkeys(History);
        Reading<IReadOnlyList<string>> numbers = registry.ReadSubkeys($@"{History}\{extension}");
        if (history.State == ReadingState.Absent || numbers.State == ReadingState.Absent)
        {
            return [];
        }

        return numbers.Value?
            .OrderBy(number => int.TryParse(number, out int place) ? place : int.MaxValue)
            .Select(number => registry.ReadValue($@"{History}\{extension}\{number}", "DisplayName").Value?.Text ?? number)
            .ToArray();
    }
}
