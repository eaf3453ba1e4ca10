using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TurlaHunt.Auditing.Stores;

/// <summary>
/// A rule of Windows Firewall as the registry and group policy hold it: "v2.10|Action=Block|Active=TRUE|Dir=Out|…"
/// ([MS-FASP] and [MS-GPFAS] 2.2.2.19). Fields that are not known are kept: they may narrow the rule.
/// </summary>
internal sealed class FirewallRule
{
    /// <summary>The names of the profiles.</summary>
    public static IReadOnlyList<string> Profiles { get; } = ["Domain", "Private", "Public"];

    private const int AnyProtocol = 256;

    // What Windows 7 wrote, and every later version reads.
    private const string Version = "v2.10";

    // What neither narrows a rule nor is looked at below.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase) { "Name", "Desc", "EmbedCtxt" };

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "Action", "Active", "Dir", "Protocol", "Profile", "RPort", "RPort2_10",
    };

    private static readonly string[] Addresses = ["RA4", "RA6"];
    private static readonly string[] Ports = ["RPort", "RPort2_10"];

    private readonly IReadOnlyList<KeyValuePair<string, string>> _fields;

    private FirewallRule(string id, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        Id = id;
        _fields = fields;
    }

    /// <summary>The name of its registry value, which is unique.</summary>
    public string Id { get; }

    /// <summary>What it is called; a reference into a DLL where it comes with Windows.</summary>
    public string Name => First("Name") ?? Id;

    public bool IsActive => Is("Active", "TRUE");

    public bool IsOutbound => Is("Dir", "Out");

    public bool Blocks => Is("Action", "Block");

    public bool Allows => Is("Action", "Allow") || Is("Action", "ByPass");

    /// <summary>What limits it to some programs, services, addresses or interfaces.</summary>
    public IReadOnlyList<string> Limits =>
        [.. _fields.Where(item => !Known.Contains(item.Key) && !Harmless.Contains(item.Key)).Select(item => $"{item.Key}={item.Value}")];

    /// <summary>Its fields with a name, in their order.</summary>
    public IEnumerable<string> this[string name] =>
        _fields.Where(item => string.Equals(item.Key, name, StringComparison.OrdinalIgnoreCase)).Select(item => item.Value);

    private bool IsLimitedToAddresses =>
        _fields.All(item => Known.Contains(item.Key) || Harmless.Contains(item.Key) || IsAddress(item.Key));

    private IEnumerable<string> RemotePorts => Ports.SelectMany(name => this[name]);

    /// <summary>Whether it has just what a block of ports at the other side needs: what makes such rules can make it again.</summary>
    public bool IsPlainBlock => Blocks && IsOutbound && IsActive && IsLimitedToAddresses
        && this["Protocol"].Count() == 1 && byte.TryParse(First("Protocol"), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && RemotePorts.Any()
        && this["Profile"].All(Profiles.Contains);

    /// <summary>Whether it is about all of some addresses, and limited to nothing but addresses.</summary>
    public bool CoversAll(IReadOnlyList<AddressRange> wanted) =>
        IsLimitedToAddresses
        && (!_fields.Any(item => IsAddress(item.Key))
            || AddressRange.Subtract(wanted, Addresses.SelectMany(RangesOf)).Count == 0);

    /// <summary>Reads a rule; null where the text is none.</summary>
    public static FirewallRule? Parse(string id, string text)
    {
        string[] parts = text.Split('|');
        if (parts.Length < 2 || parts[0].Length < 2 || parts[0][0] != 'v' || !char.IsDigit(parts[0][1]))
        {
            return null;
        }

        List<KeyValuePair<string, string>> fields = [];
        foreach (string part in parts.Skip(1).Where(part => part.Length > 0))
        {
            int equals = part.IndexOf('=');
            if (equals <= 0)
            {
                return null;
            }

            fields.Add(new KeyValuePair<string, string>(part.Substring(0, equals), part.Substring(equals + 1)));
        }

        return new FirewallRule(id, fields);
    }

    /// <summary>
    /// The rule in one form whoever wrote it: without its name and description, the fields in one order, ports and their ranges joined.
    /// </summary>
    public string Canonical()
    {
        IEnumerable<string> fields = _fields
            .Where(item => !Harmless.Contains(item.Key) && !IsPort(item.Key) && !IsAddress(item.Key))
            .Select(item => $"{item.Key}={item.Value}")
            .Concat(Addresses.SelectMany(CanonicalAddresses))
            .Concat(PortRanges.Join([.. RemotePorts]).Select(range => $"RPort={range}"))
            .OrderBy(field => field, StringComparer.OrdinalIgnoreCase);
        return $"{Version}|{string.Join("|", fields)}|";
    }

    /// <summary>Whether it holds in a profile: Domain, Private or Public. Without any it holds in all.</summary>
    public bool HoldsIn(string profile) => !this["Profile"].Any() || this["Profile"].Contains(profile, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is about a port at the other side.</summary>
    /// <param name="protocol">6 for TCP, 17 for UDP.</param>
    /// <param name="port">The port.</param>
    public bool Covers(int protocol, int port)
    {
        string? own = First("Protocol");
        if (own is not null && own != protocol.ToString(CultureInfo.InvariantCulture) && own != AnyProtocol.ToString(CultureInfo.InvariantCulture))
        {
            return false;
        }

        string[] ports = [.. RemotePorts];
        return ports.Length == 0 || ports.Any(text => Includes(text, port));
    }

    private static bool IsAddress(string field) => Addresses.Contains(field, StringComparer.OrdinalIgnoreCase);

    private static bool IsPort(string field) => Ports.Contains(field, StringComparer.OrdinalIgnoreCase);

    private static bool Includes(string text, int port)
    {
        string[] ends = text.Split('-');
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(ends[ends.Length - 1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            && port >= first
            && port <= last;
    }

    // Words that stand for addresses stay as they are.
    private IEnumerable<string> CanonicalAddresses(string field) => this[field].Where(text => AddressRange.Parse(text) is null)
        .Concat(AddressRange.Join(RangesOf(field)).Select(range => range.ToString()))
        .Select(text => $"{field}={text}");

    private IEnumerable<AddressRange> RangesOf(string field) => this[field].Select(AddressRange.Parse).OfType<AddressRange>();

    private string? First(string name) => this[name].FirstOrDefault();

    private bool Is(string name, string value) => string.Equals(First(name), value, StringComparison.OrdinalIgnoreCase);
}
