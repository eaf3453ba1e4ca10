using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Exports;

/// <summary>A setting of the Policy CSP, by which device management sets what group policy sets elsewhere.</summary>
/// <param name="Node">The node below <see cref="Root"/>; empty where the setting needs none.</param>
/// <param name="Type">The data type, in Intune's words.</param>
/// <param name="Value">The value.</param>
/// <remarks>Names and values are those of Microsoft's reference of the Policy CSP.</remarks>
internal sealed record PolicyCsp(string Node, string Type, string Value)
{
    /// <summary>What stands in front of every node.</summary>
    public const string Root = "./Device/Vendor/MSFT/Policy/Config/";

    private const string Options = "LocalPoliciesSecurityOptions/";
    private const string Lsa = @"HKLM\SYSTEM\CurrentControlSet\Control\Lsa";

    // 0 is no auditing there, 1 to 3 are as elsewhere. What Windows added later has no node.
    private static readonly Dictionary<string, string> Areas = new(StringComparer.Ordinal)
    {
        ["AccountLogon_"] = "3F CredentialValidation;42 KerberosAuthenticationService;40 KerberosServiceTicketOperations;41 OtherAccountLogonEvents",
        ["AccountLogonLogoff_"] = "17 AccountLockout;49 GroupMembership;1A IPsecExtendedMode;18 IPsecMainMode;19 IPsecQuickMode;16 Logoff;15 Logon;"
            + "43 NetworkPolicyServer;1C OtherLogonLogoffEvents;1B SpecialLogon;47 UserDeviceClaims",
        ["AccountManagement_"] = "39 ApplicationGroupManagement;36 ComputerAccountManagement;38 DistributionGroupManagement;"
            + "3A OtherAccountManagementEvents;37 SecurityGroupManagement;35 UserAccountManagement",
        ["DetailedTracking_"] = "2D DPAPIActivity;48 PNPActivity;2B ProcessCreation;2C ProcessTermination;2E RPCEvents;4A TokenRightAdjusted",
        ["DSAccess_"] = "3E DetailedDirectoryServiceReplication;3B DirectoryServiceAccess;3C DirectoryServiceChanges;3D DirectoryServiceReplication",
        ["ObjectAccess_"] = "22 ApplicationGenerated;46 CentralAccessPolicyStaging;21 CertificationServices;44 DetailedFileShare;24 FileShare;"
            + "1D FileSystem;26 FilteringPlatformConnection;25 FilteringPlatformPacketDrop;23 HandleManipulation;1F KernelObject;"
            + "27 OtherObjectAccessEvents;1E Registry;45 RemovableStorage;20 SAM",
        ["PolicyChange_"] = "30 AuthenticationPolicyChange;31 AuthorizationPolicyChange;33 FilteringPlatformPolicyChange;"
            + "32 MPSSVCRuleLevelPolicyChange;34 OtherPolicyChangeEvents;2F PolicyChange",
        ["PrivilegeUse_"] = "29 NonSensitivePrivilegeUse;2A OtherPrivilegeUseEvents;28 SensitivePrivilegeUse",
        ["System_"] = "13 IPsecDriver;14 OtherSystemEvents;10 SecurityStateChange;11 SecuritySystemExtension;12 SystemIntegrity",
    };

    private static readonly Dictionary<Guid, string> Subcategories = Areas
        .SelectMany(area => area.Value.Split(';').Select(item => (
            Id: new Guid($"0CCE92{item.Substring(0, 2)}-69AE-11D9-BED3-505054503030"),
            Node: $"Audit/{area.Key}Audit{item.Substring(3)}")))
        .ToDictionary(item => item.Id, item => item.Node);

    // What outgoing NTLM's 1 means is told in two ways, one of which refuses it all: it is not here.
    private static readonly (string Key, string Name, uint Number, PolicyCsp Row)[] Values =
    [
        (@"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Audit", "ProcessCreationIncludeCmdLine_Enabled", 1,
            new PolicyCsp("ADMX_AuditSettings/IncludeCmdLine", "String", "<enabled/>")),
        (@"HKLM\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging", "EnableScriptBlockLogging", 1,
            new PolicyCsp("WindowsPowerShell/TurnOnPowerShellScriptBlockLogging", "String", "<enabled/>")),
        (Lsa, "SCENoApplyLegacyAuditPolicy", 1,
            new PolicyCsp(Options + "Audit_ForceAuditPolicySubcategorySettingsToOverrideAuditPolicyCategorySettings", "Integer", "1")),
        (Lsa, "CrashOnAuditFail", 0,
            new PolicyCsp(Options + "Audit_ShutdownSystemImmediatelyIfUnableToLogSecurityAudits", "Integer", "0")),
    ];

    /// <summary>The setting for a change; null where there is none.</summary>
    public static PolicyCsp? Find(SettingChange change) => change.Address.Kind switch
    {
        SettingKind.Subcategory => Subcategories.TryGetValue(Guid.Parse(change.Address.Path), out string? node)
            ? new PolicyCsp(node, "Integer", ((int)SubcategoryAccess.SettingOf(change.Requested)!).ToString(CultureInfo.InvariantCulture))
            : null,
        SettingKind.RegistryValue => Values.FirstOrDefault(value => IsSame(value.Key, change.Address.Path)
            && IsSame(value.Name, change.Address.Item)
            && RegistryData.DWord(value.Number).Equals(RegistryValueAccess.DataOf(change.Requested!))).Row,
        SettingKind.Log when LogPolicies.HasPolicy(change.Address.Path) => OfLog(change.Address.Path.ToUpperInvariant(), change),
        _ => null,
    };

    private static PolicyCsp OfLog(string log, SettingChange change) => change.Address.Item switch
    {
        LogAccess.MaxSize => new PolicyCsp(
            "EventLogService/SpecifyMaximumFileSize" + (log == "SECURITY" ? "Security" : log == "SYSTEM" ? "System" : "Application") + "Log",
            "String",
            $"<enabled/><data id=\"Channel_LogMaxSize\" value=\"{LogPolicies.KibibytesOf(change.Requested!).ToString(CultureInfo.InvariantCulture)}\"/>"),
        LogAccess.Retention => new PolicyCsp(
            log == "SECURITY" ? "ADMX_EventLog/Channel_Log_Retention_2"
                : log == "SYSTEM" ? "ADMX_EventLog/Channel_Log_Retention_4"
                : "EventLogService/ControlEventLogBehavior",
            "String",
            "<disabled/>"),
        _ => new PolicyCsp("", "", ""), // These logs always record.
    };

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
