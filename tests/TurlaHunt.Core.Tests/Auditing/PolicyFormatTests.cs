using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Exports;
using TurlaHunt.Registry.Policies;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>Registry policies, exports and security templates: read, written, and read again.</summary>
public sealed class PolicyFormatTests
{
    private const string Key = @"Software\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging";

    private static readonly (string Key, string Name, RegistryData Data)[] Values =
    [
        (Key, "EnableScriptBlockLogging", RegistryData.DWord(1)),
        (Key, "Text; with ] marks", RegistryData.String("a;b]c[\"d\"\\")),
        (@"Software\Größe", "", RegistryData.String("default")),
        (@"Software\Größe", "Several", new RegistryData(RegistryKind.MultiString, Encoding.Unicode.GetBytes("a\0b\0\0"))),
        (@"Software\Größe", "Bytes", new RegistryData(RegistryKind.Binary, [1, 2, 0x5D, 0, 0x3B, 0])),
        (@"Software\Größe", "Path", new RegistryData(RegistryKind.ExpandString, Encoding.Unicode.GetBytes("%windir%\0"))),
        (@"Software\Größe", "Long", new RegistryData(RegistryKind.QWord, [1, 2, 3, 4, 5, 6, 7, 8])),
        (@"Software\Größe", "Nothing", new RegistryData(RegistryKind.None, [])),
    ];

    [Fact]
    public void A_registry_policy_comes_back_as_it_was_written()
    {
        byte[] bytes = RegistryPolicyFile.Write(Values);
        Assert.Equal("PReg\x01\0\0\0[\0S\0"u8.ToArray(), bytes.Take(12));
        RegistryPolicyFile policy = RegistryPolicyFile.Parse(bytes);
        Assert.Null(policy.Problem);
        Assert.Equal(Values, policy.Entries.Select(entry => (entry.Key, entry.ValueName, entry.Data)));
        Assert.Equal(bytes, RegistryPolicyFile.Write(policy.Entries.Select(entry => (entry.Key, entry.ValueName, entry.Data))));
        Assert.Equal(1UL, policy.Find(Key.ToUpperInvariant(), "enablescriptblocklogging")!.Data.Number);
    }

    [Theory]
    [InlineData("**del.Value", "", RegistryPolicyAction.DeleteValue)]
    [InlineData("**soft.Value", "", RegistryPolicyAction.SetWhereAbsent)]
    [InlineData("**delvals.", "", RegistryPolicyAction.DeleteAllValues)]
    [InlineData("**DeleteValues", "Other;Value", RegistryPolicyAction.DeleteValue)]
    [InlineData("**DeleteKeys", "Sub", null)]
    [InlineData("**SecureKey", "1", null)]
    public void What_begins_with_two_stars_does_something_else(string name, string text, RegistryPolicyAction? action)
    {
        RegistryPolicyFile policy = RegistryPolicyFile.Parse(RegistryPolicyFile.Write([("K", name, RegistryData.String(text))]));
        Assert.Equal(action, policy.Find("K", "Value")?.Action);
        Assert.Equal(name == "**DeleteKeys", policy.Find(@"K\Sub\Deeper", "Value") is { Action: RegistryPolicyAction.DeleteKey });
    }

    [Fact]
    public void The_last_entry_wins_and_comments_name_the_policy()
    {
        RegistryPolicyFile policy = RegistryPolicyFile.Parse(RegistryPolicyFile.Write(
        [
            ("K", "A", RegistryData.DWord(0)),
            ("K", "**Comment:GPO Name: Workstations", RegistryData.String("")),
            ("K", "A", RegistryData.DWord(1)),
        ]));
        RegistryPolicyEntry entry = policy.Find("k", "a")!;
        Assert.Equal((1UL, "Workstations"), (entry.Data.Number, entry.Policy));
        Assert.Null(policy.Entries[0].Policy);
    }

