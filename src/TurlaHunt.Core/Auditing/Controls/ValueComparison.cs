namespace TurlaHunt.Auditing.Controls;

/// <summary>How a number is compared.</summary>
public enum ValueComparison
{
    /// <summary>It must be that number.</summary>
    Equals,

    /// <summary>It must be another number.</summary>
    Not,

    /// <summary>It must be that number or a larger one.</summary>
    AtLeast,

    /// <summary>The key must hold any value at all.</summary>
    Any,
}
