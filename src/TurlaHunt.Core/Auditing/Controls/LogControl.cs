using System;
using System.Collections.Generic;
using System.Globalization;
using TurlaHunt.Auditing.Origins;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Controls;

/// <summary>Asks that a log records, is large enough, and loses no new events.</summary>
public sealed class LogControl : AuditControl
{
    private const long Mebibyte = 1 << 20;

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
        return least > 0 ? $"on, {Size(least)} or more, new events kept" : "on, new events kept";
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

    private static string Size(long bytes) => (bytes / (double)Mebibyte).ToString("0.#", CultureInfo.InvariantCulture) + " MiB";

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
            yield return Size(bytes);
        }

        if (settings.Retention is ChannelRetention retention)
        {
            yield return retention switch
            {
                ChannelRetention.Overwrite => "old events overwritten",
                ChannelRetention.Archive => "archived when full",
                _ => "new events lost when full",
            };
        }
    }

    private static SettingOrigin OriginOf(ChannelSettings settings) =>
        settings.SizeByPolicy ? new SettingOrigin("a policy sets its size", AuditDurability.RevertedAtNextPolicyChange)
            : SettingOrigin.Unknown;

    private (long Least, long Most) Sizes(AuditTarget target)
    {
        long client = MinimumSize * Mebibyte;
        long server = MinimumSizeOnServer == 0 ? client : MinimumSizeOnServer * Mebibyte;
        return target.Host.IsServer switch
        {
            true => (server, server),
            false => (client, client),
            null => (Math.Min(client, server), Math.Max(client, server)),
        };
    }
}
