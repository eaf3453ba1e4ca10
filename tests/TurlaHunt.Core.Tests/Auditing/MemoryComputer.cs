using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Auditing.Stores.Live;
using TurlaHunt.Registry;

namespace TurlaHunt.Tests.Auditing;

/// <summary>A Windows computer in memory: set up as the baseline wants it, for a test to change.</summary>
internal sealed partial class MemoryComputer : IComputer, IRegistryStore, IAuditPolicyApi, IChannelApi, IArtefactListener
{
    public const string AuditKey = @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Audit";
    public const string CommandLine = "ProcessCreationIncludeCmdLine_Enabled";
    public const string Lsa = @"HKLM\SYSTEM\CurrentControlSet\Control\Lsa";
    public const string Firewall = @"HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\";
    public const string TaskLog = "Microsoft-Windows-TaskScheduler/Operational";

    public static readonly Guid ProcessCreation = new("0CCE922B-69AE-11D9-BED3-505054503030");

    public MemoryComputer()
    {
        foreach (AuditSubcategory subcategory in AuditCatalogue.Categories.SelectMany(category => category))
        {
            Policy[subcategory.Id] = 3;
        }

        Put(AuditKey, CommandLine, RegistryData.DWord(1));
        Put(Lsa, "CrashOnAuditFail", RegistryData.DWord(0));
        Put(@"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Group Policy\History", "x", RegistryData.DWord(0));
        Put(@"HKLM\SOFTWARE\Microsoft\Cryptography", "MachineGuid", RegistryData.String("b9e5cf4a-0000-0000-0000-000000000001"));
        Put(@"HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName", "ComputerName", RegistryData.String("WS-1"));
        Put(@"HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions", "ProductType", RegistryData.String("WinNT"));
        Put(@"HKLM\SYSTEM\CurrentControlSet\Services\mpssvc", "Start", RegistryData.DWord(2));
        Put(Firewall + "PublicProfile", "EnableFirewall", RegistryData.DWord(1));
        Put(Firewall + "DomainProfile", "EnableFirewall", RegistryData.DWord(1));
        Put(Firewall + "StandardProfile", "EnableFirewall", RegistryData.DWord(1));
        Put(Firewall + "FirewallRules", "", RegistryData.String(""));
        Values[Firewall + "FirewallRules"].Clear();
        Logs[TaskLog] = new ChannelSettings(true, 128 << 20, ChannelRetention.Overwrite, false);
        Logs["Security"] = new ChannelSettings(true, 1L << 30, ChannelRetention.Overwrite, false);
    }

    /// <summary>What is audited, by the numbers of AuditQuerySystemPolicy.</summary>
    public Dictionary<Guid, uint> Policy { get; } = [];

    /// <summary>The registry: keys, and their values.</summary>
    public Dictionary<string, Dictionary<string, RegistryData>> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, ChannelSettings> Logs { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The error of a call, by its name and what it is about; 0 lets it do its work.</summary>
    public Func<string, int> ErrorOf { get; set; } = _ => 0;

    /// <summary>What was said of its files.</summary>
    public List<string> Heard { get; } = [];

    public string? PolicyFolder { get; set; }

    public string? LogFolder { get; set; }

    IRegistryStore IComputer.Registry => this;

    IAuditPolicyApi IComputer.AuditPolicy => this;

    IChannelApi IComputer.Channels => this;

    /// <summary>What Test-AuditPolicy sees.</summary>
    public AuditTarget Look() => LiveComputer.Open(this, this);

    public void Put(string key, string name, RegistryData data)
    {
        if (!Values.TryGetValue(key, out Dictionary<string, RegistryData>? values))
        {
            Values[key] = values = new Dictionary<string, RegistryData>(StringComparer.OrdinalIgnoreCase);
        }

        values[name] = data;
    }

    public int Query(Guid subcategory, out uint setting)
    {
        bool isKnown = Policy.TryGetValue(subcategory, out setting);
        return ErrorOf($"query {subcategory}") is int error and not 0 ? error : isKnown ? 0 : 87;
    }

    public int Enumerate(out IReadOnlyList<Guid> subcategories)
    {
        subcategories = [.. Policy.Keys];
        return ErrorOf("enumerate");
    }

    public int Read(string channel, out ChannelSettings? settings)
    {
        settings = Logs.TryGetValue(channel, out ChannelSettings? found) ? found : null;
        return ErrorOf($"log {channel}") is int error and not 0 ? error : settings is null ? 15007 : 0;
    }

    public Reading<RegistryData> ReadValue(string key, string name)
    {
        Reading<IReadOnlyDictionary<string, RegistryData>> values = ReadValues(key);
        return values.Value?.TryGetValue(name, out RegistryData? data) == true
            ? values.With(ReadingState.Found, data)
            : values.With<RegistryData>(values.State == ReadingState.Unknown ? ReadingState.Unknown : ReadingState.Absent, null);
    }

    public Reading<IReadOnlyDictionary<string, RegistryData>> ReadValues(string key) =>
        ErrorOf($"registry {key}") is int error and not 0
            ? Readings.Unknown<IReadOnlyDictionary<string, RegistryData>>("registry", $"error {error}")
            : Values.TryGetValue(key, out Dictionary<string, RegistryData>? values)
                ? new Reading<IReadOnlyDictionary<string, RegistryData>>(ReadingState.Found, values, "registry")
                : new Reading<IReadOnlyDictionary<string, RegistryData>>(ReadingState.Absent, null, "registry");

    public Reading<IReadOnlyList<string>> ReadSubkeys(string key)
    {
        if (ErrorOf($"registry {key}") is int error and not 0)
        {
            return Readings.Unknown<IReadOnlyList<string>>("registry", $"error {error}");
        }

        string start = key + "\\";
        string[] below =
        [
            .. Values.Keys.Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                .Select(name => name.Substring(start.Length).Split('\\')[0]).Distinct(),
        ];
        return below.Length > 0 || Values.ContainsKey(key)
            ? new Reading<IReadOnlyList<string>>(ReadingState.Found, below, "registry")
            : new Reading<IReadOnlyList<string>>(ReadingState.Absent, null, "registry");
    }

    void IArtefactListener.OnUsed(string path, string role) => Heard.Add($"used {path}: {role}");

    void IArtefactListener.OnSkipped(string path, string reason) => Heard.Add($"skipped {path}: {reason}");

    void IArtefactListener.OnFailure(string path, Exception failure) => Heard.Add($"failed {path}: {failure.Message}");

    void IArtefactListener.OnDefect(string path, string problem) => Heard.Add($"defect {path}: {problem}");

    void IArtefactListener.OnStale(string path, string problem) => Heard.Add($"stale {path}: {problem}");
}
