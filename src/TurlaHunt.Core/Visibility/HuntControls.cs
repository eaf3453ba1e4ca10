using System.Collections.Generic;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Hunting;

namespace TurlaHunt.Visibility;

/// <summary>
/// The settings that decide whether Windows records what the hunts look at. They are controls of the shipped baseline Turla, by its
/// names, so that a repair takes them; a test holds both against each other. They stand here because a sweep on the far side of a
/// session has no file to read them from.
/// </summary>
internal static class HuntControls
{
    private const string Tasks = "TH-0001";
    private const string NetUse = "TH-0002";
    private const string Smb = "TH-0003";
    private const string Credentials = "TH-0004";

    /// <summary>The controls, in the order of the baseline.</summary>
    public static IReadOnlyList<AuditControl> All { get; } =
    [
        Audit("ProcessCreation", ControlLevel.Required, AuditSubcategory.ProcessCreation, AuditSetting.Success, Tasks, NetUse),
        new RegistryControl
        {
            Id = "CommandLine",
            Level = ControlLevel.Required,
            Hunts = [Tasks, NetUse],
            Key = RegistryControl.CommandLineKey,
            ValueName = RegistryControl.CommandLineValue,
            Comparison = ValueComparison.Equals,
            Number = 1,
        },
        Audit("TaskAuditing", ControlLevel.Required, AuditSubcategory.OtherObjectAccess, AuditSetting.Success, Tasks),
        Audit("Logon", ControlLevel.Required, AuditSubcategory.Logon, AuditSetting.Success, Credentials),
        Audit("BlockedTraffic", ControlLevel.Recommended, AuditSubcategory.FilteringPlatformConnection, AuditSetting.Failure, Smb),
        Audit("AuditPolicyChange", ControlLevel.Required, AuditSubcategory.AuditPolicyChange, AuditSetting.Success, Tasks, NetUse, Smb, Credentials),
        new RegistryControl
        {
            Id = "SubcategoriesWin",
            Level = ControlLevel.Required,
            Hunts = [Tasks, NetUse, Smb, Credentials],
            Key = @"HKLM\SYSTEM\CurrentControlSet\Control\Lsa",
            ValueName = "SCENoApplyLegacyAuditPolicy",
            Comparison = ValueComparison.Not,
            RepairNumber = 1,
            WhenAbsent = AuditStatus.Compliant,
        },
        Log("TaskSchedulerLog", ControlLevel.Required, HuntedLogs.TaskSchedulerLog, 128, Tasks),
        Log("SecurityLog", ControlLevel.Required, HuntedLogs.SecurityLog, 1024, Tasks, NetUse, Smb, Credentials) with { MinimumSizeOnServer = 2048 },
        Log("SmbConnectionLog", ControlLevel.Recommended, HuntedLogs.SmbConnectivityLog, 32, Smb),
        Log("SmbSecurityLog", ControlLevel.Recommended, HuntedLogs.SmbSecurityLog, 32, Smb),
    ];

    /// <summary>Whether a control decides what a hunt finds in one of its sources.</summary>
    public static bool Decides(this AuditControl control, HuntSource source) => control switch
    {
        SubcategoryControl audit => audit.Subcategory == source.Subcategory?.Id,
        LogControl log => log.Log == source.LogName,
        RegistryControl value => value.IsCommandLine && source.Subcategory == AuditSubcategory.ProcessCreation,
        _ => false,
    };

    private static SubcategoryControl Audit(
        string id, ControlLevel level, AuditSubcategory subcategory, AuditSetting atLeast, params string[] hunts) =>
        new() { Id = id, Level = level, Subcategory = subcategory.Id, AtLeast = atLeast, Hunts = hunts };

    private static LogControl Log(string id, ControlLevel level, string log, int minimumSize, params string[] hunts) =>
        new() { Id = id, Level = level, Log = log, MinimumSize = minimumSize, Hunts = hunts };
}
