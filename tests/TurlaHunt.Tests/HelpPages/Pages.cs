using System;
using System.IO;
using System.Linq;
using TurlaHunt.Help;
using Xunit;

namespace TurlaHunt.Tests.HelpPages;

/// <summary>The pages that the help is made from.</summary>
internal static class Pages
{
    private static readonly string Docs = Path.Combine(BuiltFiles.RepositoryRoot, "docs");

    private static readonly string Folder = Path.Combine(Docs, "en-US");

    /// <summary>The cmdlets that have a page.</summary>
    public static string[] Commands { get; } = Names(Folder, "*.md");

    public static string[] Topics { get; } = Names(Docs, "about_*.md");

    public static TheoryData<string> AllCommands => [.. Commands];

    public static TheoryData<string> AllTopics => [.. Topics];

    public static CommandPage Read(string command) => CommandPageReader.Read(MarkdownPage.Read(Path.Combine(Folder, command + ".md")));

    private static string[] Names(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(folder, pattern).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];
}
