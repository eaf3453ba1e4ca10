using System;
using System.Collections.Generic;
using TurlaHunt.Auditing.Origins;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Controls;

/// <summary>Asks that a log records, is large enough, and loses no new events.</summary>
public sealed record LogControl : AuditControl
{
    /// <summary>The log.</summary>
    public string Log { get; internal init; } = "";

    /// <summary>How many MiB it must be able to hold; 0 for any.</summary>
    public int MinimumSize { get; internal init; }

    /// <summary>How many MiB it must be able to hold on a server; 0 for as many as elsewhere.</summary>
    public int MinimumSizeOnServer { get; internal init; }

    /// <summary>What it means that the computer has no such log.</summary>
    public AuditStatus WhenAbsent { get; internal init; } = AuditStatus.NonCompliant;

    internal override string Expected(AuditTarget target)
    {
        (long least, _) = Sizes(target);
        return least > 0 ? $"on, {LogText.Size(least)} or more, new events kept" : "on, new events kept";
    }

    internal override ControlFinding Examine(AuditTarget target)
    {
        Reading<ChannelSettings> reading = target.Channels.Read(Log);
        return reading.State switch
        {
            ReadingState.Found => Compare(reading.Value!, target).By(reading) with { Origin = OriginOf(reading.Value!) },
            ReadingState.Absent => new ControlFinding(WhenAbsent, "not there", $"The computer has no log {Log}.").By(reading),
            _ => ControlFinding.Unknown(reading),
        };
    }

    internal override RepairPlan Plan(AuditTarget target)
    {
        if (target.Channels.Read(Log).Value is not ChannelSettings settings)
        {
            return RepairPlan.Impossible($"The computer has no log {Log}: what writes it must be installed first.");
        }

        List<SettingChange> changes = [];
        if (settings.Retention == ChannelRetention.Keep)
        {
            Add(LogAccess.Retention, nameof(ChannelRetention.Overwrite));
        }

        (_, long least) = Sizes(target);
        bool isTooSmall = settings.MaxSize < least;
        if (isTooSmall && !settings.SizeByPolicy)
        {
            Add(LogAccess.MaxSize, LogAccess.StateOf(least));
        }

        if (settings.IsEnabled == false)
        {
            Add(LogAccess.Enabled, LogAccess.StateOf(true));
        }

        bool isByPolicy = isTooSmall && settings.SizeByPolicy;
        return new RepairPlan(changes, isByPolicy ? "A policy sets the size of the log, and wins over the log's own: change the policy." : null);

        void Add(string item, string state) => changes.Add(new SettingChange(new SettingAddress(SettingKind.Log, Log, item), state));
    }

    private ControlFinding Compare(ChannelSettings settings, AuditTarget target)
    {
        (long least, long most) = Sizes(target);
        List<string> unknown = [];
        bool isMet = Holds(settings.IsEnabled, "whether it records", unknown)
            & Holds(settings.Retention is ChannelRetention kept ? kept != ChannelRetention.Keep : null, "what becomes of old events", unknown)
            & (least == 0 || Holds(LargeEnough(settings.MaxSize, least, most), settings.MaxSize is null ? "its size" : "whether this is a server", unknown));
        string actual = string.Join(", ", Parts(settings));
        return !isMet ? new ControlFinding(AuditStatus.NonCompliant, actual, null)
            : unknown.Count > 0 ? new ControlFinding(AuditStatus.Unknown, actual, $"It is not told {string.Join(" and ", unknown)}.")
            : new ControlFinding(AuditStatus.Compliant, actual, null);
    }

    private static bool Holds(bool? fact, string what, List<string> unknown)
    {
        if (fact is null)
        {
            unknown.Add(what);
        }

        return fact ?? true;
    }

    // Between the two sizes it depends on what the computer is.
    private static bool? LargeEnough(long? size, long least, long most) =>
        size is not long bytes ? null : bytes >= most ? true : bytes < least ? false : null;

    private static IEnumerable<string> Parts(ChannelSettings settings)
    {
        if (settings.IsEnabled is bool on)
        {
            yield return on ? "on" : "off";
        }

        if (settings.MaxSize is long bytes)
        {
            yield return LogText.Size(bytes);
        }

        if (settings.Retention is ChannelRetention retention)
        {
            yield return LogText.Describe(retention);
        }
    }

    private static SettingOrigin OriginOf(ChannelSettings settings) =>
        settings.SizeByPolicy ? new SettingOrigin("a policy sets its size", AuditDurability.RevertedAtNextPolicyChange)
            : SettingOrigin.Unknown;

    private (long Least, long Most) Sizes(AuditTarget target)
    {
        long client = MinimumSize * LogText.Mebibyte;
        long server = MinimumSizeOnServer == 0 ? client : MinimumSizeOnServer * LogText.Mebibyte;
        return target.Host.IsServer switch
        {
            true => (server, server),
            false => (client, client),
            null => (Math.Min(client, server), Math.Max(client, server)),
        };
    }
}
