using System;
using System.Collections.Generic;
using System.Globalization;

namespace TurlaHunt.Events;

/// <summary>Record ids from one to another, both included.</summary>
public sealed class RecordIdRange
{
    /// <summary>Makes a range.</summary>
    public RecordIdRange(long first, long last)
    {
        First = first;
        Last = last;
    }

    /// <summary>Makes a range of one id.</summary>
    public RecordIdRange(long id)
        : this(id, id)
    {
    }

    /// <summary>Makes a range of a text: an id, <c>100-200</c>, <c>100-</c> for all from it on, or <c>-200</c> for all up to it.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public RecordIdRange(string text)
    {
        string[] parts = (text ?? throw new ArgumentNullException(nameof(text))).Split('-');
        bool isRange = parts.Length == 2 && (parts[0].Trim().Length > 0 || parts[1].Trim().Length > 0);
        if (parts.Length != 1 && !isRange)
        {
            throw NoRange(text);
        }

        First = Read(parts[0], text, isRange ? 0 : null);
        Last = isRange ? Read(parts[1], text, long.MaxValue) : First;
        if (First > Last)
        {
            throw NoRange(text);
        }
    }

    /// <summary>The first id; included.</summary>
    public long First { get; }

    /// <summary>The last id; included.</summary>
    public long Last { get; }

    /// <summary>Whether an id lies in one of the ranges, or there are none.</summary>
    public static bool AnyContains(IReadOnlyList<RecordIdRange> ranges, long id)
    {
        for (int i = 0; i < ranges.Count; i++)
        {
            if (id >= ranges[i].First && id <= ranges[i].Last)
            {
                return true;
            }
        }

        return ranges.Count == 0;
    }

    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";

    private static long Read(string part, string text, long? open) =>
        long.TryParse(part, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long id)
            ? id
            : part.Trim().Length == 0 && open is long end ? end : throw NoRange(text);

    private static FormatException NoRange(string text) =>
        new($"'{text}' is not a record id or a range of them. Write it as 100, 100-200, 100- or -200.");
}
