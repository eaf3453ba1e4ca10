using System;
using System.IO;
using System.Text;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Policies;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <content>Policies beside a computer and by themselves: what they set, and whether a repair would last.</content>
public sealed partial class AuditTests
{
    [Theory]
    [InlineData("WS-1", AuditStatus.NonCompliant)]
    [InlineData("", AuditStatus.Unknown)]
    public void Zero_in_csv_is_no_auditing_where_auditpol_wrote_it_and_nothing_in_a_policy(string machine, AuditStatus status)
    {
        string header = "Nom d'ordinateur,Cible,Sous-catégorie,GUID,Inclusion,Exclusion,Valeur\r\n";
        _computer.Write("x.csv", Encoding.UTF8.GetBytes($"{header}{machine},Système,Création du processus,{ProcessCreation:B},Pas d'audit,,0\r\n"));
        AuditResult result = Examine("ProcessCreation");
        Assert.Equal((status, "x.csv"), (result.Status, result.Evidence ?? "x.csv"));
        Assert.Equal(machine.Length > 0 ? AuditBasis.Computer : AuditBasis.Policy, result.Basis);
    }

    [Fact]
    public void Two_sources_that_differ_are_no_answer()
    {
        _computer.Save().Write("backup.csv", Encoding.UTF8.GetBytes(AuditCsv.Write([new(ProcessCreation, AuditSetting.None)], "WS-1")));
        AuditResult result = Examine("ProcessCreation");
        Assert.Equal(AuditStatus.Unknown, result.Status);
        Assert.Equal(@"SECURITY: Policy\PolAdtEv says success and failure, backup.csv says no auditing.", result.Reason);
    }

