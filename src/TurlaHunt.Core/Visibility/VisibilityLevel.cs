namespace TurlaHunt;

/// <summary>How much of what a hunt looks for the logs would have shown.</summary>
public enum VisibilityLevel
{
    /// <summary>All of it, in the whole window.</summary>
    Full,

    /// <summary>Part of it: some of the window, or some of the detail, is missing.</summary>
    Partial,

    /// <summary>Nothing of it.</summary>
    Blind,
}
