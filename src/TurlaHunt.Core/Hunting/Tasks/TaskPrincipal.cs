namespace TurlaHunt.Hunting.Tasks;

/// <summary>As whom a task runs. Not who registered it.</summary>
public sealed class TaskPrincipal
{
    internal TaskPrincipal(string? userId, string? groupId, string? runLevel, string? logonType)
    {
        UserId = userId;
        GroupId = groupId;
        RunLevel = runLevel;
        LogonType = logonType;
    }

    /// <summary>The account, a name or a SID, or null.</summary>
    public string? UserId { get; }

    /// <summary>The group, a name or a SID, or null.</summary>
    public string? GroupId { get; }

    /// <summary>LeastPrivilege or HighestAvailable as written, or null for the default, the former.</summary>
    public string? RunLevel { get; }

    /// <summary>InteractiveToken, Password, S4U, … as written, or null.</summary>
    public string? LogonType { get; }

    /// <summary>True if it asks for an elevated token.</summary>
    public bool IsElevated => string.Equals(RunLevel, "HighestAvailable", System.StringComparison.OrdinalIgnoreCase);
}
