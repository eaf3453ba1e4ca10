namespace TurlaHunt.Auditing.Repairs;

/// <summary>Where a setting stands. The names are those of the journal.</summary>
internal enum SettingKind
{
    /// <summary>In the audit policy.</summary>
    Subcategory,

    /// <summary>In the registry.</summary>
    RegistryValue,

    /// <summary>Among the settings of a log.</summary>
    Log,

    /// <summary>Among the local rules of the firewall.</summary>
    FirewallRule,
}
