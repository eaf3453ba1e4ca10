using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Visibility;

/// <summary>A part of Windows' audit policy that hunts depend on, by the GUID that it has in every language (MS-GPAC 2.2.1.3).</summary>
/// <param name="Id">The GUID.</param>
/// <param name="Name">What the English auditpol calls it.</param>
public sealed record AuditSubcategory(Guid Id, string Name)
{
    /// <summary>Logons, those with explicit credentials among them.</summary>
    public static AuditSubcategory Logon { get; } = Of("9215", "Logon");

    /// <summary>Connections that the filtering platform allows or blocks.</summary>
    public static AuditSubcategory FilteringPlatformConnection { get; } = Of("9226", "Filtering Platform Connection");

    /// <summary>Scheduled tasks, among others.</summary>
    public static AuditSubcategory OtherObjectAccess { get; } = Of("9227", "Other Object Access Events");

    /// <summary>New processes.</summary>
    public static AuditSubcategory ProcessCreation { get; } = Of("922B", "Process Creation");

    /// <summary>Changes of the audit policy itself.</summary>
    public static AuditSubcategory AuditPolicyChange { get; } = Of("922F", "Audit Policy Change");

    private static IReadOnlyList<AuditSubcategory> All { get; } =
        [Logon, FilteringPlatformConnection, OtherObjectAccess, ProcessCreation, AuditPolicyChange];

    /// <summary>The one of that GUID; null for one that no hunt depends on.</summary>
    public static AuditSubcategory? Find(Guid id) => All.FirstOrDefault(one => one.Id == id);

    private static AuditSubcategory Of(string digits, string name) => new(new Guid($"0CCE{digits}-69AE-11D9-BED3-505054503030"), name);
}
