using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Commands;
using TurlaHunt.Registry;
using TurlaHunt.Tests.Auditing;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>The outgoing SMB block: whether it is there, making it, and taking it away, on a computer that is in memory.</summary>
public sealed class OutboundSmbTests : IClassFixture<HostedModule>, IDisposable
{
    private const string Rules = MemoryComputer.Firewall + "FirewallRules";
    private const string Services = @"HKLM\SYSTEM\CurrentControlSet\Services\";

    private readonly HostedModule _module;
    private readonly TestFolder _folder = new();
    private readonly MemoryComputer _computer = new();

    public OutboundSmbTests(HostedModule module)
    {
        _module = module;
        _computer.JournalFolder = _folder.Path;
        LocalComputer.Use(module.Runspace, _computer, _computer);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_blocked_at_first_and_what_gets_past_a_block_is_told()
    {
        Assert.Equal(
            ["PublicNetworks NonCompliant", "InternetAddresses NonCompliant", "WebClient Compliant", "SmbOverQuic Unknown", "OutgoingNtlm NonCompliant"],
            Run("Test-OutboundSmbBlock").ThrowIfFailed().Objects.Cast<AuditResult>().Select(result => $"{result.ControlId} {result.Status}"));
        Assert.Equal([false], Run("Test-OutboundSmbBlock -Quiet").Objects);
        _computer.Put(Services + "WebClient", "Start", RegistryData.DWord(3));
        _computer.Put(Services + @"LanmanWorkstation\Parameters", "EnableSMBQUIC", RegistryData.DWord(1));
        Assert.Equal([AuditStatus.NonCompliant, AuditStatus.NonCompliant], new[] { Status("WebClient"), Status("SmbOverQuic") });
    }

    [Fact]
    public void The_block_of_public_networks_is_made_and_taken_away_and_nothing_else_is_touched()
    {
        _computer.Put(Rules, "other", RegistryData.String("v2.30|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|RPort=445|Name=other|"));
        string before = _computer.State();
        AuditRepair[] made = Repairs("Block-OutboundSmb -Confirm:$false");
        Assert.Equal(
            ["v2.10|Action=Block|Active=TRUE|Dir=Out|Profile=Public|Protocol=6|RPort=139|RPort=445|", "v2.10|Action=Block|Active=TRUE|Dir=Out|Profile=Public|Protocol=17|RPort=137-138|"],
            made.Select(repair => repair.After));
        Assert.Equal((AuditStatus.Compliant, AuditStatus.NonCompliant), (Status("PublicNetworks"), Status("InternetAddresses")));
        Assert.Equal([true], Run("Test-OutboundSmbBlock -Quiet").Objects);
        Assert.Equal(AuditRepairStatus.NotNeeded, Assert.Single(Repairs("Block-OutboundSmb -Confirm:$false")).Status);
        AuditRepair[] gone = Repairs("Unblock-OutboundSmb -Confirm:$false");
        Assert.Equal(
            [AuditRepairStatus.Repaired, AuditRepairStatus.Repaired, AuditRepairStatus.NotNeeded, AuditRepairStatus.NotNeeded],
            gone.Select(repair => repair.Status));
        Assert.Equal(before, _computer.State());

        // Taking away is taken back as well.
        Assert.All(Repairs("Undo-AuditPolicyRepair $x -Confirm:$false", ("x", gone[0].Journal)), repair => Assert.Equal(AuditRepairStatus.Undone, repair.Status));
        Assert.Equal(AuditStatus.Compliant, Status("PublicNetworks"));
        Repairs("Undo-AuditPolicyRepair $x -Confirm:$false", ("x", made[0].Journal));
        Assert.Equal(before, _computer.State());
    }

    [Fact]
    public void The_block_of_the_internet_holds_in_all_profiles_and_leaves_out_what_it_is_told()
    {
        HostedResult wide = Run("Block-OutboundSmb InternetAddresses -Confirm:$false").ThrowIfFailed();
        Assert.Contains("-Except", Assert.Single(wide.Warnings), StringComparison.Ordinal);
        AuditRepair[] made = [.. wide.Objects.Cast<AuditRepair>()];
        Assert.StartsWith("v2.10|Action=Block|Active=TRUE|Dir=Out|Protocol=6|RA4=1.0.0.0-9.255.255.255|RA4=", made[0].After, StringComparison.Ordinal);
        Assert.Contains("|RA6=2000::-3fff:", made[0].After, StringComparison.Ordinal);
        Assert.DoesNotContain("Profile=", made[0].After, StringComparison.Ordinal);
        Assert.Equal((AuditStatus.NonCompliant, AuditStatus.Compliant), (Status("PublicNetworks"), Status("InternetAddresses")));
        Repairs("Unblock-OutboundSmb -Confirm:$false");

        made = Repairs("Block-OutboundSmb InternetAddresses -Except 20.1.0.0/16 -Confirm:$false");
        Assert.Contains("RA4=11.0.0.0-20.0.255.255|", made[0].After, StringComparison.Ordinal);
        Assert.Contains("RA4=20.2.0.0-100.63.255.255|", made[0].After, StringComparison.Ordinal);
        Assert.Equal(AuditStatus.NonCompliant, Status("InternetAddresses"));
        Assert.Equal(AuditStatus.Compliant, Status("InternetAddresses", " -Except 20.1.0.0/255.255.0.0"));

        // The rule of that name is another one.
        AuditRepair[] again = [.. Run("Block-OutboundSmb InternetAddresses -Confirm:$false").Objects.Cast<AuditRepair>()];
        Assert.All(again, repair => Assert.Equal(AuditRepairStatus.Refused, repair.Status));
        Assert.Contains("Unblock-OutboundSmb", again[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Profile=Domain|Profile=Private|", "")]
    [InlineData("", "RA4=1.0.0.0-9.255.255.255|")]
    [InlineData("", @"App=C:\Windows\explorer.exe|")]
    [InlineData("", "RA42=IntErnet|RA62=IntErnet|")]
    public void A_rule_that_covers_less_is_no_block_of_the_internet(string profile, string more)
    {
        _computer.Put(Rules, "a", RegistryData.String($"v2.30|Action=Block|Active=TRUE|Dir=Out|Protocol=256|{profile}{more}Name=a|"));
        Assert.Equal(AuditStatus.NonCompliant, Status("InternetAddresses"));
    }

    [Fact]
    public void A_wider_rule_is_enough()
    {
        _computer.Put(Rules, "a", RegistryData.String("v2.30|Action=Block|Active=TRUE|Dir=Out|RPort2_10=100-500|Protocol=6|RA4=0.0.0.0-255.255.255.255|RA6=::/0|Name=a|"));
        _computer.Put(Rules, "b", RegistryData.String("v2.30|Action=Block|Active=TRUE|Dir=Out|Protocol=17|Name=b|"));
        Assert.Equal(AuditStatus.Compliant, Status("InternetAddresses"));
    }

    [Theory]
    [InlineData("LanmanNT", null, "domain controller")]
    [InlineData("ServerNT", "ClusSvc|Start", "cluster")]
    [InlineData("ServerNT", "FileSyncSvc|Start", "Azure")]
    [InlineData("ServerNT", @"LanmanServer\Shares|data", "file server")]
    [InlineData("", null, "cannot be told")]
    public void Where_the_wide_block_may_do_harm_it_is_refused_and_the_narrow_one_is_made(string product, string? value, string reason)
    {
        _computer.Values[@"HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions"].Clear();
        if (product.Length > 0)
        {
            _computer.Put(@"HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions", "ProductType", RegistryData.String(product));
        }

        if (value is not null)
        {
            _computer.Put(Services + value.Split('|')[0], value.Split('|')[1], RegistryData.DWord(2));
        }

        HostedResult result = Run("Block-OutboundSmb InternetAddresses -Confirm:$false");
        Assert.StartsWith("RepairRefused,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(reason, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(_computer.Writes);
        Assert.All(Repairs("Block-OutboundSmb -Confirm:$false"), repair => Assert.Equal(AuditRepairStatus.Repaired, repair.Status));
    }

    [Fact]
    public void A_member_server_without_such_a_role_gets_the_wide_block()
    {
        _computer.Put(@"HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions", "ProductType", RegistryData.String("ServerNT"));
        _computer.Put(Services + "ClusSvc", "Start", RegistryData.DWord(4));
        Assert.Equal(2, Repairs("Block-OutboundSmb InternetAddresses -Confirm:$false").Length);
    }

    [Fact]
    public void A_rule_of_ours_that_somebody_changed_is_not_taken_away()
    {
        Repairs("Block-OutboundSmb -Confirm:$false");
        string id = _computer.Values[Rules].First(rule => rule.Value.Text!.Contains("Protocol=17|", StringComparison.Ordinal)).Key;
        _computer.Put(Rules, id, RegistryData.String(_computer.Values[Rules][id].Text + @"App=C:\a.exe|"));
        HostedResult result = Run("Unblock-OutboundSmb PublicNetworks -Confirm:$false");
        Assert.Contains("Somebody changed this rule", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal([id], _computer.Values[Rules].Keys);
    }

    /// <summary>The firewall's interface makes rules that are on; one that is off could not be brought back as it is.</summary>
    [Fact]
    public void A_rule_of_ours_that_is_switched_off_is_not_taken_away()
    {
        Repairs("Block-OutboundSmb -Confirm:$false");
        string id = _computer.Values[Rules].First(rule => rule.Value.Text!.Contains("Protocol=17|", StringComparison.Ordinal)).Key;
        _computer.Put(Rules, id, RegistryData.String(_computer.Values[Rules][id].Text!.Replace("Active=TRUE", "Active=FALSE", StringComparison.Ordinal)));
        Assert.StartsWith(
            "RepairRefused,", Assert.Single(Run("Unblock-OutboundSmb PublicNetworks -Confirm:$false").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([id], _computer.Values[Rules].Keys);
    }

    [Fact]
    public void A_block_with_exceptions_for_all_addresses_blocks_nothing()
    {
        AuditRepair repair = Assert.Single(Repairs("Block-OutboundSmb InternetAddresses -Except 0.0.0.0/0, ::/0 -Confirm:$false"));
        Assert.Equal(AuditRepairStatus.NotNeeded, repair.Status);
        Assert.Empty(_computer.Writes);
    }

    [Theory]
    [InlineData("Test-OutboundSmbBlock -Except 20.1.0.0/16 | Where-Object ControlId -eq InternetAddresses | Repair-AuditPolicy -Confirm:$false", "Block-OutboundSmb")]
    [InlineData("Repair-AuditPolicy InternetAddresses -Baseline OutboundSmb -Confirm:$false", "Block-OutboundSmb")]
    [InlineData("Repair-AuditPolicy -Baseline $mine -Confirm:$false", "by hand")]
    public void A_block_that_may_do_harm_has_to_be_asked_for_by_name(string command, string reason)
    {
        string mine = _folder.Add("mine.yml", "title: Mine\ncontrols:\n- id: Office\n  title: No SMB\n  level: Required\n  why: So.\n  outboundBlock: { profile: Domain, tcp: [445] }\n"u8.ToArray());
        HostedResult result = _module.Run(command, ("mine", mine));
        Assert.StartsWith("RepairRefused,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(reason, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(_computer.Writes);
    }

    [Fact]
    public void Where_a_journal_could_not_be_told_from_another_computers_nothing_is_changed()
    {
        _computer.Values[@"HKLM\SOFTWARE\Microsoft\Cryptography"].Clear();
        Assert.StartsWith("RepairJournalFailed,", Assert.Single(Run("Block-OutboundSmb -Confirm:$false").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_computer.Writes);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void WhatIf_shows_the_exact_rule_and_makes_none()
    {
        Assert.Empty(Run("Block-OutboundSmb -WhatIf").ThrowIfFailed().Objects);
        Assert.Contains("to 'v2.10|Action=Block|Active=TRUE|Dir=Out|Profile=Public|Protocol=6|RPort=139|RPort=445|'", _module.Printed, StringComparison.Ordinal);
        Assert.Empty(_computer.Writes);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("Block-OutboundSmb InternetAddresses -Except 1.1.1", "AddressInvalid")]
    [InlineData("Test-OutboundSmbBlock -Except fileserver", "AddressInvalid")]
    [InlineData("Block-OutboundSmb -Except 1.1.1.1", "ParametersExclude")]
    public void What_is_wrong_is_told_before_anything_is_changed(string command, string id)
    {
        ErrorRecord error = Run(command).Errors[0];
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_computer.Writes);
    }

    private AuditStatus Status(string id, string more = "") =>
        Run("Test-OutboundSmbBlock" + more).ThrowIfFailed().Objects.Cast<AuditResult>().Single(result => result.ControlId == id).Status;

    private AuditRepair[] Repairs(string command, params (string Name, object? Value)[] variables) =>
        [.. Run(command, variables).ThrowIfFailed().Objects.Cast<AuditRepair>()];

    private HostedResult Run(string command, params (string Name, object? Value)[] variables) => _module.Run(command, variables);
}
