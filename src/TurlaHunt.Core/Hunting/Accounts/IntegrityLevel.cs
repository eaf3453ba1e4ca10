namespace TurlaHunt.Hunting.Accounts;

/// <summary>The mandatory label of a process, in ascending order.</summary>
public enum IntegrityLevel
{
    /// <summary>Missing or not understood.</summary>
    Unknown,

    /// <summary>S-1-16-0.</summary>
    Untrusted,

    /// <summary>S-1-16-4096.</summary>
    Low,

    /// <summary>S-1-16-8192.</summary>
    Medium,

    /// <summary>S-1-16-8448.</summary>
    MediumPlus,

    /// <summary>S-1-16-12288.</summary>
    High,

    /// <summary>S-1-16-16384.</summary>
    System,

    /// <summary>S-1-16-20480.</summary>
    Protected,
}
