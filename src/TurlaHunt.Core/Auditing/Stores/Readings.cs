using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Makes readings, and one of several.</summary>
internal static class Readings
{
    public static Reading<T> NotCovered<T>(string problem) => new(ReadingState.NotCovered, default, "") { Problem = problem };

    public static Reading<T> Unknown<T>(string artefact, string problem) => new(ReadingState.Unknown, default, artefact) { Problem = problem };

    /// <summary>What several stores say together: one that knows is enough, two that differ are none.</summary>
    /// <param name="readings">What each says.</param>
    /// <param name="missing">What is said where none holds such settings, in a sentence.</param>
    public static Reading<T> Together<T>(IEnumerable<Reading<T>> readings, string missing)
    {
        Reading<T>[] covered = [.. readings.Where(reading => reading.State != ReadingState.NotCovered)];
        if (covered.Length == 0)
        {
            return NotCovered<T>(missing);
        }

        Reading<T> first = covered[0];
        Reading<T>? other = covered.FirstOrDefault(
            reading => reading.State != first.State || !EqualityComparer<T?>.Default.Equals(reading.Value, first.Value));
        return other is null
            ? first
            : Unknown<T>(
                $"{first.Artefact}, {other.Artefact}",
                $"{first.Artefact} says {Describe(first)}, {other.Artefact} says {Describe(other)}.");
    }

    private static string Describe<T>(Reading<T> reading) => reading.State switch
    {
        ReadingState.Found when reading.Value is AuditSetting setting => setting.Describe(),
        ReadingState.Found => $"{reading.Value}",
        ReadingState.Absent => "that it is not set",
        _ => "nothing that can be read",
    };
}
