using System;

namespace TurlaHunt.Hunting;

/// <summary>
/// Events of one computer in one file that a hunt wanted to judge and could not, because they lack what it goes by. Nothing
/// found among them means nothing.
/// </summary>
public sealed class EvaluationGap
{
    internal EvaluationGap(string? machineName, string? source, int id, long seen, long lacking, string problem, string remedy)
    {
        MachineName = machineName;
        Source = source;
        Id = id;
        Seen = seen;
        Lacking = lacking;
        Problem = problem;
        Remedy = remedy;
    }

    /// <summary>The computer.</summary>
    public string? MachineName { get; }

    /// <summary>The file that its events were read from.</summary>
    public string? Source { get; }

    /// <summary>The id of the events.</summary>
    public int Id { get; }

    /// <summary>How many of them were seen.</summary>
    public long Seen { get; }

    /// <summary>How many of these could not be judged.</summary>
    public long Lacking { get; }

    /// <summary>What they lack, in a few words.</summary>
    public string Problem { get; }

    /// <summary>What makes later ones complete.</summary>
    public string Remedy { get; }

    /// <summary>Whether the layout of the events has no place for what they lack.</summary>
    internal bool IsOfLayout { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Lacking} of {Seen} events {Id} of {MachineName} in '{Source}' {Problem} and were not judged. {Remedy}");
}
