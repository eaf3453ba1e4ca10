namespace TurlaHunt.Hunting.Network;

/// <summary>A server as the SMB client's events name it: <c>\server</c> or <c>\server\share</c>, with one backslash.</summary>
internal static class ServerPath
{
    /// <summary>Reads the server, and the share where there is one.</summary>
    public static bool TryParse(string? text, out NetworkTarget? server, out string? share)
    {
        string[] parts = (text ?? string.Empty).Trim().TrimStart('\\').Split(['\\'], 3);
        share = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null;
        return NetworkTarget.TryParse(parts[0], out server);
    }
}
