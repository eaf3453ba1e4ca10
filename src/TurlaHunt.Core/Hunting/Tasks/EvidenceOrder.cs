using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>
/// Records in the order in which they happened, whatever order they were read in. Of two copies of one record the one in
/// the file with the lesser name comes first.
/// </summary>
internal sealed class EvidenceOrder : IComparer<Evidence>
{
    public static EvidenceOrder Instance { get; } = new();

    public static int Compare(Evidence one, Evidence other)
    {
        int order = Nullable.Compare(one.TimeCreated, other.TimeCreated);
        order = order != 0 ? order : StringComparer.OrdinalIgnoreCase.Compare(one.LogName, other.LogName);
        order = order != 0 ? order : one.RecordId.CompareTo(other.RecordId);
        order = order != 0 ? order : one.Id.CompareTo(other.Id);
        return order != 0 ? order : string.CompareOrdinal(one.Source, other.Source);
    }

    /// <summary>Whether both are one record, read from copies of its log.</summary>
    public static bool IsSame(Evidence one, Evidence other) =>
        one.TimeCreated == other.TimeCreated
        && one.RecordId == other.RecordId
        && one.Id == other.Id
        && string.Equals(one.LogName, other.LogName, StringComparison.OrdinalIgnoreCase);

    int IComparer<Evidence>.Compare(Evidence? x, Evidence? y) =>
        x is null || y is null ? (x is null ? 0 : 1) - (y is null ? 0 : 1) : Compare(x, y);
}
