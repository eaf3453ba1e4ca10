using System;
using System.Globalization;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>Settings of logs, one by one. A state is a truth value, a number of bytes, or the name of a <see cref="ChannelRetention"/>.</summary>
internal sealed class LogAccess(IChannelStore store, IChannelWriter writer) : ISettingAccess
{
    /// <summary>Whether it records.</summary>
    public const string Enabled = "Enabled";

    /// <summary>How many bytes it may grow to.</summary>
    public const string MaxSize = "MaxSize";

    /// <summary>What becomes of old events.</summary>
    public const string Retention = "Retention";

    /// <summary>The state of a truth value.</summary>
    public static string StateOf(bool isOn) => isOn ? "True" : "False";

    /// <summary>The state of a number.</summary>
    public static string StateOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public Reading<string> Read(SettingAddress address)
    {
        Reading<ChannelSettings> reading = store.Read(address.Path);
        if (reading.Value is not ChannelSettings settings)
        {
            return reading.With<string>(reading.State, null);
        }

        string? state = address.Item switch
        {
            Enabled => settings.IsEnabled is bool isOn ? StateOf(isOn) : null,
            MaxSize => settings.MaxSize is long size ? StateOf(size) : null,
            Retention => settings.Retention?.ToString(),
            _ => throw new ArgumentException($"A log has no setting {address.Item}.", nameof(address)),
        };
        return state is null
            ? Readings.Unknown<string>(reading.Artefact, $"It is not told what {Name(address)} is.")
            : reading.With(ReadingState.Found, state);
    }

    /// <inheritdoc/>
    public int Write(SettingAddress address, string? from, string? to) => writer.Write(address.Path, new ChannelSettings(
        address.Item == Enabled ? bool.Parse(to!) : null,
        address.Item == MaxSize ? long.Parse(to!, CultureInfo.InvariantCulture) : null,
        address.Item == Retention ? (ChannelRetention)Enum.Parse(typeof(ChannelRetention), to!) : null,
        false));

    /// <inheritdoc/>
    public bool IsBetween(SettingAddress address, string? state, string? to) => false;

    /// <inheritdoc/>
    public bool IsState(SettingAddress address, string? state) => (address.Item, state) switch
    {
        (Enabled, _) => bool.TryParse(state, out _),
        (MaxSize, _) => long.TryParse(state, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        (Retention, _) => Enum.TryParse(state, out ChannelRetention retention) && retention.ToString() == state,
        _ => false,
    };

    /// <inheritdoc/>
    public string? ObstacleTo(SettingAddress address, string? from, string? to) => null;

    /// <inheritdoc/>
    public string Name(SettingAddress address) => $"log {address.Path}, " + address.Item switch
    {
        Enabled => "recording",
        MaxSize => "largest size",
        _ => "when it is full",
    };

    /// <inheritdoc/>
    public string Describe(SettingAddress address, string? state) => (address.Item, state) switch
    {
        (_, null) => "not there",
        (Enabled, _) => state == StateOf(true) ? "on" : "off",
        (MaxSize, _) => long.TryParse(state, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? LogText.Size(bytes) : state!,
        _ => Enum.TryParse(state, out ChannelRetention retention) ? LogText.Describe(retention) : state!,
    };
}
