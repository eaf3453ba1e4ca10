namespace TurlaHunt.Registry.Policies;

/// <summary>What an entry of a registry policy does.</summary>
public enum RegistryPolicyAction
{
    /// <summary>Sets a value.</summary>
    Set,

    /// <summary>Sets a value where there is none (**soft.).</summary>
    SetWhereAbsent,

    /// <summary>Deletes a value (**del., **DeleteValues).</summary>
    DeleteValue,

    /// <summary>Deletes all values of a key (**delvals.).</summary>
    DeleteAllValues,

    /// <summary>Deletes a key (**DeleteKeys).</summary>
    DeleteKey,

    /// <summary>Something else that begins with two stars: a comment, or the security of a key.</summary>
    Other,
}
