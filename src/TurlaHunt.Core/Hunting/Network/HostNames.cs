using System;

namespace TurlaHunt.Hunting.Network;

/// <summary>Names of computers.</summary>
internal static class HostNames
{
    /// <summary>Whether two names are one computer's: equal, or one with its domain and the other without.</summary>
    public static bool AreSame(string? one, string? other)
    {
        string first = one?.TrimEnd('.') ?? string.Empty;
        string second = other?.TrimEnd('.') ?? string.Empty;
        bool areBothWhole = first.IndexOf('.') > 0 && second.IndexOf('.') > 0;
        return first.Length > 0 && second.Length > 0 && (areBothWhole
            ? first.Equals(second, StringComparison.OrdinalIgnoreCase)
            : LabelOf(first).Equals(LabelOf(second), StringComparison.OrdinalIgnoreCase));
    }

    private static string LabelOf(string name) => name.Split('.')[0];
}