    [Fact]
    public void Policies_alone_are_tested_as_policies()
    {
        _computer
            .Write("{11111111-2222-3333-4444-555555555555}/bkupInfo.xml", Encoding.UTF8.GetBytes("<BackupInst><GPODisplayName><![CDATA[Workstations]]></GPODisplayName></BackupInst>"))
            .Write("{11111111-2222-3333-4444-555555555555}/DomainSysvol/GPO/Machine/registry.pol", RegistryPolicyFile.Write([(@"Software\Microsoft\Windows\CurrentVersion\Policies\System\Audit", "ProcessCreationIncludeCmdLine_Enabled", RegistryData.DWord(1))]))
            .Write("{11111111-2222-3333-4444-555555555555}/DomainSysvol/GPO/Machine/microsoft/windows nt/Audit/audit.csv", Encoding.UTF8.GetBytes(AuditCsv.Write([new(ProcessCreation, AuditSetting.Success)])))
            .Write("{11111111-2222-3333-4444-555555555555}/DomainSysvol/GPO/Machine/microsoft/windows nt/SecEdit/GptTmpl.inf", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(SecurityTemplate.Write([(@"System\CurrentControlSet\Control\Lsa", "SCENoApplyLegacyAuditPolicy", RegistryData.DWord(0))]))]);
        AuditResult audit = Examine("ProcessCreation");
        Assert.Equal((AuditStatus.Compliant, AuditBasis.Policy), (audit.Status, audit.Basis));
        Assert.StartsWith("policy 'Workstations' (", audit.Evidence, StringComparison.Ordinal);
        Assert.Equal(AuditStatus.Compliant, Examine("CommandLine").Status);
        Assert.Equal((AuditStatus.NonCompliant, "0"), Outcome("SubcategoriesWin"));
        Assert.Equal((AuditStatus.Unknown, "No policy here sets it."), (Examine("ScriptBlock").Status, Examine("ScriptBlock").Reason));
    }

    [Fact]
    public void A_policy_beside_a_computer_tells_who_set_it_and_is_not_taken_for_the_computer()
    {
        string csv = AuditCsv.Write([new(ProcessCreation, AuditSetting.SuccessAndFailure), new(new Guid("0CCE9215-69AE-11D9-BED3-505054503030"), AuditSetting.Success)]);
        _computer.Save().Write("Policies/{31B2F340-016D-11D2-945F-00C04FB984F9}/Machine/Microsoft/Windows NT/Audit/audit.csv", Encoding.UTF8.GetBytes(csv));
        AuditResult set = Examine("ProcessCreation");
        Assert.Equal(AuditDurability.AlreadyForced, set.Durability);
        Assert.StartsWith("policy '{31B2F340-016D-11D2-945F-00C04FB984F9}'", set.Source, StringComparison.Ordinal);
        AuditResult other = Examine("Logon");
        Assert.Equal((AuditStatus.Compliant, "success and failure", AuditDurability.RevertedWithin16Hours), (other.Status, other.Actual, other.Durability));
        Assert.EndsWith("wants something else, which is not in force", other.Source, StringComparison.Ordinal);

        File.Delete(Path.Combine(_computer.Folder, "SECURITY"));
        Assert.Equal(AuditStatus.Unknown, Examine("ProcessCreation").Status);
    }

    [Fact]
    public void A_policy_with_a_wrong_row_is_one_that_Windows_does_not_apply()
    {
        string csv = AuditCsv.Write([new(ProcessCreation, AuditSetting.Success)]) + "nonsense\r\n";
        _computer.Write("Audit/audit.csv", Encoding.UTF8.GetBytes(csv));
        AuditResult result = Examine("ProcessCreation");
        Assert.Equal(AuditStatus.Unknown, result.Status);
        Assert.Contains("Line 3", result.Reason);
    }

    [Fact]
    public void Policies_that_were_applied_are_named_by_the_computer_itself()
    {
        const string History = @"Microsoft\Windows\CurrentVersion\Group Policy\History\{F3CCC681-B74C-4060-9F26-CD84525DCA2A}\";
        _computer.Software
            .Set(History + "0", "DisplayName", RegistryData.String("Domain"))
            .Set(History + "1", "DisplayName", RegistryData.String("Workstations"));
        _computer.Save();
        AuditResult result = Examine("ProcessCreation");
        Assert.Equal("local, or one of the policies that were applied: 'Domain', 'Workstations'", result.Source);
        Assert.Equal(AuditDurability.Unknown, result.Durability);
    }

    [Theory]
    [InlineData("[{F3CCC681-B74C-4060-9F26-CD84525DCA2A}{0F3F3735-573D-9804-99E4-AB2A69BA5FD4}]", AuditStatus.Compliant)]
    [InlineData("[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]", AuditStatus.Unknown)]
    [InlineData("", AuditStatus.Unknown)]
    public void A_policy_that_does_not_name_its_extension_is_one_that_Windows_does_not_process(string extensions, AuditStatus status)
    {
        _computer
            .Write("b/Backup.xml", Encoding.UTF8.GetBytes($"<GroupPolicyBackupScheme><GroupPolicyObject><GroupPolicyCoreSettings><MachineExtensionGuids><![CDATA[{extensions}]]></MachineExtensionGuids></GroupPolicyCoreSettings></GroupPolicyObject></GroupPolicyBackupScheme>"))
            .Write("b/DomainSysvol/GPO/Machine/microsoft/windows nt/Audit/audit.csv", Encoding.UTF8.GetBytes(AuditCsv.Write([new(ProcessCreation, AuditSetting.Success)])));
        AuditResult result = Examine("ProcessCreation");
        Assert.Equal(status, result.Status);
        Assert.Equal(status == AuditStatus.Unknown, result.Reason?.Contains("does not name the extension {F3CCC681-", StringComparison.Ordinal) ?? false);
        Assert.Equal(status == AuditStatus.Unknown, _computer.Heard.Exists(text => text.StartsWith("defect audit.csv", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_old_audit_policy_beside_a_value_that_is_not_set_is_told()
    {
        _computer.Save().Write("Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf", Encoding.ASCII.GetBytes("[Event Audit]\r\nAuditProcessTracking = 0\r\n"));
        AuditResult result = Examine("SubcategoriesWin");
        Assert.Equal((AuditStatus.Compliant, "not set"), (result.Status, result.Actual));
        Assert.Contains("audit policy of the old kind", result.Reason);
    }

    [Fact]
    public void Where_a_computer_is_managed_nobody_knows_whether_a_change_lasts()
    {
        _computer.Software.Add(@"Microsoft\PolicyManager\current\device\Audit");
        _computer.Save();
        AuditResult result = Examine("ProcessCreation");
        Assert.Equal(("local, or device management (MDM)", AuditDurability.Unknown), (result.Source, result.Durability));
    }
}
