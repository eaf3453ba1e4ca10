using System.Collections.Generic;

namespace TurlaHunt.Hunting;

/// <summary>Something that a hunt must be able to see.</summary>
/// <param name="What">What it is, in a few words for a sentence.</param>
/// <param name="Sources">Where it can be seen. The first is the one that is asked for where none will do.</param>
public sealed record HuntNeed(string What, params IReadOnlyList<HuntSource> Sources);
