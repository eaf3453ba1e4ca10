namespace TurlaHunt.Yaml;

/// <summary>An entry and where in the text it stands.</summary>
/// <param name="Task">The entry.</param>
/// <param name="Column">The column of its dash, from 1 on; 0 where it has none.</param>
/// <param name="FirstLine">The line of its dash, from 1 on.</param>
/// <param name="LastLine">The last line with anything of it.</param>
internal sealed record KnownTaskEntry(KnownTask Task, int Column, int FirstLine, int LastLine);
