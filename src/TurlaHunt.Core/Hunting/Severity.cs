namespace TurlaHunt;

/// <summary>How urgent a finding is, in Sigma's words.</summary>
public enum Severity
{
    /// <summary>A fact worth knowing that needs nobody's attention by itself.</summary>
    Informational,

    /// <summary>Often harmless; look when there is time, or where it is rare.</summary>
    Low,

    /// <summary>Unusual; look at it.</summary>
    Medium,

    /// <summary>Very probably an attack or a serious breach of policy; look at it soon.</summary>
    High,

    /// <summary>An attack beyond reasonable doubt; act.</summary>
    Critical,
}
