using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;

namespace TurlaHunt.Tests.Auditing;

/// <summary>What changes the computer in memory. Setting audit options adds to what is set, as LSA does; 4 clears before.</summary>
internal sealed partial class MemoryComputer : IComputerWriter, IRegistryWriter, IAuditPolicyWriter, IChannelWriter, IFirewallWriter
{
    private static readonly string[] RuleFields = ["RA4", "RA6", "Profile"];

    /// <summary>Hears of each write before it is done and behind it: tests throw there.</summary>
    public Action<string> OnWrite { get; set; } = _ => { };

    /// <summary>The writes that were tried, in their order.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>Whether Windows takes 4 together with other options (error 87 where not).</summary>
    public bool TakesClearAndSet { get; set; } = true;

    /// <summary>Whether writes are taken without an error and do nothing.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>The folder for journals.</summary>
    public string JournalFolder { get; set; } = "";

    IRegistryWriter IComputerWriter.Registry => this;

    IAuditPolicyWriter IComputerWriter.AuditPolicy => this;

    IChannelWriter IComputerWriter.Channels => this;

    IFirewallWriter IComputerWriter.Firewall => this;

    public string OpenJournalFolder() => JournalFolder;

    public int Set(Guid subcategory, uint flags) => Write($"set {subcategory} {flags}", () =>
    {
        if (!Policy.TryGetValue(subcategory, out uint now) || flags > 7 || (flags > 4 && !TakesClearAndSet))
        {
            return 87;
        }

        Policy[subcategory] = ((flags & 4) != 0 ? 0 : now) | (flags & 3);
        return 0;
    });

    public int Set(string key, string name, RegistryData data) => Write($@"set {key}\{name} {data}", () =>
    {
        Put(key, name, data);
        return 0;
    });

    public int Delete(string key, string name) => Write($@"delete {key}\{name}", () => Values[key].Remove(name) ? 0 : 2);

    public int Write(string channel, ChannelSettings settings) => Write($"write {channel} {settings}", () =>
    {
        if (!Logs.TryGetValue(channel, out ChannelSettings? now))
        {
            return 15007;
        }

        Logs[channel] = now with
        {
            IsEnabled = settings.IsEnabled ?? now.IsEnabled,
            MaxSize = settings.MaxSize ?? now.MaxSize,
            Retention = settings.Retention ?? now.Retention,
        };
        return 0;
    });

    // The service writes its own version, more fields and another order.
    public int Add(string name, FirewallRule rule) => Write($"add {name}", () =>
    {
        string ports = string.Concat(rule["RPort"].Select(port => $"RPort={port}|"));
        string others = string.Concat(RuleFields.SelectMany(field => rule[field].Select(value => $"{field}={value}|")));
        string text = $"v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol={rule["Protocol"].Single()}|{others}{ports}Name={name}|Desc=d|EmbedCtxt=e|";
        Put(Firewall + "FirewallRules", Guid.NewGuid().ToString("B"), RegistryData.String(text));
        return 0;
    });

    public int Remove(string name) => Write($"remove {name}", () =>
    {
        Dictionary<string, RegistryData> rules = Values[Firewall + "FirewallRules"];
        foreach (string id in rules.Where(rule => rule.Value.Text!.Contains($"|Name={name}|")).Select(rule => rule.Key).ToArray())
        {
            rules.Remove(id);
        }

        return 0;
    });

    /// <summary>All that can be changed, as text: to compare before with after.</summary>
    public string State() => string.Join(
        "\n",
        Policy.Select(item => $"{item.Key}={item.Value}")
            .Concat(Values.SelectMany(key => key.Value.Select(value => $@"{key.Key}\{value.Key}={RegistryValueAccess.StateOf(value.Value)}")))
            .Concat(Logs.Select(log => $"{log.Key}={log.Value}"))
            .OrderBy(line => line, StringComparer.Ordinal));

    private int Write(string what, Func<int> write)
    {
        Writes.Add(what);
        OnWrite("before " + what);
        int error = ErrorOf(what);
        error = error != 0 || IsDeaf ? error : write();
        OnWrite("behind " + what);
        return error;
    }
}
