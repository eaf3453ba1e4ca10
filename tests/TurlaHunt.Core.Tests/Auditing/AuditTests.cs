using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Exports;
using TurlaHunt.Registry.Policies;
using TurlaHunt.Tests.Registry;
using TurlaHunt.Yaml;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>Controls of the shipped baseline on computers that are set up for it: what is met, what is not, and what cannot be known.</summary>
public sealed partial class AuditTests : IDisposable
{
    private const string Tcp = "v2.30|Action=Block|Active=TRUE|Dir=Out|Protocol=6|Profile=Public|RPort=139|RPort=445|Name=x|";
    private const string Udp = "v2.30|Action=Block|Active=TRUE|Dir=Out|Protocol=17|Profile=Public|RPort=137|RPort=138|Name=x|";
    private static readonly Guid ProcessCreation = new("0CCE922B-69AE-11D9-BED3-505054503030");
    private static readonly string BaselinePath = Path.Combine(SharedData.RepositoryRoot, "module", "Baselines", "Turla.yml");

    private readonly TestComputer _computer = new();

    private static AuditBaseline Baseline { get; } = BaselineFile.Read(BaselinePath);

    public void Dispose() => _computer.Dispose();

    [Fact]
    public void A_computer_as_it_should_be_is_compliant_and_says_by_what()
    {
        _computer.Save();
        AuditResult result = Examine("ProcessCreation");
        Assert.Equal((AuditStatus.Compliant, "success and failure", "success", "WS-1"), (result.Status, result.Actual, result.Expected, result.MachineName));
        Assert.Equal((@"SECURITY: Policy\PolAdtEv", TestHive.Written), (result.Evidence, result.Since));
        Assert.Equal((AuditBasis.Computer, AuditDurability.Durable, "local: no policy of this kind was applied"), (result.Basis, result.Durability, result.Source));
        Assert.Empty(result.BlindHunts);
        Assert.Null(result.Reason);
        foreach (string id in new[] { "CommandLine", "TaskAuditing", "TaskSchedulerLog", "SecurityLog", "SubcategoriesWin", "CrashOnAuditFail", "WebClient" })
        {
            Assert.Equal((id, AuditStatus.Compliant), (id, Examine(id).Status));
        }
    }

    [Theory]
    [InlineData(0, AuditStatus.NonCompliant, "no auditing")]
    [InlineData(1, AuditStatus.Compliant, "success")]
    [InlineData(2, AuditStatus.NonCompliant, "failure")]
    [InlineData(3, AuditStatus.Compliant, "success and failure")]
    [InlineData(7, AuditStatus.Unknown, null)]
    public void More_than_is_asked_for_is_fine_and_other_things_are_not(byte value, AuditStatus status, string? actual)
    {
        _computer.PolAdtEv![TestComputer.ProcessCreationPlace] = value;
        _computer.Save();
        AuditResult result = Examine("ProcessCreation");
        Assert.Equal((status, actual), (result.Status, result.Actual));
        Assert.Equal(status == AuditStatus.Compliant ? [] : ["TH-0001", "TH-0002"], result.BlindHunts);
    }

    [Fact]
    public void Without_the_hive_nothing_is_known_and_the_reason_names_it()
    {
        _computer.Save(software: false, security: false);
        foreach ((string id, string hive) in new[] { ("ProcessCreation", "SECURITY"), ("CommandLine", "SOFTWARE"), ("TaskSchedulerLog", "SOFTWARE"), ("OutboundSmb", "SOFTWARE"), ("SecurityLog", "SOFTWARE") })
        {
            AuditResult result = Examine(id);
            Assert.Equal(AuditStatus.Unknown, result.Status);
            Assert.Contains(hive, result.Reason);
            Assert.NotEmpty(result.BlindHunts);
            Assert.Null(result.Actual);
        }
    }

    [Fact]
    public void What_is_damaged_is_unknown_and_never_absent()
    {
        _computer.Save();
        string path = Path.Combine(_computer.Folder, "SYSTEM");
        byte[] bytes = File.ReadAllBytes(path);
        int name = IndexOf(bytes, Encoding.ASCII.GetBytes("CrashOnAuditFail"));
        bytes[name - 20] = (byte)'x';
        File.WriteAllBytes(path, bytes);
        foreach (string id in new[] { "CrashOnAuditFail", "SubcategoriesWin" })
        {
            AuditResult result = Examine(id);
            Assert.Equal(AuditStatus.Unknown, result.Status);
            Assert.Contains("SYSTEM is damaged: There is no value where one should be", result.Reason);
        }
    }

