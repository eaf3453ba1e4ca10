using System;
using TurlaHunt.Auditing.Origins;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing;

/// <summary>What a control found: the part of a result that differs between kinds of controls.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Actual">What it is; null where that is not known.</param>
/// <param name="Reason">Why, in sentences; null where there is nothing to say.</param>
internal sealed record ControlFinding(AuditStatus Status, string? Actual, string? Reason)
{
    /// <summary>The file that gave the value.</summary>
    public string? Evidence { get; init; }

    /// <summary>When the place of the setting was written last, UTC.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Who set it, and whether a change would last.</summary>
    public SettingOrigin Origin { get; init; } = SettingOrigin.Unknown;

    /// <summary>A finding that cannot be told, for the reason that a reading gives.</summary>
    public static ControlFinding Unknown<T>(Reading<T> reading) =>
        new ControlFinding(AuditStatus.Unknown, null, reading.Problem).By(reading);

    /// <summary>The finding with what a reading knows of its place.</summary>
    public ControlFinding By<T>(Reading<T> reading) => this with
    {
        Evidence = reading.Artefact.Length > 0 ? reading.Artefact : null,
        Since = reading.Since,
        Reason = Join(Reason, reading.Caveat),
    };

    /// <summary>The finding with another sentence to its reason.</summary>
    public ControlFinding Because(string? sentence) => this with { Reason = Join(Reason, sentence) };

    private static string? Join(string? first, string? second) =>
        string.IsNullOrEmpty(first) ? second : string.IsNullOrEmpty(second) ? first : $"{first} {second}";
}
