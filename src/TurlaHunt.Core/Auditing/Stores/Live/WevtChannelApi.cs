using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>The settings of the logs of the computer that this runs on.</summary>
internal sealed class WevtChannelApi : IChannelApi
{
    private static readonly ChannelProperty[] Wanted =
        [ChannelProperty.Enabled, ChannelProperty.MaxSize, ChannelProperty.Retention, ChannelProperty.AutoBackup];

    /// <inheritdoc/>
    public int Read(string channel, out ChannelSettings? settings)
    {
        Dictionary<ChannelProperty, ulong> values = [];
        int error = WindowsError.Of(() => ReadAll(channel, values));
        settings = error != WindowsError.None ? null : new ChannelSettings(
            values[ChannelProperty.Enabled] != 0,
            (long)values[ChannelProperty.MaxSize],
            ChannelRetentions.Of(values[ChannelProperty.Retention], values[ChannelProperty.AutoBackup]),
            false);
        return error;
    }

    private static int ReadAll(string channel, Dictionary<ChannelProperty, ulong> values)
    {
        IntPtr config = Wevtapi.EvtOpenChannelConfig(IntPtr.Zero, channel, 0);
        if (config == IntPtr.Zero)
        {
            return WindowsError.Last();
        }

        try
        {
            foreach (ChannelProperty property in Wanted)
            {
                // A function that answers and writes nothing leaves a type that none of these has.
                EventVariant value = default;
                uint size = (uint)Marshal.SizeOf<EventVariant>();
                if (!Wevtapi.EvtGetChannelConfigProperty(config, (int)property, 0, size, ref value, out _))
                {
                    return WindowsError.Last();
                }

                bool isSize = property == ChannelProperty.MaxSize;
                if (value.Type != (isSize ? EventVariant.UInt64Type : EventVariant.BooleanType))
                {
                    return WindowsError.InvalidData;
                }

                values[property] = isSize ? value.Value : value.Value & uint.MaxValue;
            }
        }
        finally
        {
            Wevtapi.EvtClose(config);
        }

        return WindowsError.None;
    }
}
