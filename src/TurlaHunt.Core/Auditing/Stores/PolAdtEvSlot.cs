namespace TurlaHunt.Auditing.Stores;

/// <summary>One setting of PolAdtEv.</summary>
/// <param name="Category">The category, counted from 0.</param>
/// <param name="Index">The place within its category, counted from 0.</param>
/// <param name="Subcategory">The subcategory; null where none is known for the place.</param>
/// <param name="Value">The number that is stored.</param>
/// <param name="IsCertain">Whether it is known that the place belongs to that subcategory.</param>
internal sealed record PolAdtEvSlot(int Category, int Index, AuditSubcategory? Subcategory, ushort Value, bool IsCertain)
{
    /// <summary>What is audited; null where no setting has the number.</summary>
    public AuditSetting? Setting => AuditSettings.OfComputer(Value);
}
