using System;

namespace TurlaHunt.Hunting.Bookmarks;

/// <summary>A bookmark that cannot be believed. To go on without it would repeat everything, to believe it would skip something.</summary>
internal sealed class BookmarkException(string path, string problem)
    : Exception($"'{path}' is no bookmark that can be used: {problem}");
