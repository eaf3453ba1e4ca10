namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Who wrote the line down.</summary>
public enum CommandLineFlavor
{
    /// <summary>As the process got it (Security 4688).</summary>
    Verbatim,

    /// <summary>Sysmon, which doubles every percent sign.</summary>
    Sysmon,
}
