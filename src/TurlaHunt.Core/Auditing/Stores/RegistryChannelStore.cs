using System;
using System.Linq;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Stores;

/// <summary>The settings of logs as the registry holds them. A policy for one of the old logs wins over its own settings.</summary>
internal sealed class RegistryChannelStore(IRegistryStore registry) : IChannelStore
{
    /// <summary>Where policies set the size of a log and what becomes of old events.</summary>
    internal const string Policies = @"HKLM\SOFTWARE\Policies\Microsoft\Windows\EventLog\";

    private const string Channels = @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WINEVT\Channels\";
    private const string OldLogs = @"HKLM\SYSTEM\CurrentControlSet\Services\EventLog\";
    private const long Kilobyte = 1024;

    // Of the types admin (0) and operational (1) the documentation of ChannelLoggingType says that they overwrite by default.
    private const ulong OperationalType = 1;

    private static readonly string[] OldNames = ["Application", "Security", "System", "Windows PowerShell"];

    /// <inheritdoc/>
    public Reading<ChannelSettings> Read(string channel) =>
        OldNames.Contains(channel, StringComparer.OrdinalIgnoreCase) ? ReadOld(channel) : ReadNew(channel);

    // Policies hold "1" as text, settings of the log itself as a number.
    private static ulong? NumberOf(RegistryData? data) => data?.Number ?? (ulong.TryParse(data?.Text, out ulong number) ? number : null);

    private Reading<ChannelSettings> ReadNew(string channel)
    {
        string key = Channels + channel;
        Reading<RegistryData> enabled = registry.ReadValue(key, "Enabled");
        Reading<RegistryData> size = registry.ReadValue(key, "MaxSize");
        Reading<RegistryData> upper = registry.ReadValue(key, "MaxSizeUpper");
        Reading<RegistryData> keep = registry.ReadValue(key, "Retention");
        Reading<RegistryData> archive = registry.ReadValue(key, "AutoBackupLogFiles");
        Reading<RegistryData> type = registry.ReadValue(key, "Type");
        // A policy holds what it sets and nothing else: what it need not set says nothing against it.
        Reading<RegistryData> moreSize = upper.State == ReadingState.NotCovered ? size : upper;
        Reading<RegistryData> whenFull = keep.State == ReadingState.Absent ? type : NumberOf(keep.Value) is 0 ? keep : archive;
        if (FirstUnknown(enabled, size, moreSize, keep, whenFull) is { } unknown)
        {
            return unknown;
        }

        if (registry.ReadValues(key) is { State: not ReadingState.Found } absent)
        {
            return absent.With<ChannelSettings>(absent.State, null);
        }

        long? bytes = NumberOf(size.Value) is ulong low ? (long)((NumberOf(upper.Value) ?? 0) << 32 | low) : null;
        bool isUsual = type.Value?.Number <= OperationalType;
        ChannelRetention? retention = NumberOf(keep.Value) is ulong number ? ChannelRetentions.Of(number, NumberOf(archive.Value) ?? 0)
            : keep.State == ReadingState.Absent && isUsual ? ChannelRetention.Overwrite
            : null;
        return enabled.With(ReadingState.Found, new ChannelSettings(NumberOf(enabled.Value) is ulong on ? on != 0 : null, bytes, retention, false));
    }

    private Reading<ChannelSettings> ReadOld(string channel)
    {
        Reading<RegistryData> wanted = registry.ReadValue(Policies + channel, "MaxSize");
        Reading<RegistryData> wantedKeep = registry.ReadValue(Policies + channel, "Retention");
        Reading<RegistryData> wantedArchive = registry.ReadValue(Policies + channel, "AutoBackupLogFiles");
        Reading<RegistryData> size = registry.ReadValue(OldLogs + channel, "MaxSize");
        Reading<RegistryData> keep = registry.ReadValue(OldLogs + channel, "Retention");
        Reading<RegistryData> archive = registry.ReadValue(OldLogs + channel, "AutoBackupLogFiles");
        Reading<RegistryData> sizeInForce = InForce(wanted, size);
        Reading<RegistryData> keepInForce = InForce(wantedKeep, keep);
        bool keeps = NumberOf(keepInForce.Value) is not 0;
        Reading<RegistryData> archiveInForce = keeps ? InForce(wantedArchive, archive) : keepInForce;
        if (FirstUnknown(sizeInForce, keepInForce, archiveInForce) is { } unknown)
        {
            return unknown;
        }

        bool isByPolicy = ReferenceEquals(sizeInForce, wanted);
        long? bytes = NumberOf(sizeInForce.Value) is ulong number and <= uint.MaxValue ? (long)number * (isByPolicy ? Kilobyte : 1) : null;
        ChannelRetention? retention = NumberOf(keepInForce.Value) is ulong kept
            ? ChannelRetentions.Of(kept, keeps ? NumberOf(archiveInForce.Value) ?? 0 : 0)
            : null;
        return sizeInForce.With(ReadingState.Found, new ChannelSettings(true, bytes, retention, isByPolicy));
    }

    // A policy wins over the log's own setting. What does not hold the policy cannot tell.
    private static Reading<RegistryData> InForce(Reading<RegistryData> policy, Reading<RegistryData> own) =>
        policy.State == ReadingState.Absent || (policy.State == ReadingState.Found && NumberOf(policy.Value) is null) ? own : policy;

    private static Reading<ChannelSettings>? FirstUnknown(params Reading<RegistryData>[] readings) =>
        readings.FirstOrDefault(reading => reading.State is ReadingState.Unknown or ReadingState.NotCovered) is { } first
            ? first.With<ChannelSettings>(first.State, null)
            : null;
}
