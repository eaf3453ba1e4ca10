namespace TurlaHunt.Hunting.Network;

/// <summary>The TCP ports that SMB servers listen on.</summary>
internal static class SmbPort
{
    public const int Direct = 445;

    /// <summary>SMB within NetBIOS sessions, as before Windows 2000.</summary>
    public const int NetBios = 139;

    public static bool IsSmb(long? port) => port is Direct or NetBios;
}
