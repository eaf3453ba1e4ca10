using System;

namespace TurlaHunt.Auditing;

/// <summary>A subcategory of the audit policy.</summary>
/// <param name="Id">The GUID that stands for it everywhere, whatever the language.</param>
/// <param name="Category">The GUID of the category that it belongs to.</param>
/// <param name="Name">Its name as an English auditpol shows it: for the eye only.</param>
public sealed record AuditSubcategory(Guid Id, Guid Category, string Name);
