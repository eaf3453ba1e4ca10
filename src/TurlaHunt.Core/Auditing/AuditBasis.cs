namespace TurlaHunt;

/// <summary>What a result is about.</summary>
public enum AuditBasis
{
    /// <summary>The state of a computer.</summary>
    Computer,

    /// <summary>What a policy wants, where nothing but policies was given. Whether a computer has it is not known.</summary>
    Policy,
}
