using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Exports;

/// <summary>Rules of Windows Firewall as a group policy holds them ([MS-GPFAS] 2.2.2): values of the registry policy.</summary>
internal static class FirewallPolicies
{
    /// <summary>Where the policies of the firewall stand.</summary>
    public const string Root = @"HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall";

    private const string Port = "RPort=";

    // 2.10, which the rules are written in.
    private const uint Version = 0x20A;

    /// <summary>
    /// The values that a rule takes. A rule holds only where the firewall is on, and controls ask for both: so the profiles of the rule are
    /// turned on too.
    /// </summary>
    /// <param name="name">The name of the rule.</param>
    /// <param name="canonical">The rule as <see cref="FirewallRule.Canonical"/> writes it.</param>
    public static IEnumerable<PolicyValue> ValuesOf(string name, string canonical)
    {
        FirewallRule rule = FirewallRule.Parse(name, canonical)!;
        yield return new PolicyValue(Root, "PolicyVersion", RegistryData.DWord(Version));
        foreach (string profile in FirewallRule.Profiles.Where(rule.HoldsIn))
        {
            yield return new PolicyValue($@"{Root}\{profile}Profile", "EnableFirewall", RegistryData.DWord(1));
        }

        yield return new PolicyValue(Root + @"\FirewallRules", IdOf(name), RegistryData.String($"{TextOf(canonical)}Name={name}|"));
    }

    // Ports one by one: a range has a field of its own in that grammar (RPort2_10).
    private static string TextOf(string canonical) => string.Join("|", canonical.Split('|').SelectMany(PortsOf));

    private static IEnumerable<string> PortsOf(string field)
    {
        string[] ends = field.StartsWith(Port, StringComparison.Ordinal) ? field.Substring(Port.Length).Split('-') : [];
        if (ends.Length < 2)
        {
            return [field];
        }

        int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        int last = int.Parse(ends[1], CultureInfo.InvariantCulture);
        return Enumerable.Range(first, last - first + 1).Select(port => Port + port.ToString(CultureInfo.InvariantCulture));
    }

    // The same rule has the same id in every export, so that importing again replaces it.
    private static string IdOf(string name) => string.Join(
        "-", new string([.. name.Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(' ').Where(word => word.Length > 0));
}
