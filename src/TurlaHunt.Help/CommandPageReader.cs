using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace TurlaHunt.Help;

/// <summary>Reads a page of the layout that platyPS gives the help of a cmdlet.</summary>
internal sealed partial class CommandPageReader
{
    private const string Default = " (Default)";

    /// <summary>Where a cmdlet has one parameter set alone, it has no heading of its own.</summary>
    private const string OnlySet = "(All)";

    private static readonly string[] Sections =
        ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    private readonly MarkdownPage _page;

    private CommandPageReader(MarkdownPage page) => _page = page;

    /// <summary>Reads the help of a cmdlet.</summary>
    /// <exception cref="PageException">The page has not the layout.</exception>
    public static CommandPage Read(MarkdownPage page) => new CommandPageReader(page).Read();

    private CommandPage Read()
    {
        for (int i = 0; i < Math.Max(Sections.Length, _page.Top.Parts.Count); i++)
        {
            PageSection? section = _page.Top.Parts.ElementAtOrDefault(i);
            if (i >= Sections.Length || section?.Title != Sections[i])
            {
                string wanted = i < Sections.Length ? $"the section '## {Sections[i]}'" : "the end";
                throw _page.Error(section?.Line ?? _page.Top.Line, $"Here must come {wanted}; the sections are {string.Join(", ", Sections)}.");
            }
        }

        IReadOnlyList<string> synopsis = Texts(Section("SYNOPSIS"));
        CommandPage command = new(
            _page.Top.Title,
            synopsis.Count == 1 ? synopsis[0] : throw _page.Error(Section("SYNOPSIS").Line, "The synopsis is one paragraph."),
            Needed(Section("DESCRIPTION")),
            [.. ReadSyntax()],
            [.. Section("PARAMETERS").Parts.Where(part => part.Title != "CommonParameters").Select(ReadParameter)],
            ReadTypes("INPUTS"),
            ReadTypes("OUTPUTS"),
            Texts(Section("NOTES")),
            [.. Section("EXAMPLES").Parts.Select(ReadExample)],
            [.. ReadLinks()]);
        Check(command);
        return command;
    }

    // What a line of the syntax shows and what the parameters say of their sets must be the same, or one of them is out of date.
    private void Check(CommandPage command)
    {
        foreach (CommandSyntax syntax in command.Syntax)
        {
            string[] stated = [.. command.Parameters.Where(parameter => parameter.In(syntax.Set) is not null).Select(parameter => parameter.Name)];
            string[] odd = [.. stated.Except(syntax.Parameters), .. syntax.Parameters.Except(stated)];
            if (odd.Length > 0)
            {
                throw _page.Error(syntax.Line, $"-{odd[0]} is not both in this line and below PARAMETERS with the set '{syntax.Set}'.");
            }
        }
    }

    private IEnumerable<CommandSyntax> ReadSyntax()
    {
        PageSection section = Section("SYNTAX");
        IEnumerable<PageSection> sets = section.Parts.Count > 0 ? section.Parts : [section with { Title = OnlySet }];
        foreach (PageSection set in sets)
        {
            if (set.Blocks is not [FencedCodeBlock code])
            {
                throw _page.Error(set.Line, "Below a parameter set stands one block of code.");
            }

            IEnumerable<Match> names = ParameterName().Matches(CodeOf(code));
            yield return new CommandSyntax(
                set.Title.EndsWith(Default, StringComparison.Ordinal) ? set.Title[..^Default.Length] : set.Title,
                set.Line,
                [.. names.Select(name => name.Groups[1].Value)]);
        }
    }

    private CommandParameter ReadParameter(PageSection part)
    {
        if (part.Title is not ['-', .. string name])
        {
            throw _page.Error(part.Line, "A parameter is written with its dash: ### -Name.");
        }

        FencedCodeBlock[] facts = [.. part.Blocks.OfType<FencedCodeBlock>()];
        return new CommandParameter(
            name,
            part.Line,
            Needed(part with { Blocks = [.. part.Blocks.Except(facts)] }),
            facts.Length > 0
                ? [.. facts.Select(block => ParameterFacts.Read(_page, block))]
                : throw _page.Error(part.Line, "The block of facts (Type, Parameter Sets, ...) is missing."));
    }

    private CommandExample ReadExample(PageSection part)
    {
        FencedCodeBlock[] blocks = [.. part.Blocks.OfType<FencedCodeBlock>()];
        FencedCodeBlock[] code = [.. blocks.Where(block => block.Info == "powershell")];
        FencedCodeBlock[] output = [.. blocks.Where(block => block.Info == "Output")];
        return code.Length + output.Length == blocks.Length && code.Length > 0
            ? new CommandExample(
                part.Title,
                string.Join("\n", code.Select(CodeOf)),
                string.Join("\n", output.Select(CodeOf)),
                Needed(part with { Blocks = [.. part.Blocks.Except(blocks)] }))
            : throw _page.Error(part.Line, "An example has a block of 'powershell', and blocks of 'Output' where that helps.");
    }

    private CommandType[] ReadTypes(string section) =>
        [.. Section(section).Parts.Select(part => new CommandType(part.Title, Needed(part)))];

    private IEnumerable<CommandLink> ReadLinks()
    {
        if (_page.Metadata.TryGetValue("online version", out string? online) && online.Length > 0)
        {
            yield return new CommandLink("Online version:", online);
        }

        foreach (string text in Texts(Section("RELATED LINKS")))
        {
            yield return new CommandLink(text.StartsWith(PageText.Bullet, StringComparison.Ordinal) ? text[PageText.Bullet.Length..] : text, "");
        }
    }

    private PageSection Section(string title) => _page.Top.Parts.First(section => section.Title == title);

    private IReadOnlyList<string> Texts(PageSection section) => PageText.Paragraphs(_page.Path, section.Blocks);

    private IReadOnlyList<string> Needed(PageSection section) =>
        Texts(section) is { Count: > 0 } texts ? texts : throw _page.Error(section.Line, $"Nothing is said below '{section.Title}'.");

    private static string CodeOf(FencedCodeBlock block) => block.Lines.ToString().TrimEnd();

    [GeneratedRegex(@"[\s\[]-(\w+)")]
    private static partial Regex ParameterName();
}
