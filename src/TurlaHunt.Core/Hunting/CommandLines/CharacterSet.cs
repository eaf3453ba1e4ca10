using System;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>A string used as a set: string.Contains(char) is missing from .NET Framework.</summary>
internal static class CharacterSet
{
    public static bool Holds(this string set, char c) => set.AsSpan().IndexOf(c) >= 0;
}
