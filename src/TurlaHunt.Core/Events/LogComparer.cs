using System;
using System.Collections.Generic;

namespace TurlaHunt.Events;

/// <summary>Compares logs by their computer and their name, as Windows does: in any case.</summary>
internal sealed class LogComparer : IEqualityComparer<(string Machine, string Log)>
{
    public static LogComparer Instance { get; } = new();

    public bool Equals((string Machine, string Log) x, (string Machine, string Log) y) =>
        StringComparer.OrdinalIgnoreCase.Equals(x.Machine, y.Machine) && StringComparer.OrdinalIgnoreCase.Equals(x.Log, y.Log);

    public int GetHashCode((string Machine, string Log) obj) =>
        (StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Machine) * 397) ^ StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Log);
}