    [Fact]
    public void A_hive_that_was_in_use_is_read_and_its_age_is_told()
    {
        TestHive hive = new() { IsDirty = true };
        _computer.Write("SOFTWARE", hive.Set(TestComputer.AuditKey, "ProcessCreationIncludeCmdLine_Enabled", 1).ToBytes());
        AuditResult result = Examine("CommandLine");
        Assert.Equal(AuditStatus.Compliant, result.Status);
        Assert.Contains("not all of its last changes are there", result.Reason);
        Assert.Contains(_computer.Heard, text => text.StartsWith("stale SOFTWARE", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hive_that_was_in_use_is_read_with_its_logs_and_the_evidence_names_them()
    {
        byte[] before = new TestHive { IsDirty = true }.Set(TestComputer.AuditKey, "ProcessCreationIncludeCmdLine_Enabled", 0).ToBytes();
        byte[] after = new TestHive { IsDirty = true }.Set(TestComputer.AuditKey, "ProcessCreationIncludeCmdLine_Enabled", 1).ToBytes();
        _computer.Write("SOFTWARE", before).Write("software.log1", TestHiveLog.OfEntries(before, 6, before, after)).Write("SOFTWARE.LOG2", []);
        AuditResult result = Examine("CommandLine");
        Assert.Equal((AuditStatus.Compliant, "SOFTWARE with software.log1", null), (result.Status, result.Evidence, result.Reason));
        Assert.Contains(@"used SOFTWARE: HKLM\SOFTWARE, with the changes in software.log1", _computer.Heard);
        Assert.DoesNotContain(_computer.Heard, text => text.StartsWith("stale", StringComparison.Ordinal) || text.StartsWith("failed", StringComparison.Ordinal));
    }

    [Fact]
    public void The_command_line_is_off_with_0_and_where_the_value_is_not_there_and_unknown_where_it_is_no_number()
    {
        _computer.Write("SOFTWARE", new TestHive().Set(TestComputer.AuditKey, "ProcessCreationIncludeCmdLine_Enabled", 0).ToBytes());
        Assert.Equal((AuditStatus.NonCompliant, "0"), Outcome("CommandLine"));
        _computer.Write("SOFTWARE", new TestHive().Add(TestComputer.AuditKey).ToBytes());
        Assert.Equal((AuditStatus.NonCompliant, "not set"), Outcome("CommandLine"));
        _computer.Write("SOFTWARE", new TestHive().Set(TestComputer.AuditKey, "ProcessCreationIncludeCmdLine_Enabled", RegistryData.String("1")).ToBytes());
        Assert.Equal((AuditStatus.Unknown, "1"), Outcome("CommandLine"));
    }

    [Fact]
    public void A_policy_of_PowerShell_that_lies_where_nothing_reads_it_does_not_count()
    {
        _computer.Software.Set(@"Wow6432Node\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging", "EnableScriptBlockLogging", 1);
        _computer.Save();
        Assert.Equal((AuditStatus.NonCompliant, "not set"), Outcome("ScriptBlock"));
    }

    [Theory]
    [InlineData(1u, 128u << 20, 0u, AuditStatus.Compliant, "on, 128 MiB, old events overwritten")]
    [InlineData(0u, 128u << 20, 0u, AuditStatus.NonCompliant, "off, 128 MiB, old events overwritten")]
    [InlineData(1u, (128u << 20) - 1, 0u, AuditStatus.NonCompliant, "on, 128 MiB, old events overwritten")]
    [InlineData(1u, 10u << 20, 0u, AuditStatus.NonCompliant, "on, 10 MiB, old events overwritten")]
    [InlineData(1u, 128u << 20, 1u, AuditStatus.NonCompliant, "on, 128 MiB, new events lost when full")]
    public void A_log_must_be_on_and_large_and_lose_nothing_new(uint enabled, uint size, uint retention, AuditStatus status, string actual)
    {
        string key = TestComputer.Channels + "Microsoft-Windows-SmbClient/Security";
        _computer.Software.Set(key, "Enabled", enabled).Set(key, "MaxSize", size).Set(key, "Retention", retention);
        _computer.Save();
        AuditBaseline baseline = Read("log: { name: Microsoft-Windows-SmbClient/Security, minimumMiB: 128 }");
        AuditResult result = Examine(baseline, "A");
        Assert.Equal((status, actual), (result.Status, result.Actual));
    }

    [Fact]
    public void A_log_that_is_not_there_is_told_and_ends_nothing()
    {
        _computer.Save();
        Dictionary<string, AuditResult> results = ExamineAll().ToDictionary(result => result.ControlId);
        Assert.Equal(Baseline.Controls.Select(control => control.Id), results.Keys);
        Assert.Equal((AuditStatus.NonCompliant, "not there"), (results["SmbSecurityLog"].Status, results["SmbSecurityLog"].Actual));
        Assert.Equal(AuditStatus.NotApplicable, results["PowerShell7Log"].Status);
        Assert.Empty(results["PowerShell7Log"].BlindHunts);
    }

    [Fact]
    public void A_policy_for_the_size_of_a_log_wins_over_the_log_itself()
    {
        const string Policy = @"Policies\Microsoft\Windows\EventLog\Security";
        _computer.Software.Set(Policy, "MaxSize", 20480).Set(Policy, "Retention", RegistryData.String("0"));
        _computer.Save();
        AuditResult result = Examine("SecurityLog");
        Assert.Equal((AuditStatus.NonCompliant, "on, 20 MiB, old events overwritten", "a policy sets its size"), (result.Status, result.Actual, result.Source));
        Assert.Equal(AuditDurability.RevertedAtNextPolicyChange, result.Durability);
    }

    [Theory]
    [InlineData("WinNT", AuditStatus.Compliant)]
    [InlineData("ServerNT", AuditStatus.NonCompliant)]
    [InlineData("", AuditStatus.Unknown)]
    public void A_server_needs_a_larger_log_and_without_its_kind_nobody_knows(string product, AuditStatus status)
    {
        TestHive system = new TestHive()
            .Set("Select", "Current", 1)
            .Set(@"ControlSet001\Control\ProductOptions", "ProductType", RegistryData.String(product))
            .Set(@"ControlSet001\Services\EventLog\Security", "MaxSize", 1 << 30)
            .Set(@"ControlSet001\Services\EventLog\Security", "Retention", 0);
        _computer.Save(system: false).Write("SYSTEM", system.ToBytes());
        Assert.Equal(status, Examine("SecurityLog").Status);
    }

    [Fact]
    public void The_old_audit_policy_wins_only_where_the_value_is_0()
    {
        _computer.System.Set(TestComputer.Lsa, "SCENoApplyLegacyAuditPolicy", 0);
        _computer.Save();
        Assert.Equal((AuditStatus.NonCompliant, "0"), Outcome("SubcategoriesWin"));
    }

    [Fact]
    public void What_is_not_told_which_control_set_is_current_knows_nothing()
    {
        _computer.Save(system: false).Write("SYSTEM", new TestHive().Set(@"ControlSet001\Control\Lsa", "CrashOnAuditFail", 0).Add("Select").ToBytes());
        Assert.Equal(AuditStatus.Unknown, Examine("CrashOnAuditFail").Status);
        Assert.Contains("which control set is the current one", Examine("CrashOnAuditFail").Reason);
    }

    [Fact]
    public void Outgoing_smb_is_blocked_by_rules_for_all_of_its_ports()
    {
        Rule("A", Tcp);
        Rule("B", Udp);
        _computer.Save();
        AuditResult result = Examine("OutboundSmb");
        Assert.Equal((AuditStatus.Compliant, "firewall on, all blocked"), (result.Status, result.Actual));
    }

    [Theory]
    [InlineData("Active=TRUE", "Active=FALSE")]
    [InlineData("Action=Block", "Action=Allow")]
    [InlineData("Dir=Out", "Dir=In")]
    [InlineData("RPort=139|RPort=445", "LPort=139|LPort=445|RPort=1")]
    [InlineData("Profile=Public", "Profile=Domain")]
    [InlineData("Protocol=6", "Protocol=17")]
    [InlineData("Name=x", @"App=C:\Windows\System32\net.exe|Name=x")]
    [InlineData("Name=x", "RA4=LocalSubnet|Name=x")]
    [InlineData("Name=x", "NewField=narrows|Name=x")]
    [InlineData("v2.30|", "")]
    public void A_rule_that_blocks_something_else_or_less_does_not_count(string was, string becomes)
    {
        Assert.Contains(was, Tcp);
        Rule("A", Tcp.Replace(was, becomes));
        Rule("B", Udp);
        _computer.Save();
        AuditResult result = Examine("OutboundSmb");
        Assert.Equal((AuditStatus.NonCompliant, "firewall on, not blocked: TCP 139, TCP 445"), (result.Status, result.Actual));
    }

    [Fact]
    public void A_policy_may_turn_the_firewall_off_or_its_own_rules_and_the_default_may_block()
    {
        Rule("A", Tcp);
        Rule("B", "v2.0|Action=Block|Active=TRUE|Dir=Out|Protocol=17|RPort2_10=137-138|");
        _computer.Software.Set(@"Policies\Microsoft\WindowsFirewall\PublicProfile", "AllowLocalPolicyMerge", 0);
        _computer.Save();
        Assert.Equal(AuditStatus.NonCompliant, Examine("OutboundSmb").Status);
        Assert.Contains("no local rule", Examine("OutboundSmb").Reason);

        _computer.Software.Set(@"Policies\Microsoft\WindowsFirewall\PublicProfile", "DefaultOutboundAction", 1);
        _computer.Save();
        Assert.Equal(AuditStatus.Compliant, Examine("OutboundSmb").Status);

        _computer.Software.Set(@"Policies\Microsoft\WindowsFirewall\FirewallRules", "Any", RegistryData.String("v2.0|Action=Allow|Active=TRUE|Dir=Out|"));
        _computer.Save();
        Assert.Equal(AuditStatus.NonCompliant, Examine("OutboundSmb").Status);

        _computer.Software.Set(@"Policies\Microsoft\WindowsFirewall\PublicProfile", "EnableFirewall", 0);
        _computer.Save();
        Assert.Equal((AuditStatus.NonCompliant, "firewall off, Public profile"), Outcome("OutboundSmb"));
    }

    [Theory]
    [InlineData(1u, AuditStatus.Compliant)]
    [InlineData(2u, AuditStatus.Unknown)]
    public void A_log_overwrites_by_default_where_it_is_of_the_usual_kind(uint type, AuditStatus status)
    {
        string key = TestComputer.Channels + "Microsoft-Windows-SmbClient/Security";
        _computer.Software.Set(key, "Enabled", 1).Set(key, "MaxSize", 32 << 20).Set(key, "Type", type);
        _computer.Save();
        Assert.Equal(status, Examine("SmbSecurityLog").Status);
    }

    [Fact]
    public void Exports_count_for_what_they_hold_and_nothing_else()
    {
        string text = RegExport.Write([(@"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Audit", "Other", RegistryData.DWord(1))]);
        _computer.Write("audit.reg", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]);
        Assert.Equal((AuditStatus.NonCompliant, "not set"), Outcome("CommandLine"));
        Assert.Equal(AuditStatus.Unknown, Examine("ScriptBlock").Status);
        Assert.Equal("audit.reg", Examine("CommandLine").Evidence);
    }

    [Fact]
    public void Forwarding_is_seen_by_its_collectors()
    {
        _computer.Save();
        Assert.Equal((AuditStatus.NonCompliant, "not set"), Outcome("Forwarding"));
        _computer.Software.Set(@"Policies\Microsoft\Windows\EventLog\EventForwarding\SubscriptionManager", "1", RegistryData.String("Server=http://wec"));
        _computer.Save();
        Assert.Equal((AuditStatus.Compliant, "1 set"), Outcome("Forwarding"));
    }

    [Fact]
    public void Files_that_are_not_wanted_are_left_out_and_said_to_be()
    {
        _computer.Save()
            .Write("SYSTEM.LOG1", new TestHive().ToBytes())
            .Write("RegBack/SYSTEM", new TestHive().ToBytes())
            .Write("NTUSER.DAT", new TestHive().Add(@"Software\X").ToBytes())
            .Write("readme.txt", "text"u8.ToArray())
            .Write("BROKEN", "regf"u8.ToArray());
        Examine("ProcessCreation");
        Assert.Equal(3, _computer.Heard.Count(text => text.StartsWith("used ", StringComparison.Ordinal)));
        Assert.Equal(
            ["BROKEN", "NTUSER.DAT", "SYSTEM", "SYSTEM.LOG1", "readme.txt"],
            _computer.Heard.Where(text => !text.StartsWith("used ", StringComparison.Ordinal)).Select(text => text.Split(' ')[1].TrimEnd(':')).OrderBy(name => name, StringComparer.Ordinal));
    }

    [Fact]
    public void However_its_files_are_damaged_each_control_has_a_result()
    {
        _computer.Save()
            .Write("Audit/audit.csv", Encoding.UTF8.GetBytes(AuditCsv.Write([new(ProcessCreation, AuditSetting.Success)])))
            .Write("Machine/registry.pol", RegistryPolicyFile.Write([(@"Software\X", "Y", RegistryData.DWord(1))]))
            .Write("GptTmpl.inf", Encoding.ASCII.GetBytes(SecurityTemplate.Write([(@"Software\X", "Y", RegistryData.DWord(1))])))
            .Write("a.reg", Encoding.UTF8.GetBytes(RegExport.Write([(@"HKEY_LOCAL_MACHINE\SOFTWARE\X", "Y", RegistryData.DWord(1))])));
        Dictionary<string, byte[]> sound = Directory.GetFiles(_computer.Folder, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllBytes);
        Random random = new(11);
        int unknown = 0;
        for (int i = 0; i < 150; i++)
        {
            foreach (KeyValuePair<string, byte[]> file in sound)
            {
                byte[] bytes = [.. file.Value.Take(random.Next(20) == 0 ? random.Next(file.Value.Length) : file.Value.Length)];
                for (int flips = random.Next(60); flips > 0 && bytes.Length > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                File.WriteAllBytes(file.Key, bytes);
            }

            AuditResult[] results = ArtefactFolder.Open(_computer.Folder, _computer)?.Examine(Baseline, _ => true).ToArray() ?? [];
            Assert.True(results.Length == Baseline.Controls.Count || results.Length == 0);
            Assert.All(results, result => Assert.False(result.Status == AuditStatus.Unknown && result.Reason is null, result.ToString()));
            unknown += results.Count(result => result.Status == AuditStatus.Unknown);
        }

        Assert.InRange(unknown, 1000, int.MaxValue);
    }

    [Fact]
    public void Looking_changes_nothing()
    {
        _computer.Save().Write("Audit/audit.csv", Encoding.UTF8.GetBytes(AuditCsv.Write([new(ProcessCreation, AuditSetting.Success)])));
        string Fingerprint() => string.Join("\n", Directory.GetFiles(_computer.Folder, "*", SearchOption.AllDirectories).OrderBy(file => file, StringComparer.Ordinal)
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks} {Convert.ToBase64String(File.ReadAllBytes(file))}"));
        string before = Fingerprint();
        Assert.NotEmpty(ExamineAll());
        Assert.Equal(before, Fingerprint());
    }

    private static AuditBaseline Read(string control)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"title: t\ncontrols:\n- id: A\n  title: t\n  level: Required\n  why: w\n  {control}\n");
            return BaselineFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int IndexOf(byte[] bytes, byte[] wanted) =>
        Enumerable.Range(0, bytes.Length - wanted.Length).First(place => bytes.Skip(place).Take(wanted.Length).SequenceEqual(wanted));

    private void Rule(string id, string text) => _computer.System.Set(TestComputer.Firewall + "FirewallRules", id, RegistryData.String(text));

    private AuditResult Examine(string id) => Examine(Baseline, id);

    private (AuditStatus Status, string? Actual) Outcome(string id)
    {
        AuditResult result = Examine(id);
        return (result.Status, result.Actual);
    }

    private AuditResult Examine(AuditBaseline baseline, string id) =>
        Assert.Single(ArtefactFolder.Open(_computer.Folder, _computer)!.Examine(baseline, control => control.Id == id));

    private AuditResult[] ExamineAll() => [.. ArtefactFolder.Open(_computer.Folder, _computer)!.Examine(Baseline, _ => true)];
}