    [Fact]
    public void A_damaged_registry_policy_gives_what_is_in_front_of_the_damage()
    {
        byte[] sound = RegistryPolicyFile.Write(Values);
        Random random = new(3);
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = [.. sound.Take(random.Next(2) == 0 ? random.Next(sound.Length) : sound.Length)];
            for (int flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            RegistryPolicyFile policy = RegistryPolicyFile.Parse(bytes);
            Assert.True(policy.Problem is not null || policy.Entries.Count <= 8);
        }

        RegistryPolicyFile cut = RegistryPolicyFile.Parse([.. sound.Take(sound.Length - 1)]);
        Assert.Equal(7, cut.Entries.Count);
        Assert.NotNull(cut.Problem);
        Assert.NotNull(RegistryPolicyFile.Parse("PReg\x02\0\0\0"u8.ToArray()).Problem);
    }

    [Fact]
    public void An_export_comes_back_as_it_was_written()
    {
        string text = RegExport.Write(Values.Select(value => (@"HKEY_LOCAL_MACHINE\" + value.Key, value.Name, value.Data)));
        Assert.True(RegExport.IsOne(text));
        RegExport export = RegExport.Parse(text);
        Assert.Empty(export.Problems);
        Assert.Equal(
            Values.Select(value => value.Data),
            Values.Select(value => export.Find(@"hkey_local_machine\" + value.Key)![value.Name]));
        Assert.Null(export.Find(@"HKEY_LOCAL_MACHINE\Software\Other"));
    }

    [Fact]
    public void An_export_as_regedit_writes_it_is_read()
    {
        RegExport export = RegExport.Parse(
            "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\X]\r\n\"SubscriptionManager\"=hex(7):41,00,\\\r\n  42,00,00,00,\\\r\n  00,00\r\n"
            + "\"Gone\"=-\r\n@=\"quoted \\\"text\\\" \\\\\"\r\n; a comment\r\n\r\n[-HKEY_LOCAL_MACHINE\\SYSTEM\\Y]\r\nnonsense\r\n");
        IReadOnlyDictionary<string, RegistryData> values = export.Find(@"HKEY_LOCAL_MACHINE\SYSTEM\X")!;
        Assert.Equal(["AB"], values["SubscriptionManager"].Texts!);
        Assert.Equal("quoted \"text\" \\", values[""].Text);
        Assert.Equal(2, values.Count);
        Assert.Equal("Line 12 is none of an export.", Assert.Single(export.Problems));
        RegExport old = RegExport.Parse("REGEDIT4\n[HKEY_LOCAL_MACHINE\\X]\n\"P\"=hex(2):25,61,25,00\n");
        Assert.Equal("%a%", old.Find(@"HKEY_LOCAL_MACHINE\X")!["P"].Text);
    }

    [Fact]
    public void A_security_template_comes_back_as_it_was_written()
    {
        (string, string, RegistryData)[] values =
        [
            (@"System\CurrentControlSet\Control\Lsa", "SCENoApplyLegacyAuditPolicy", RegistryData.DWord(1)),
            (@"Software\X", "Text", RegistryData.String("a, b")),
        ];
        SecurityTemplate template = SecurityTemplate.Parse(SecurityTemplate.Write(values));
        Assert.Empty(template.Problems);
        Assert.Equal(1UL, template.Values[@"SYSTEM\CurrentControlSet\Control\Lsa\SCENoApplyLegacyAuditPolicy"].Number);
        Assert.Equal("a, b", template.Values[@"Software\X\Text"].Text);
        Assert.Throws<ArgumentException>(() => SecurityTemplate.Write([("K", "N", new RegistryData(RegistryKind.Binary, [1]))]));
    }

    [Fact]
    public void The_old_audit_policy_of_a_template_is_seen()
    {
        SecurityTemplate template = SecurityTemplate.Parse(
            "[Unicode]\nUnicode=yes\n[System Access]\nMinimumPasswordAge = 1\n[Event Audit]\nAuditProcessTracking = 3\nAuditLogonEvents = x\n[Registry Values]\nMACHINE\\A\\B=4\n");
        Assert.Equal(3, template.LegacyAudit["AuditProcessTracking"]);
        Assert.Equal(["Line 7 cannot be read.", "Line 9 cannot be read."], template.Problems);
    }
}
