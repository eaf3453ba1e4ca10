using System;
using System.Collections.Generic;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Auditing.Stores.Live;
using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Repairs.Windows;

/// <summary>Changes the settings of the logs of the computer that this runs on.</summary>
internal sealed class WevtChannelWriter : IChannelWriter
{
    /// <inheritdoc/>
    public int Write(string channel, ChannelSettings settings) => WindowsError.Of(() =>
    {
        IntPtr config = Wevtapi.EvtOpenChannelConfig(IntPtr.Zero, channel, 0);
        if (config == IntPtr.Zero)
        {
            return WindowsError.Last();
        }

        try
        {
            foreach ((ChannelProperty property, ulong number) in Wanted(settings))
            {
                uint type = property == ChannelProperty.MaxSize ? EventVariant.UInt64Type : EventVariant.BooleanType;
                EventVariant value = new() { Value = number, Type = type };
                if (!Wevtapi.EvtSetChannelConfigProperty(config, (int)property, 0, ref value))
                {
                    return WindowsError.Last();
                }
            }

            return Wevtapi.EvtSaveChannelConfig(config, 0) ? WindowsError.None : WindowsError.Last();
        }
        finally
        {
            Wevtapi.EvtClose(config);
        }
    });

    private static IEnumerable<(ChannelProperty Property, ulong Number)> Wanted(ChannelSettings settings)
    {
        if (settings.Retention is ChannelRetention retention)
        {
            yield return (ChannelProperty.Retention, retention == ChannelRetention.Overwrite ? 0u : 1u);
            yield return (ChannelProperty.AutoBackup, retention == ChannelRetention.Archive ? 1u : 0u);
        }

        if (settings.MaxSize is long size)
        {
            yield return (ChannelProperty.MaxSize, (ulong)size);
        }

        if (settings.IsEnabled is bool isOn)
        {
            yield return (ChannelProperty.Enabled, isOn ? 1u : 0u);
        }
    }
}
