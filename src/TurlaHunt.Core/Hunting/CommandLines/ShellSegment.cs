using System.Collections.Generic;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>One command of a chain, its escapes resolved and its redirections taken out.</summary>
internal sealed class ShellSegment(MappedText text, IReadOnlyList<MappedText> redirections)
{
    /// <summary>Whether what it writes is the input of the next command.</summary>
    public bool IsPiped { get; set; }

    public MappedText Text { get; } = text;

    /// <summary>The files that it is redirected to or from.</summary>
    public IReadOnlyList<MappedText> Redirections { get; } = redirections;
}
