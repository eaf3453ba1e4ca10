using System;

namespace TurlaHunt.Auditing.Stores;

/// <summary>A row of an audit policy in CSV. Only its GUID and its number mean anything; the rest is in some language.</summary>
/// <param name="Line">The line, from 1 on.</param>
/// <param name="Machine">The computer; empty in a policy that the Group Policy Management Console wrote.</param>
/// <param name="Target">For whom: the system in some language, or the SID of a user.</param>
/// <param name="Name">The name of the subcategory in some language, or the name of an option.</param>
/// <param name="Subcategory">The GUID of the subcategory; null for options and global access lists.</param>
/// <param name="Inclusion">What is audited, in some language.</param>
/// <param name="Exclusion">What is not, in some language.</param>
/// <param name="Value">The last column: the number, or an access list.</param>
internal sealed record AuditCsvRow(
    int Line, string Machine, string Target, string Name, Guid? Subcategory, string Inclusion, string Exclusion, string Value)
{
    /// <summary>Whether it is for one user only.</summary>
    public bool IsPerUser => Target.StartsWith("S-1-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The number; null where there is none.</summary>
    public int? Number => int.TryParse(Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : null;
}
