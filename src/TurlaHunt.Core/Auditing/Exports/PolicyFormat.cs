namespace TurlaHunt;

/// <summary>In what form settings are written for many computers.</summary>
public enum PolicyFormat
{
    /// <summary>A backup of a group policy object, for Import-GPO.</summary>
    Gpo,

    /// <summary>An audit policy for auditpol /restore, which replaces the whole one of a computer.</summary>
    AuditCsv,

    /// <summary>Registry values for reg import.</summary>
    Reg,

    /// <summary>Rows for custom settings of Intune.</summary>
    Intune,
}
