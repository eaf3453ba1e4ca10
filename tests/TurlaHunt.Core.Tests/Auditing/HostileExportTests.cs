using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Auditing.Exports;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Exports;
using TurlaHunt.Registry.Policies;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>Exports of baselines that anybody wrote, over files that are there, and of programs that are killed.</summary>
public sealed class HostileExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "turlahunt-" + Guid.NewGuid().ToString("N"))).FullName;
    private readonly TestComputer _listener = new();

    private string Target => Path.Combine(_folder, "out");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _listener.Dispose();
    }

    [Theory]
    [InlineData(@"HKLM\SOFTWARE\X", "A\r\nMACHINE\\Evil=4,1", "characters that such a file cannot hold")]
    [InlineData("HKLM\\SYSTEM\\X]\r\n[HKEY_LOCAL_MACHINE\\Evil", "A", "characters that such a file cannot hold")]
    [InlineData(@"HKLM\SOFTWARE\X", "A\0B", "characters that such a file cannot hold")]
    [InlineData(@"HKLM\SOFTWARE\X", "**delvals.", "commands in a registry policy")]
    [InlineData(@"HKLM\SYSTEM\X", "**DeleteKeys", "commands in a registry policy")]
    [InlineData(@"HKLM\", "A", "no place for a value of this key")]
    [InlineData(@"HKLM\SOFTWARE\X\", "A", "no place for a value of this key")]
    public void Names_that_would_mean_something_else_are_left_out(string key, string name, string reason)
    {
        foreach (IPolicyForm form in new IPolicyForm[] { new GpoForm(Describe()), new RegForm() })
        {
            PolicyExporter exporter = new(form);
            exporter.Add(Baseline(), Value("Hostile", key, name, 1), []);
            Assert.Empty(exporter.Controls);
            Assert.Contains(reason, Assert.Single(exporter.LeftOut));
        }
    }

    [Theory]
    [InlineData(@"HKLM\SYSTEM\X", "A=4,1")]
    [InlineData(@"HKLM\SYSTEM\X", "\"A\"")]
    [InlineData(@"HKLM\SYSTEM\X", "A\\B")]
    [InlineData(@"HKLM\SYSTEM\X", "[Privilege Rights]")]
    [InlineData(@"HKLM\SYSTEM\X", "")]
    [InlineData(@"HKLM\SYSTEM\a=b", "A")]
    [InlineData(@"HKLM\SYSTEM\CurrentControlSet\Services\a"",4,""", "Start")]
    [InlineData(@"HKLM\SYSTEM\CurrentControlSet\Services\A\Parameters", "Start")]
    [InlineData(@"HKLM\SOFTWARE\X]\[Y;Z", "A;B]C\"<&>")]
    public void Odd_names_stay_what_they_are(string key, string name)
    {
        AuditControl control = Value("Odd", key, name, 2);
        PolicyExporter exporter = Save(new GpoForm(Describe()), Target, false, control);
        Assert.Equal(["Odd"], exporter.Controls);
        AuditTarget target = ArtefactFolder.Open(Target, _listener)!;
        Assert.Equal(AuditStatus.Compliant, target.Examine(Baseline(), control).Status);
        Assert.DoesNotContain(_listener.Heard, text => text.StartsWith("defect", StringComparison.Ordinal));
        Assert.All(target.Policies, policy => Assert.True((policy.Template?.Values.Count ?? policy.Registry?.Entries.Count ?? 1) <= 1));

        if (Save(new RegForm(), Target + ".reg", false, control).Controls.Count == 0)
        {
            // The key of a service that need not be there.
            Assert.Contains("Services", key, StringComparison.Ordinal);
            return;
        }

        RegExport export = RegExport.Parse(ArtefactText.Decode(File.ReadAllBytes(Target + ".reg")));
        Assert.Empty(export.Problems);
        Assert.Equal(2UL, export.Find(@"HKEY_LOCAL_MACHINE\" + key.Substring(5))![name].Number);
    }

    [Fact]
    public void A_name_of_a_policy_cannot_leave_its_element()
    {
        const string Name = "A ]]> <b> & \"c\" 'd' \u2028 end";
        Save(new GpoForm(Describe(Name)), Target, false, Value("C", @"HKLM\SOFTWARE\X", "A", 1));
        XElement manifest = XElement.Load(Path.Combine(Target, "manifest.xml"));
        Assert.Equal(Name, manifest.Descendants().Single(element => element.Name.LocalName == "GPODisplayName").Value);
        Assert.Equal($"policy '{Name}' ({Path.Combine("{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}", "DomainSysvol", "GPO", "Machine", "registry.pol")})", Assert.Single(ArtefactFolder.Open(Target, _listener)!.Policies).Describe());
    }

    [Fact]
    public void Of_two_controls_of_one_setting_both_are_met_or_the_second_is_left_out()
    {
        Guid id = new("0cce922b-69ae-11d9-bed3-505054503030");
        PolicyExporter exporter = Save(
            new GpoForm(Describe()),
            Target,
            false,
            new SubcategoryControl { Id = "S", Subcategory = id, AtLeast = AuditSetting.Success },
            new SubcategoryControl { Id = "F", Subcategory = id, AtLeast = AuditSetting.Failure },
            new LogControl { Id = "Small", Log = "Security", MinimumSize = 1 },
            new LogControl { Id = "Large", Log = "SECURITY", MinimumSize = 64 },
            Value("One", @"HKLM\SOFTWARE\X", "A", 1),
            Value("Same", @"HKLM\software\x", "a", 1),
            Value("Two", @"HKLM\SOFTWARE\X", "A", 2),
            Value("Kib", @"HKLM\SOFTWARE\Policies\Microsoft\Windows\EventLog\Security", "maxsize", 65536),
            Value("Mib", @"HKLM\SOFTWARE\Policies\Microsoft\Windows\EventLog\Security", "MaxSize", 64),
            new LogControl { Id = "Larger", Log = "Security", MinimumSize = 65 });
        Assert.Equal(["S", "F", "Small", "Large", "One", "Same", "Kib"], exporter.Controls);
        Assert.Equal(["Two", "Mib", "Larger"], exporter.LeftOutControls);
        Assert.All(exporter.LeftOut, text => Assert.EndsWith(": Another control that is in it asks for something else of the same setting.", text, StringComparison.Ordinal));
        AuditTarget target = ArtefactFolder.Open(Target, _listener)!;
        Assert.Equal(AuditSetting.SuccessAndFailure, target.AuditPolicy.Read(id).Value);
        Assert.Equal(64 << 20, target.Channels.Read("Security").Value!.MaxSize);
        RegistryPolicyFile policy = target.Policies.Single(item => item.Registry is not null).Registry!;
        Assert.Equal(["MaxSize", "Retention", "A"], policy.Entries.Select(entry => entry.ValueName).OrderBy(name => name == "A").ThenBy(name => name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_policy_that_blocks_by_default_says_nothing_of_local_rules_that_allow()
    {
        OutboundBlockControl control = new() { Id = "B", TcpPorts = [445] };
        foreach ((uint merge, AuditStatus status) in new[] { (1u, AuditStatus.NonCompliant), (0u, AuditStatus.Compliant) })
        {
            string profile = FirewallPolicies.Root.Substring(5) + @"\PublicProfile";
            File.WriteAllBytes(Path.Combine(_folder, "registry.pol"), RegistryPolicyFile.Write(
            [
                (profile, "EnableFirewall", RegistryData.DWord(1)),
                (profile, "DefaultOutboundAction", RegistryData.DWord(1)),
                (profile, "AllowLocalPolicyMerge", RegistryData.DWord(merge)),
            ]));
            Assert.Equal(status, ArtefactFolder.Open(_folder, _listener)!.Examine(Baseline(), control).Status);
        }
    }

    [Fact]
    public void A_rule_without_the_firewall_is_not_known_to_block()
    {
        OutboundBlockControl control = new() { Id = "B", TcpPorts = [445] };
        (string, string, RegistryData) rule = (FirewallPolicies.Root.Substring(5) + @"\FirewallRules", "R", RegistryData.String("v2.10|Action=Block|Active=TRUE|Dir=Out|Protocol=6|RPort=445|"));
        File.WriteAllBytes(Path.Combine(_folder, "registry.pol"), RegistryPolicyFile.Write([rule]));
        AuditResult result = ArtefactFolder.Open(_folder, _listener)!.Examine(Baseline(), control);
        Assert.Equal((AuditStatus.Unknown, "It is not told whether the firewall is on."), (result.Status, result.Reason));
    }

    [Fact]
    public void What_is_there_is_replaced_only_when_asked_and_only_where_it_is_one_backup()
    {
        AuditControl control = Value("C", @"HKLM\SOFTWARE\X", "A", 1);
        Save(new GpoForm(Describe("first")), Target, false, control);
        Assert.Throws<IOException>(() => Save(new GpoForm(Describe("second")), Target, false, control));
        Assert.Contains("first", File.ReadAllText(Path.Combine(Target, "manifest.xml")), StringComparison.Ordinal);
        Save(new GpoForm(Describe("second", Guid.NewGuid())), Target, true, control);
        Assert.Contains("second", File.ReadAllText(Path.Combine(Target, "manifest.xml")), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFileSystemEntries(Target).Length);

        File.WriteAllText(Path.Combine(Target, "mine.txt"), "keep");
        Assert.Contains("not replaced", Assert.Throws<IOException>(() => Save(new GpoForm(Describe("third")), Target, true, control)).Message);
        Assert.Equal("keep", File.ReadAllText(Path.Combine(Target, "mine.txt")));
        Assert.Throws<IOException>(() => Save(new RegForm(), Target, true, control));
        File.WriteAllText(Target + ".reg", "mine");
        Assert.Throws<IOException>(() => Save(new RegForm(), Target + ".reg", false, control));
        Assert.Throws<IOException>(() => Save(new GpoForm(Describe()), Target + ".reg", true, control));
        Assert.Throws<IOException>(() => Save(new GpoForm(Describe()), Path.GetPathRoot(_folder)!, true, control));
        Assert.Equal("mine", File.ReadAllText(Target + ".reg"));
        Assert.Single(Directory.GetDirectories(_folder));
    }

    [Fact]
    public void Backups_that_others_made_are_not_replaced()
    {
        AuditControl control = Value("C", @"HKLM\SOFTWARE\X", "A", 1);
        string own = Path.Combine(_folder, "own");
        string info = Path.Combine(own, "{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}", "bkupInfo.xml");
        Save(new GpoForm(Describe("first")), own, false, control);
        string sound = File.ReadAllText(info);
        foreach (string other in new[] { sound.Replace("export.invalid", "corp.example"), "<!DOCTYPE x><x><GPODomain>export.invalid</GPODomain></x>", "", "export.invalid" })
        {
            File.WriteAllText(info, other);
            Assert.Contains("not replaced", Assert.Throws<IOException>(() => Save(new GpoForm(Describe("second")), own, true, control)).Message);
            Assert.Equal(other, File.ReadAllText(info));
        }

        File.WriteAllText(info, sound);
        Save(new GpoForm(Describe("second")), own, true, control);
        Directory.Delete(Path.GetDirectoryName(info)!, recursive: true);
        Assert.Throws<IOException>(() => Save(new GpoForm(Describe("third")), own, true, control));
        Assert.Equal(["manifest.xml"], Directory.GetFileSystemEntries(own).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_that_is_there_stays_the_one_that_it_is()
    {
        AuditControl control = Value("C", @"HKLM\SOFTWARE\X", "A", 1);
        Directory.CreateDirectory(Target);
#if NET
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
#endif

        foreach (string name in new[] { "first", "second" })
        {
            Save(new GpoForm(Describe(name, Guid.NewGuid())), Target, true, control);
            Assert.Equal(2, Directory.GetFileSystemEntries(Target).Length);
            Assert.Contains(name, File.ReadAllText(Path.Combine(Target, "manifest.xml")), StringComparison.Ordinal);
            Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
#if NET
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Target));
            }
#endif
        }

#if NET
        string link = Path.Combine(_folder, "link");
        string empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        Directory.CreateSymbolicLink(link, empty);
        Assert.Equal("It is a link.", Assert.Throws<IOException>(() => Save(new GpoForm(Describe()), link, true, control)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(empty));
        Assert.NotNull(new DirectoryInfo(link).LinkTarget);
#endif
        Assert.Equal("The folder above it is not there.", Assert.Throws<IOException>(() => Save(new GpoForm(Describe()), Path.Combine(_folder, "no", "out"), true, control)).Message);
        Assert.False(Directory.Exists(Path.Combine(_folder, "no")));
    }

    [Fact]
    public void An_old_export_that_cannot_be_deleted_is_told_and_the_new_one_is_there()
    {
        AuditControl control = Value("C", @"HKLM\SOFTWARE\X", "A", 1);
        Assert.Null(Save(new GpoForm(Describe("first")), Target, false, control).Leftover);
        PolicyExporter exporter = Save(new GpoForm(Describe("second")), Target, true, control, step =>
        {
            if (step == "delete the old one")
            {
                throw new IOException("in use");
            }
        });
        Assert.Contains("second", File.ReadAllText(Path.Combine(Target, "manifest.xml")), StringComparison.Ordinal);
        Assert.Contains("first", File.ReadAllText(Path.Combine(exporter.Leftover!, "manifest.xml")), StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_at_any_step_there_is_the_old_export_or_the_new_one_and_nothing_is_lost()
    {
        AuditControl control = Value("C", @"HKLM\SOFTWARE\X", "A", 1);
        int steps = 0;
        bool isDone = false;
        while (!isDone)
        {
            string target = Path.Combine(_folder, steps.ToString(System.Globalization.CultureInfo.InvariantCulture), "out");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Save(new GpoForm(Describe("first")), target, false, control);
            int left = steps++;
            try
            {
                Save(new GpoForm(Describe("second")), target, true, control, step => left = left > 0 ? left - 1 : throw new OperationCanceledException(step));
                isDone = true;
            }
            catch (OperationCanceledException)
            {
                string[] manifests = Directory.GetFiles(Path.GetDirectoryName(target)!, "manifest.xml", SearchOption.AllDirectories);
                Assert.Contains(manifests, manifest => File.ReadAllText(manifest).Contains("first", StringComparison.Ordinal) || File.ReadAllText(manifest).Contains("second", StringComparison.Ordinal));
                Assert.True(Directory.Exists(target));
                Assert.NotNull(XElement.Load(Path.Combine(target, "manifest.xml")));
                Assert.Single(ArtefactFolder.Open(target, _listener)!.Policies);
            }
        }

        Assert.True(steps > 6);
    }

    private static GpoDescription Describe(string name = "P", Guid? id = null) =>
        new(name, "", Guid.NewGuid(), id ?? new Guid("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"), new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc));

    private static AuditBaseline Baseline() => new("mine", "Mine", []);

    private static RegistryControl Value(string id, string key, string name, long number) =>
        new() { Id = id, Key = key, ValueName = name, Comparison = ValueComparison.Equals, Number = number };

    private static PolicyExporter Save(IPolicyForm form, string path, bool mayReplace, params AuditControl[] controls) =>
        SaveBy(form, path, mayReplace, controls, null);

    private static PolicyExporter Save(IPolicyForm form, string path, bool mayReplace, AuditControl control, Action<string> onStep) =>
        SaveBy(form, path, mayReplace, [control], onStep);

    private static PolicyExporter SaveBy(IPolicyForm form, string path, bool mayReplace, AuditControl[] controls, Action<string>? onStep)
    {
        PolicyExporter exporter = new(form);
        foreach (AuditControl control in controls)
        {
            exporter.Add(Baseline(), control, []);
        }

        exporter.Save(path, mayReplace, onStep);
        return exporter;
    }
}
