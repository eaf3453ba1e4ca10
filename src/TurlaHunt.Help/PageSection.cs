using System.Collections.Generic;
using Markdig.Syntax;

namespace TurlaHunt.Help;

/// <summary>A heading of a page and what stands below it.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Line">The line of the heading, from 1 on.</param>
/// <param name="Blocks">What stands before the first heading below.</param>
/// <param name="Parts">The headings below, of the next level.</param>
internal sealed record PageSection(string Title, int Line, IReadOnlyList<Block> Blocks, IReadOnlyList<PageSection> Parts);
