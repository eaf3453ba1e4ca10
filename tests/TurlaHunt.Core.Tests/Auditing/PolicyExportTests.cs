using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Auditing.Exports;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Yaml;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>Settings written for many computers: they come back through our own readers, and what cannot be in them is told.</summary>
public sealed class PolicyExportTests : IDisposable
{
    private static readonly GpoDescription Gpo = new(
        "Audit settings", "made in a test", new Guid("11111111-2222-3333-4444-555555555555"), new Guid("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

    private static readonly AuditBaseline Turla = Shipped("Turla");

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "turlahunt-" + Guid.NewGuid().ToString("N"))).FullName;
    private readonly TestComputer _listener = new();

    private static string Folder => Gpo.BackupId.ToString("B").ToUpperInvariant();

    private string Target => Path.Combine(_folder, "out");

    private string Machine => Path.Combine(Target, Folder, "DomainSysvol", "GPO", "Machine");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _listener.Dispose();
    }

    [Fact]
    public void A_backup_of_the_shipped_baseline_is_compliant_when_it_is_tested()
    {
        PolicyExporter exporter = Export(new GpoForm(Gpo), Turla);
        Assert.Equal(
            ["PowerShell7Log", "Sysmon", "Forwarding"],
            exporter.LeftOut.Select(text => text.Split(':')[0]));
        AuditResult[] results = Examine(Turla, exporter);
        Assert.All(results, result => Assert.True(result.Status == AuditStatus.Compliant, result.ToString()));
        Assert.All(results, result => Assert.Equal(AuditBasis.Policy, result.Basis));
        Assert.All(results, result => Assert.StartsWith("policy 'Audit settings' (", result.Evidence, StringComparison.Ordinal));
        Assert.DoesNotContain(_listener.Heard, text => text.StartsWith("defect", StringComparison.Ordinal) || text.StartsWith("failed", StringComparison.Ordinal));
    }

    [Fact]
    public void The_smb_baseline_leaves_out_what_may_do_harm()
    {
        AuditBaseline smb = Shipped("OutboundSmb");
        PolicyExporter exporter = Export(new GpoForm(Gpo), smb);
        Assert.StartsWith("InternetAddresses: Use Block-OutboundSmb", Assert.Single(exporter.LeftOut), StringComparison.Ordinal);
        Assert.All(Examine(smb, exporter), result => Assert.True(result.Status == AuditStatus.Compliant, result.ToString()));
        Assert.Contains(exporter.Notes, note => note.StartsWith("The firewall is turned on in public networks too", StringComparison.Ordinal));
    }

    [Fact]
    public void The_files_are_laid_out_byte_by_byte_as_Windows_has_them()
    {
        Export(new GpoForm(Gpo), Turla, "ProcessCreation", "SubcategoriesWin", "WebClient", "CommandLine");
        Assert.Equal(
            "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value\r\n"
                + ",System,Audit Process Creation,{0cce922b-69ae-11d9-bed3-505054503030},Success,,1\r\n",
            Text("microsoft", "windows nt", "Audit", "audit.csv"));
        byte[] template = File.ReadAllBytes(Path.Combine(Machine, "microsoft", "windows nt", "SecEdit", "GptTmpl.inf"));
        Assert.Equal([0xFF, 0xFE], template.Take(2));
        Assert.Equal(
            "[Unicode]\r\nUnicode=yes\r\n[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n[Registry Values]\r\n"
                + "MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\SCENoApplyLegacyAuditPolicy=4,1\r\n[Service General Setting]\r\n\"WebClient\",4,\"\"\r\n",
            Encoding.Unicode.GetString(template, 2, template.Length - 2));
        string entry = "[SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit\0;ProcessCreationIncludeCmdLine_Enabled\0;";
        Assert.Equal(
            [.. "PReg\u0001\0\0\0"u8, .. Encoding.Unicode.GetBytes(entry), 4, 0, 0, 0, (byte)';', 0, 4, 0, 0, 0, (byte)';', 0, 1, 0, 0, 0, (byte)']', 0],
            File.ReadAllBytes(Path.Combine(Machine, "registry.pol")));
    }

    [Theory]
    [InlineData("ProcessCreation", "audit.csv", "[{F3CCC681-B74C-4060-9F26-CD84525DCA2A}{0F3F3735-573D-9804-99E4-AB2A69BA5FD4}]")]
    [InlineData("CommandLine", "registry.pol", "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]")]
    [InlineData("OutboundSmb", "registry.pol", "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{B05566AC-FE9C-4368-BE01-7A4CBB6CBA11}]")]
    [InlineData("SubcategoriesWin", "GptTmpl.inf", "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]")]
    [InlineData("*", "GptTmpl.inf audit.csv registry.pol", "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{B05566AC-FE9C-4368-BE01-7A4CBB6CBA11}{D02B1F72-3407-48AE-BA88-E8213C6761F1}][{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}][{F3CCC681-B74C-4060-9F26-CD84525DCA2A}{0F3F3735-573D-9804-99E4-AB2A69BA5FD4}]")]
    public void Only_parts_that_are_needed_are_there_and_each_has_its_extension(string control, string files, string extensions)
    {
        Export(new GpoForm(Gpo), Turla, control == "*" ? [] : [control]);
        Assert.Equal(files, string.Join(" ", Directory.GetFiles(Machine, "*", SearchOption.AllDirectories).Select(Path.GetFileName).OrderBy(name => name, StringComparer.Ordinal)));
        Assert.Equal(extensions, Backup().Descendants().Single(element => element.Name.LocalName == "MachineExtensionGuids").Value);
    }

    [Fact]
    public void The_descriptions_name_each_other_and_every_file()
    {
        Export(new GpoForm(Gpo), Turla);
        XElement manifest = XElement.Load(Path.Combine(Target, "manifest.xml"));
        XElement info = XElement.Load(Path.Combine(Target, "{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}", "bkupInfo.xml"));
        Assert.True(XNode.DeepEquals(new XElement(info.Name, info.Elements()), new XElement(info.Name, manifest.Elements().Single().Elements())));
        Assert.Equal(
            ["{11111111-2222-3333-4444-555555555555}", "2026-01-02T03:04:05", "{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}", "Audit settings"],
            info.Elements().Where(element => element.Name.LocalName is "GPOGuid" or "BackupTime" or "ID" or "GPODisplayName").Select(element => element.Value));
        XElement backup = Backup();
        XNamespace bkp = "http://www.microsoft.com/GroupPolicy/GPOOperations";
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?><GroupPolicyBackupScheme ", File.ReadAllText(Path.Combine(Target, Folder, "Backup.xml")), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(Target, "*.xml", SearchOption.AllDirectories), file => Assert.DoesNotMatch("</?(bkp|mfst):", File.ReadAllText(file)));
        Assert.Equal(
            Directory.GetFiles(Machine, "*", SearchOption.AllDirectories).Select(file => file.Substring(Path.Combine(Target, Folder).Length + 1).Replace(Path.DirectorySeparatorChar, '\\')).OrderBy(name => name, StringComparer.Ordinal),
            backup.Descendants(bkp + "FSObjectFile").Select(element => element.Attribute(bkp + "Location")!.Value).OrderBy(name => name, StringComparer.Ordinal));
        Assert.Equal(
            ["%GPO_MACH_FSPATH%\\microsoft", "%GPO_MACH_FSPATH%\\microsoft\\windows nt", "%GPO_MACH_FSPATH%\\microsoft\\windows nt\\Audit"],
            backup.Descendants(bkp + "FSObjectDir").Select(element => element.Attribute(bkp + "Path")!.Value));
    }

    [Fact]
    public void Settings_that_other_tools_got_wrong_are_right()
    {
        IReadOnlyList<PolicyValue> values = Content(new GpoForm(Gpo), Turla).Values;
        Assert.DoesNotContain(values, value => value.Key.Contains("Wow6432Node", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(1UL, Single(values, "RestrictSendingNTLMTraffic"));
        Assert.Equal(1UL, Single(values, "ProcessCreationIncludeCmdLine_Enabled"));
        Assert.Equal(1UL, Single(values, "SCENoApplyLegacyAuditPolicy"));
        PolicyValue[] rules = [.. values.Where(value => value.Key.EndsWith("FirewallRules", StringComparison.Ordinal))];
        Assert.Equal(
            ["v2.10|Action=Block|Active=TRUE|Dir=Out|Profile=Public|Protocol=6|RPort=139|RPort=445|Name=TurlaHunt: block outgoing TCP 139, 445, Public profile|", "v2.10|Action=Block|Active=TRUE|Dir=Out|Profile=Public|Protocol=17|RPort=137|RPort=138|Name=TurlaHunt: block outgoing UDP 137, 138, Public profile|"],
            rules.Select(rule => rule.Data.Text!));
    }

    [Fact]
    public void What_is_audited_on_a_computer_stays_audited()
    {
        AuditResult missing = new() { ControlId = "ProcessCreation", Status = AuditStatus.NonCompliant, Actual = "failure" };
        AuditResult none = new() { ControlId = "Logon", Status = AuditStatus.Unknown };
        AuditResult other = new() { ControlId = "Logon", Status = AuditStatus.Compliant, Actual = "success and failure" };
        AuditResult fine = new() { ControlId = "SpecialLogon", Status = AuditStatus.Compliant, Actual = "success" };
        PolicyExporter exporter = new(new GpoForm(Gpo));
        Add(exporter, "ProcessCreation", missing);
        Add(exporter, "Logon", none, other);
        Add(exporter, "SpecialLogon", fine);
        Add(exporter, "SubcategoriesWin", new AuditResult { ControlId = "SubcategoriesWin", Status = AuditStatus.Compliant, Actual = "1" });
        Add(exporter, "PlugAndPlay", new AuditResult { ControlId = "PlugAndPlay", Status = AuditStatus.NotApplicable });
        Assert.Equal(["SubcategoriesWin: It is as it should be.", "PlugAndPlay: It does not apply."], exporter.LeftOut);
        exporter.Save(Target, mayReplace: false);

        // What is as it should be is in it too: who writes an audit policy may replace all of it.
        Assert.Equal([3, 1, 3], AuditCsv.Parse(Text("microsoft", "windows nt", "Audit", "audit.csv")).Rows.Select(row => row.Number!.Value));
    }

    [Fact]
    public void Restoring_an_audit_policy_takes_nothing_from_what_is_as_it_should_be()
    {
        AuditResult missing = new() { ControlId = "ProcessCreation", Status = AuditStatus.NonCompliant, Actual = "no auditing" };
        AuditResult fine = new() { ControlId = "SpecialLogon", Status = AuditStatus.Compliant, Actual = "success and failure" };
        foreach ((IPolicyForm form, string[] controls, string[] leftOut) in new (IPolicyForm, string[], string[])[]
        {
            (new AuditCsvForm(""), ["ProcessCreation", "SpecialLogon"], []),
            (new IntuneForm(), ["ProcessCreation"], ["SpecialLogon: It is as it should be."]),
        })
        {
            PolicyExporter exporter = new(form);
            Add(exporter, "SpecialLogon", fine);
            Assert.Empty(exporter.Controls);
            Add(exporter, "ProcessCreation", missing);
            Assert.Equal(controls, exporter.Controls.OrderBy(id => id, StringComparer.Ordinal));
            Assert.Equal(leftOut, exporter.LeftOut);
            Assert.False(exporter.HasObstacles);
        }

        PolicyExporter all = new(new AuditCsvForm(""));
        Add(all, "SpecialLogon", fine);
        Add(all, "ProcessCreation", missing);
        all.Save(Target, mayReplace: false);
        Assert.Equal([3, 1], AuditCsv.Parse(File.ReadAllText(Target)).Rows.Select(row => row.Number!.Value));
    }

    [Theory]
    [InlineData("on, 20 MiB, new events lost when full", "on, 256.3 MiB, old events overwritten", 257L << 20, true)]
    [InlineData("on, 20 MiB, old events overwritten", "on, 4096 MiB, archived when full", 4096L << 20, false)]
    [InlineData("on, 20 MiB, old events overwritten", "on, 64 MiB", 128L << 20, true)]
    [InlineData("off, 20 MiB, archived when full", "", 128L << 20, false)]
    [InlineData("on, 20 MiB, old events overwritten", "on, 99999999 MiB, old events overwritten", 16384L << 20, false)]
    [InlineData("nonsense MiB, -5 MiB, 1e9 MiB", "on, 2 MiB, old events overwritten", 128L << 20, true)]
    public void No_log_is_made_smaller_and_none_that_is_archived_is_overwritten(string one, string other, long size, bool overwrites)
    {
        foreach (string log in new[] { "SystemLog", "TaskSchedulerLog" })
        {
            PolicyExporter exporter = new(new RegForm());
            Add(
                exporter,
                log,
                new AuditResult { MachineName = "WS-1", Status = AuditStatus.NonCompliant, Actual = one },
                new AuditResult { MachineName = "WS-2", Status = AuditStatus.Unknown, Actual = other });
            string path = Path.Combine(_folder, log);
            exporter.Save(path, mayReplace: false);
            File.Move(path, path + ".reg");
            string text = File.ReadAllText(path + ".reg");
            Assert.Equal(overwrites, text.Contains("\"Retention\"", StringComparison.Ordinal));
            long unit = log == "SystemLog" ? 1024 : 1;
            Assert.Contains($"\"MaxSize\"=dword:{(uint)(size / unit):x8}", text, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(other.Contains("9999", StringComparison.Ordinal) ? ["The log " + (log == "SystemLog" ? "System" : "Microsoft-Windows-TaskScheduler/Operational") + " is larger than 16384 MiB on WS-2, and is made smaller there."] : [], exporter.Notes.Where(note => note.Contains("smaller", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Where_one_computer_loses_events_and_another_archives_them_it_is_told()
    {
        PolicyExporter exporter = new(new GpoForm(Gpo));
        Add(
            exporter,
            "SystemLog",
            new AuditResult { MachineName = "WS-1", Status = AuditStatus.NonCompliant, Actual = "on, 1 MiB, new events lost when full" },
            new AuditResult { MachineName = "WS-2", Status = AuditStatus.Compliant, Actual = "on, 128 MiB, archived when full" });
        Assert.Equal(["The log System is archived when it is full on WS-2, and no more then: old events are overwritten."], exporter.Notes);
    }

    [Fact]
    public void A_number_that_a_computer_has_more_of_is_neither_lowered_there_nor_raised_elsewhere()
    {
        PolicyExporter exporter = new(new GpoForm(Gpo));
        Add(exporter, "OutgoingNtlm", new AuditResult { MachineName = "WS-1", Status = AuditStatus.NonCompliant, Actual = "0" }, new AuditResult { MachineName = "WS-2", Status = AuditStatus.Compliant, Actual = "2" });
        Assert.Equal(["OutgoingNtlm: WS-2 has more already (2), which would be lowered to 1: set it where it is missing, with Repair-AuditPolicy."], exporter.LeftOut);
        Assert.True(exporter.HasObstacles);

        PolicyExporter near = new(new GpoForm(Gpo));
        Add(near, "OutgoingNtlm", new AuditResult { MachineName = "WS-1", Status = AuditStatus.NonCompliant, Actual = "0" }, new AuditResult { MachineName = "WS-2", Status = AuditStatus.Compliant, Actual = "1" });
        Assert.Equal(["OutgoingNtlm"], near.Controls);

        AuditBaseline cis = Shipped("CIS");
        foreach ((string actual, string kept) in new[] { ("32767", "7fff"), ("4000000000", ""), ("100", "4000") })
        {
            PolicyExporter log = new(new RegForm());
            log.Add(cis, cis.Controls.Single(control => control.Id == "DropLogDomain"), [new() { Status = AuditStatus.NonCompliant, Actual = "not set" }, new() { Status = AuditStatus.Compliant, Actual = actual, MachineName = "WS-2" }]);
            Assert.Equal(kept.Length > 0 ? 1 : 0, log.Controls.Count);
            if (kept.Length > 0)
            {
                log.Save(Target + actual, mayReplace: false);
                Assert.Contains($"\"LogFileSize\"=dword:0000{kept}", File.ReadAllText(Target + actual), StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public void A_whole_baseline_tells_what_it_lowers()
    {
        Assert.Contains(Export(new GpoForm(Gpo), Turla, "SystemLog", "OutgoingNtlm", "CommandLine").Notes, note => note.Contains("higher numbers (SystemLog, OutgoingNtlm).", StringComparison.Ordinal));
        PolicyExporter near = new(new GpoForm(Gpo));
        near.Add(Turla, Turla.Controls.Single(control => control.Id == "CommandLine"), []);
        Assert.Empty(near.Notes);
    }

    [Theory]
    [InlineData("CIS")]
    [InlineData("Microsoft")]
    [InlineData("ASD")]
    [InlineData("Yamato")]
    [InlineData("OutboundSmb")]
    [InlineData("Turla")]
    public void No_shipped_baseline_turns_the_firewall_on_without_a_word(string name)
    {
        AuditBaseline baseline = Shipped(name);
        PolicyExporter exporter = Export(new GpoForm(Gpo), baseline);
        string[] switches = [.. baseline.Controls.OfType<RegistryControl>().Where(control => control.ValueName == "EnableFirewall").Select(control => control.Id)];
        Assert.Equal(name is "CIS" or "Microsoft" ? ["FirewallDomain", "FirewallPrivate", "FirewallPublic"] : [], switches);
        Assert.All(switches, id => Assert.Contains(exporter.LeftOut, text => text.StartsWith(id + ": It turns the firewall on or off", StringComparison.Ordinal)));
        PolicyContent content = Content(new GpoForm(Gpo), baseline);
        string[] profiles = [.. content.Values.Where(value => value.Name == "EnableFirewall").Select(value => value.Key.Split('\\').Last())];
        Assert.Equal(name is "OutboundSmb" or "Turla" ? ["PublicProfile"] : [], profiles);
        Assert.Equal(profiles.Length > 0, exporter.Notes.Any(note => note.StartsWith("The firewall is turned on in public networks too", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("WS-1")]
    public void An_audit_policy_holds_what_is_asked_for_and_no_zero(string machine)
    {
        PolicyExporter exporter = Export(new AuditCsvForm(machine), Turla);
        AuditCsv csv = AuditCsv.Parse(File.ReadAllText(Target));
        Assert.Empty(csv.Problems);
        Assert.Equal(exporter.Controls.Count, csv.Rows.Count);
        Assert.All(csv.Rows, row => Assert.InRange(row.Number!.Value, 1, 3));
        Assert.Contains(exporter.LeftOut, text => text == "CommandLine: An audit policy in CSV holds nothing but subcategories.");
        Assert.StartsWith("auditpol /restore replaces the whole audit policy", Assert.Single(exporter.Notes), StringComparison.Ordinal);
        File.Move(Target, Target + ".csv");
        Assert.All(Examine(Turla, exporter, Target + ".csv"), result => Assert.Equal(AuditStatus.Compliant, result.Status));
    }

    [Fact]
    public void Registry_values_come_back_through_an_export()
    {
        PolicyExporter exporter = Export(new RegForm(), Turla);
        Assert.Contains("CommandLine", exporter.Controls);
        Assert.Contains("TaskSchedulerLog", exporter.Controls);
        Assert.Contains(exporter.LeftOut, text => text.StartsWith("WebClient: Where there is no such service", StringComparison.Ordinal));
        Assert.Contains(exporter.LeftOut, text => text.StartsWith("ProcessCreation: What is audited does not stand in the registry", StringComparison.Ordinal));
        Assert.Contains(exporter.LeftOut, text => text.StartsWith("OutboundSmb: The firewall need not take up a rule", StringComparison.Ordinal));
        Assert.Equal([0xFF, 0xFE], File.ReadAllBytes(Target).Take(2));
        File.Move(Target, Target + ".reg");
        Assert.All(Examine(Turla, exporter, Target + ".reg"), result => Assert.True(result.Status == AuditStatus.Compliant, result.ToString()));
    }

    [Fact]
    public void Rows_for_Intune_are_what_the_policy_csp_knows()
    {
        PolicyExporter exporter = Export(new IntuneForm(), Turla);
        string[] rows = File.ReadAllLines(Target);
        Assert.Equal("Name,OMA-URI,Data type,Value", rows[0]);
        Assert.Contains("DetailedTracking_AuditProcessCreation,./Device/Vendor/MSFT/Policy/Config/Audit/DetailedTracking_AuditProcessCreation,Integer,1", rows);
        Assert.Contains("ObjectAccess_AuditFileShare,./Device/Vendor/MSFT/Policy/Config/Audit/ObjectAccess_AuditFileShare,Integer,3", rows);
        Assert.Contains("IncludeCmdLine,./Device/Vendor/MSFT/Policy/Config/ADMX_AuditSettings/IncludeCmdLine,String,<enabled/>", rows);
        Assert.Contains(
            "SpecifyMaximumFileSizeSecurityLog,./Device/Vendor/MSFT/Policy/Config/EventLogService/SpecifyMaximumFileSizeSecurityLog,String,\"<enabled/><data id=\"\"Channel_LogMaxSize\"\" value=\"\"2097152\"\"/>\"",
            rows);
        Assert.DoesNotContain(rows, row => row.Contains("NTLM", StringComparison.Ordinal));
        Assert.Equal(
            Turla.Controls.Count,
            exporter.Controls.Count + exporter.LeftOut.Count);
        Assert.Contains("OutgoingNtlm: The Policy CSP has no setting for it whose meaning is certain.", exporter.LeftOut);
        // Every subcategory that group policy knows has a node; 924B is the one that it does not.
        Assert.Equal(
            ["Access Rights"],
            AuditCatalogue.Categories.SelectMany(category => category)
                .Where(item => PolicyCsp.Find(new(new(TurlaHunt.Auditing.Repairs.SettingKind.Subcategory, item.Id.ToString("B"), ""), "Success")) is null)
                .Select(item => item.Name));
    }

    private static AuditBaseline Shipped(string name) => BaselineFile.Read(Path.Combine(SharedData.RepositoryRoot, "module", "Baselines", name + ".yml"));

    private static ulong? Single(IReadOnlyList<PolicyValue> values, string name) => values.Single(value => value.Name == name).Data.Number;

    private static PolicyContent Content(IPolicyForm form, AuditBaseline baseline)
    {
        PolicyContent content = new(form);
        foreach (AuditControl control in baseline.Controls)
        {
            content.Add(control.Plan(BareComputer.Of()));
        }

        return content;
    }

    private static void Add(PolicyExporter exporter, string control, params AuditResult[] results) =>
        exporter.Add(Turla, Turla.Controls.Single(known => known.Id == control), results);

    private XElement Backup() => XElement.Load(Path.Combine(Target, Folder, "Backup.xml"));

    private string Text(params string[] parts) => File.ReadAllText(Path.Combine([Machine, .. parts]));

    private PolicyExporter Export(IPolicyForm form, AuditBaseline baseline, params string[] controls)
    {
        PolicyExporter exporter = new(form);
        foreach (AuditControl control in baseline.Controls.Where(control => controls.Length == 0 || controls.Contains(control.Id)))
        {
            exporter.Add(baseline, control, []);
        }

        exporter.Save(Target, mayReplace: false);
        return exporter;
    }

    private AuditResult[] Examine(AuditBaseline baseline, PolicyExporter exporter, string? path = null)
    {
        AuditTarget target = ArtefactFolder.Open(path ?? Target, _listener)!;
        AuditResult[] results = [.. target.Examine(baseline, control => exporter.Controls.Contains(control.Id))];
        Assert.Equal(exporter.Controls, results.Select(result => result.ControlId));
        return results;
    }
}
