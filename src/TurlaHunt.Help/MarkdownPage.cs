using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace TurlaHunt.Help;

/// <summary>A Markdown file cut at its headings: a title (<c>#</c>), sections (<c>##</c>) and their parts (<c>###</c>).</summary>
internal sealed class MarkdownPage
{
    // Tables are known so that they can be refused: without that they would pass as text.
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UsePreciseSourceLocation().Build();

    private MarkdownPage(string path, PageSection top, IReadOnlyDictionary<string, string> metadata)
    {
        Path = path;
        Top = top;
        Metadata = metadata;
    }

    /// <summary>The file, for errors.</summary>
    public string Path { get; }

    /// <summary>The title with the sections below it. It is the name of the file.</summary>
    public PageSection Top { get; }

    /// <summary>The keys and values before the title.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="PageException">It has no title, or another one than its name, or headings out of order.</exception>
    public static MarkdownPage Read(string path) => Parse(path, File.ReadAllText(path));

    /// <summary>Takes a text as what stands in a file.</summary>
    public static MarkdownPage Parse(string path, string text)
    {
        List<Block> blocks = [.. Markdown.Parse(text, Pipeline)];
        Dictionary<string, string> metadata = [];
        if (blocks is [YamlFrontMatterBlock matter, ..])
        {
            metadata = KeyedLines.Read(path, matter);
            blocks.RemoveAt(0);
        }

        string name = System.IO.Path.GetFileNameWithoutExtension(path);
        if (blocks is not [HeadingBlock { Level: 1 } title, ..])
        {
            throw new PageException(path, 1, $"The page must begin with the heading '# {name}'.");
        }

        if (PageText.Of(path, title) != name)
        {
            throw new PageException(path, title.Line + 1, $"The title must be the name of the file, '{name}'.");
        }

        return new MarkdownPage(path, Cut(path, title, blocks.Skip(1)), metadata);
    }

    /// <summary>An error at a place of this page.</summary>
    public PageException Error(int line, string problem) => new(Path, line, problem);

    private static PageSection Cut(string path, HeadingBlock heading, IEnumerable<Block> blocks)
    {
        List<Block> own = [];
        List<(HeadingBlock Heading, List<Block> Blocks)> below = [];
        foreach (Block block in blocks)
        {
            if (block is HeadingBlock inner && inner.Level <= heading.Level + 1)
            {
                below.Add(inner.Level == heading.Level + 1
                    ? (inner, [])
                    : throw new PageException(path, inner.Line + 1, "There is one title, in the first line."));
            }
            else if (below.Count > 0)
            {
                below[^1].Blocks.Add(block);
            }
            else
            {
                own.Add(block is not HeadingBlock deep
                    ? block
                    : throw new PageException(path, deep.Line + 1, "The heading is more than one level below the one before."));
            }
        }

        return new PageSection(
            PageText.Of(path, heading), heading.Line + 1, own, [.. below.Select(part => Cut(path, part.Heading, part.Blocks))]);
    }
}
