namespace TurlaHunt;

/// <summary>A step of the story that a chain tells, in the order in which the campaign takes them.</summary>
public enum ChainStage
{
    /// <summary>A share is connected: net use or its like in a command line, or the credentials that it leaves (4648).</summary>
    Connect,

    /// <summary>SMB leaves the computer.</summary>
    Smb,

    /// <summary>Something is copied from the share, or started there.</summary>
    Fetch,

    /// <summary>A scheduled task is registered, or its definition replaced.</summary>
    Register,

    /// <summary>The task runs for the first time.</summary>
    Run,
}
