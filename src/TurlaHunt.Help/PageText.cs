using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TurlaHunt.Help;

/// <summary>Markdown as plain text. What plain text cannot show (tables, pictures, HTML) is an error, so that nothing gets lost.</summary>
internal static class PageText
{
    /// <summary>What stands before an item of a list.</summary>
    public const string Bullet = "- ";

    /// <summary>The text of a paragraph or heading, in one line.</summary>
    public static string Of(string path, LeafBlock block)
    {
        StringBuilder text = new();
        Append(path, block.Line + 1, text, block.Inline);
        return text.ToString().Trim();
    }

    /// <summary>Paragraphs, and the items of lists with a dash before each.</summary>
    public static IReadOnlyList<string> Paragraphs(string path, IEnumerable<Block> blocks) => [.. blocks.SelectMany(block => Lines(path, block))];

    private static IEnumerable<string> Lines(string path, Block block) => block switch
    {
        ParagraphBlock paragraph => [Of(path, paragraph)],
        ListBlock { IsOrdered: false } list => list.Cast<ListItemBlock>().Select(item => item is [ParagraphBlock only]
            ? Bullet + Of(path, only)
            : throw new PageException(path, item.Line + 1, "An item of a list is one paragraph.")),
        _ => throw new PageException(path, block.Line + 1, "Only paragraphs and plain lists can be shown here."),
    };

    private static void Append(string path, int line, StringBuilder text, ContainerInline? container)
    {
        foreach (Inline inline in container ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.ToString());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.ToString());
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case EmphasisInline emphasis:
                    Append(path, line, text, emphasis);
                    break;
                case LinkInline { IsImage: false } link:
                    Append(path, line, text, link);
                    if (Uri.TryCreate(link.Url, UriKind.Absolute, out Uri? target) && target.Scheme.StartsWith("http", StringComparison.Ordinal))
                    {
                        text.Append(" (").Append(link.Url).Append(')');
                    }

                    break;
                default:
                    throw new PageException(path, line, "Only text, code, emphasis and links can be shown here: write < as &lt; or within `code`.");
            }
        }
    }
}
