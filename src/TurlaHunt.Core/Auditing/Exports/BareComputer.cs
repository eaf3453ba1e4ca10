using System;
using System.Collections.Generic;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Exports;

/// <summary>
/// A computer on which nothing is set as a baseline wants it, and the firewall is on: what a control would change there is what it asks
/// of computers that are not known. Whether it is a server is not told, so that the larger of two sizes is asked for.
/// </summary>
/// <param name="audited">What is audited of the subcategory that is asked about.</param>
internal sealed class BareComputer(AuditSetting audited) : IRegistryStore, IAuditPolicyStore, IChannelStore
{
    private const string Service = @"HKLM\SYSTEM\CurrentControlSet\Services\";
    private const uint Automatic = 2;

    /// <summary>What a control is asked to plan for.</summary>
    public static AuditTarget Of(AuditSetting audited = AuditSetting.None)
    {
        BareComputer computer = new(audited);
        return new AuditTarget("", computer, computer, computer, []);
    }

    /// <inheritdoc/>
    public Reading<AuditSetting> Read(Guid subcategory) => new(ReadingState.Found, audited, "");

    /// <inheritdoc/>
    public Reading<ChannelSettings> Read(string channel) =>
        new(ReadingState.Found, new ChannelSettings(false, 0, ChannelRetention.Keep, SizeByPolicy: false), "");

    /// <inheritdoc/>
    public Reading<RegistryData> ReadValue(string key, string name) =>
        !key.StartsWith(Service, StringComparison.Ordinal) ? Absent<RegistryData>()
        : name == "EnableFirewall" ? new Reading<RegistryData>(ReadingState.Found, RegistryData.DWord(1), "")
        : key == Service + "mpssvc" ? new Reading<RegistryData>(ReadingState.Found, RegistryData.DWord(Automatic), "")
        : Absent<RegistryData>();

    /// <inheritdoc/>
    public Reading<IReadOnlyDictionary<string, RegistryData>> ReadValues(string key) => Absent<IReadOnlyDictionary<string, RegistryData>>();

    /// <inheritdoc/>
    public Reading<IReadOnlyList<string>> ReadSubkeys(string key) => Absent<IReadOnlyList<string>>();

    private static Reading<T> Absent<T>() => new(ReadingState.Absent, default, "");
}
