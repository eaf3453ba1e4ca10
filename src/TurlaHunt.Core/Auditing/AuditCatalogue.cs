using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TurlaHunt.Auditing;

/// <summary>
/// The subcategories that are known, category by category, in the order in which Windows keeps their settings. Windows has added
/// to the end of categories and will again: what is not in here is kept by its GUID or its place, never refused.
/// </summary>
/// <remarks>The GUIDs are those of ntsecapi.h; [MS-GPAC] 2.2.1.3 lists most of them.</remarks>
internal static class AuditCatalogue
{
    /// <summary>The categories in their order, each with its subcategories.</summary>
    public static IReadOnlyList<IReadOnlyList<AuditSubcategory>> Categories { get; } =
    [
        Category(
            "48",
            "10 Security State Change",
            "11 Security System Extension",
            "12 System Integrity",
            "13 IPsec Driver",
            "14 Other System Events"),
        Category(
            "49",
            "15 Logon",
            "16 Logoff",
            "17 Account Lockout",
            "18 IPsec Main Mode",
            "1B Special Logon",
            "19 IPsec Quick Mode",
            "1A IPsec Extended Mode",
            "1C Other Logon/Logoff Events",
            "43 Network Policy Server",
            "47 User / Device Claims",
            "49 Group Membership",
            "4B Access Rights"),
        Category(
            "4A",
            "1D File System",
            "1E Registry",
            "1F Kernel Object",
            "20 SAM",
            "27 Other Object Access Events",
            "21 Certification Services",
            "22 Application Generated",
            "23 Handle Manipulation",
            "24 File Share",
            "25 Filtering Platform Packet Drop",
            "26 Filtering Platform Connection",
            "44 Detailed File Share",
            "45 Removable Storage",
            "46 Central Policy Staging"),
        Category(
            "4B",
            "28 Sensitive Privilege Use",
            "29 Non Sensitive Privilege Use",
            "2A Other Privilege Use Events"),
        Category(
            "4C",
            "2B Process Creation",
            "2C Process Termination",
            "2D DPAPI Activity",
            "2E RPC Events",
            "48 Plug and Play Events",
            "4A Token Right Adjusted Events"),
        Category(
            "4D",
            "2F Audit Policy Change",
            "30 Authentication Policy Change",
            "31 Authorization Policy Change",
            "32 MPSSVC Rule-Level Policy Change",
            "33 Filtering Platform Policy Change",
            "34 Other Policy Change Events"),
        Category(
            "4E",
            "35 User Account Management",
            "36 Computer Account Management",
            "37 Security Group Management",
            "38 Distribution Group Management",
            "39 Application Group Management",
            "3A Other Account Management Events"),
        Category(
            "4F",
            "3B Directory Service Access",
            "3C Directory Service Changes",
            "3D Directory Service Replication",
            "3E Detailed Directory Service Replication"),
        Category(
            "50",
            "3F Credential Validation",
            "40 Kerberos Service Ticket Operations",
            "41 Other Account Logon Events",
            "42 Kerberos Authentication Service"),
    ];

    private static Dictionary<Guid, AuditSubcategory> ById { get; } = Categories.SelectMany(category => category).ToDictionary(item => item.Id);

    /// <summary>The subcategory with a GUID; null where it is not known.</summary>
    public static AuditSubcategory? Find(Guid id) => ById.TryGetValue(id, out AuditSubcategory? found) ? found : null;

    /// <summary>The name of a subcategory for the eye: its GUID where it is not known.</summary>
    public static string NameOf(Guid id) => Find(id)?.Name ?? id.ToString("B", CultureInfo.InvariantCulture);

    private static AuditSubcategory[] Category(string category, params string[] subcategories)
    {
        Guid id = new($"699798{category}-797A-11D9-BED3-505054503030");
        return
        [
            .. subcategories.Select(text => new AuditSubcategory(
                new Guid($"0CCE92{text.Substring(0, 2)}-69AE-11D9-BED3-505054503030"), id, text.Substring(3))),
        ];
    }
}
