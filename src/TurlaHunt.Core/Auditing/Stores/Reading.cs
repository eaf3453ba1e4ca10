using System;

namespace TurlaHunt.Auditing.Stores;

/// <summary>What a store says of a setting, and by what it knows.</summary>
/// <typeparam name="T">The setting.</typeparam>
/// <param name="State">What is known of it.</param>
/// <param name="Value">It, where it was found.</param>
/// <param name="Artefact">The file, or the part of the computer, that says so; empty where nothing does.</param>
internal sealed record Reading<T>(ReadingState State, T? Value, string Artefact)
{
    /// <summary>When the place was written last, UTC: the setting has not changed since.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Why it is not known, in a sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>Why what was found may not hold any more, in a sentence.</summary>
    public string? Caveat { get; init; }

    /// <summary>The same of something else that follows from it.</summary>
    public Reading<TOther> With<TOther>(ReadingState state, TOther? value) =>
        new(state, value, Artefact) { Since = Since, Problem = Problem, Caveat = Caveat };
}
