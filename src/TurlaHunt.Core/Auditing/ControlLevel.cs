namespace TurlaHunt;

/// <summary>How much a control matters.</summary>
public enum ControlLevel
{
    /// <summary>Without it a hunt is blind; in a baseline that knows no levels, everything.</summary>
    Required,

    /// <summary>Without it a hunt sees less.</summary>
    Recommended,

    /// <summary>Good to know.</summary>
    Informational,
}
