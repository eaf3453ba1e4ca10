using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing;

namespace TurlaHunt.Visibility;

/// <summary>The settings that the hunts need, of one computer.</summary>
/// <param name="MachineName">The computer, by the name that its registry has; null where nothing tells it.</param>
/// <param name="Path">The folder or file that tells of it; empty for the computer itself.</param>
/// <param name="States">The settings.</param>
/// <param name="Problem">Why nothing is known of them, in a sentence; null where something is.</param>
internal sealed record ComputerSettings(string? MachineName, string Path, IReadOnlyList<SettingState> States, string? Problem = null)
{
    // A NetBIOS name has no more; longer names of computers are cut there.
    private const int LongestName = 15;

    /// <summary>Looks at them.</summary>
    public static ComputerSettings Read(AuditTarget target)
    {
        AuditBaseline baseline = new("Turla", "", HuntControls.All);
        return new ComputerSettings(
            target.Host.MachineName, target.Path, [.. baseline.Controls.Select(control => SettingState.Read(target, baseline, control))]);
    }

    /// <summary>Whether they are of a computer that events name so, with its domain or without.</summary>
    public bool AreOf(string machineName)
    {
        string host = machineName.Split('.')[0];
        return MachineName is string name
            && (string.Equals(host, name, StringComparison.OrdinalIgnoreCase)
                || (name.Length == LongestName && host.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
    }
}
