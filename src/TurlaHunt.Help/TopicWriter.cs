using System;
using System.Collections.Generic;
using System.Text;
using Markdig.Syntax;

namespace TurlaHunt.Help;

/// <summary>
/// Writes an about_ topic as the text that Get-Help shows as it is. Get-Help takes the fifth line for its summary: the one below
/// "SHORT DESCRIPTION".
/// </summary>
internal sealed class TopicWriter
{
    /// <summary>The width of the narrowest console that people still have.</summary>
    public const int Width = 80;

    private const string Summary = "SHORT DESCRIPTION";
    private const string Indent = "    ";

    private readonly MarkdownPage _page;
    private readonly StringBuilder _text = new();

    private TopicWriter(MarkdownPage page) => _page = page;

    /// <summary>The text of a topic.</summary>
    /// <exception cref="PageException">It has no short description of one line, or code that is too wide.</exception>
    public static string Write(MarkdownPage page) => new TopicWriter(page).Write();

    private string Write()
    {
        PageSection first = _page.Top.Parts is [{ Title: Summary } section, ..]
            ? section
            : throw _page.Error(_page.Top.Line, $"The first section must be '## {Summary}'.");
        if (PageText.Paragraphs(_page.Path, first.Blocks) is not [{ Length: <= Width - 4 }])
        {
            throw _page.Error(first.Line, $"The short description is one line of at most {Width - Indent.Length} characters.");
        }

        Line("TOPIC");
        Line(Indent + _page.Top.Title);
        foreach (PageSection part in _page.Top.Parts)
        {
            Write(part, "");
        }

        return _text.ToString();
    }

    private void Write(PageSection section, string indent)
    {
        Line("");
        Line(indent + section.Title);
        bool isFirst = indent.Length == 0;
        foreach (Block block in section.Blocks)
        {
            if (!isFirst)
            {
                Line("");
            }

            isFirst = false;
            Write(block);
        }

        foreach (PageSection part in section.Parts)
        {
            Write(part, "  ");
        }
    }

    private void Write(Block block)
    {
        if (block is FencedCodeBlock code)
        {
            for (int i = 0; i < code.Lines.Count; i++)
            {
                string line = code.Lines.Lines[i].Slice.ToString();
                Line(Indent.Length * 2 + line.Length <= Width
                    ? Indent + Indent + line
                    : throw _page.Error(code.Lines.Lines[i].Line + 1, $"The line is wider than {Width - Indent.Length * 2} characters."));
            }

            return;
        }

        foreach (string text in PageText.Paragraphs(_page.Path, [block]))
        {
            string hanging = Indent + (text.StartsWith(PageText.Bullet, StringComparison.Ordinal) ? "  " : "");
            Line(Wrap(Indent + text, hanging));
        }
    }

    private static string Wrap(string text, string hanging)
    {
        List<string> lines = [];
        string rest = text;
        while (rest.Length > Width && rest.LastIndexOf(' ', Width) is int cut && cut > hanging.Length)
        {
            lines.Add(rest[..cut].TrimEnd());
            rest = hanging + rest[(cut + 1)..];
        }

        lines.Add(rest);
        return string.Join('\n', lines);
    }

    private void Line(string line) => _text.Append(line.TrimEnd()).Append('\n');
}
