using System;

namespace TurlaHunt.Help;

/// <summary>What is wrong with a page, and where.</summary>
/// <param name="path">The file.</param>
/// <param name="line">The line in it, from 1 on.</param>
/// <param name="problem">A sentence.</param>
internal sealed class PageException(string path, int line, string problem) : Exception(problem)
{
    /// <summary>As a build shows it, and as editors jump to it: the canonical form of an MSBuild error.</summary>
    public override string ToString() => $"{path}({line}): error HELP: {Message}";
}
