using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Help;
using TurlaHunt.Tests.Commands;
using Xunit;

namespace TurlaHunt.Tests.HelpPages;

/// <summary>A page that is not as it should be is an error with its place, and no help is made.</summary>
public sealed class MalformedPageTests
{
    private const string Sound = """
        ---
        external help file: TurlaHunt.dll-Help.xml
        ---

        # Get-Thing

        ## SYNOPSIS

        Gets things.

        ## SYNTAX

        ```
        Get-Thing [-Name] <string> [<CommonParameters>]
        ```

        ## DESCRIPTION

        Gets them, `<all>` of them.

        - With **care**.

        ## EXAMPLES

        ### Example 1: One

        ```powershell
        Get-Thing a
        ```

        ```Output
        a
        ```

        Gets one.

        ## PARAMETERS

        ### -Name

        The name.

        ```yaml
        Type: String
        Parameter Sets: (All)
        Aliases:
        Required: True
        Position: 0
        Default value: None
        Accept pipeline input: False
        Accept wildcard characters: False
        ```

        ## INPUTS

        ## OUTPUTS

        ### System.String

        Text.

        ## NOTES

        ## RELATED LINKS
        """;

    private const string SoundTopic = """
        # about_Thing

        ## SHORT DESCRIPTION

        Things.

        ## LONG DESCRIPTION

        Much.
        """;

    /// <summary>What is replaced by what, the line of the error, and a word of it.</summary>
    public static TheoryData<string, string, int, string> Mistakes => new()
    {
        { "# Get-Thing", "# Get-Things", 5, "name of the file" },
        { "# Get-Thing\n", "Get-Thing\n", 1, "must begin" },
        { "## SYNTAX", "## Syntax", 11, "## SYNTAX" },
        { "## NOTES", "## REMARKS", 62, "## NOTES" },
        { "## RELATED LINKS", "## RELATED LINKS\n\n## MORE", 66, "the end" },
        { "Gets things.", "Gets things.\n\nAnd more.", 7, "one paragraph" },
        { "Gets them, ", "| a | b |\n|---|---|\n| c | d |\n\nThem, ", 19, "Only paragraphs" },
        { "- With **care**.", "1. With care.", 21, "Only paragraphs" },
        { "- With **care**.", "- With care.\n\n  And more.", 21, "one paragraph" },
        { "`<all>` of", "<all> of", 19, "&lt;" },
        { "### Example 1: One", "#### Example 1: One", 25, "level" },
        { "```powershell", "```", 25, "powershell" },
        { "Gets one.", "", 25, "Nothing is said" },
        { "### -Name", "### Name", 39, "dash" },
        { "Aliases:\n", "", 43, "'Aliases' is missing" },
        { "Aliases:\n", "Aliases:\nAge: 3\n", 43, "'Age'" },
        { "Aliases:\n", "Aliases:\nAliases:\n", 47, "twice" },
        { "Aliases:\n", "Aliases\n", 46, "key: value" },
        { "[-Name] <string>", "[-Name] <string> [-Size <int>]", 11, "-Size" },
        { "[-Name] <string> ", "", 11, "-Name" },
        { "Text.", "", 58, "Nothing is said" },
    };

    [Fact]
    public void A_sound_page_makes_help()
    {
        (IReadOnlyList<PageException> problems, string[] files) = Make(Sound, SoundTopic);
        Assert.Empty(problems);
        Assert.Equal(["TurlaHunt.dll-Help.xml", "about_Thing.help.txt"], files);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_line(string right, string wrong, int line, string word)
    {
        Assert.Contains(right, Sound, StringComparison.Ordinal);
        (IReadOnlyList<PageException> problems, string[] files) = Make(Sound.Replace(right, wrong, StringComparison.Ordinal), SoundTopic);
        PageException problem = Assert.Single(problems);
        Assert.Contains($"Get-Thing.md({line}): error HELP: ", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains(word, problem.Message, StringComparison.Ordinal);
        Assert.Empty(files);
    }

    [Theory]
    [InlineData("## SHORT DESCRIPTION", "## SHORT", 1)]
    [InlineData("Things.", "Things.\n\nMore.", 3)]
    [InlineData("Much.", "```\n12345678901234567890123456789012345678901234567890123456789012345678901234567890\n```", 10)]
    public void A_mistake_in_a_topic_is_told_with_its_line(string right, string wrong, int line)
    {
        PageException problem = Assert.Single(Make(Sound, SoundTopic.Replace(right, wrong, StringComparison.Ordinal)).Problems);
        Assert.Contains($"about_Thing.md({line}): error HELP: ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_lines_of_a_topic_are_wrapped_and_items_hang()
    {
        const string Item = "- one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
        using TestFolder folder = new();
        string path = Path.Combine(folder.Path, "about_Thing.md");
        string text = TopicWriter.Write(MarkdownPage.Parse(path, SoundTopic + "\n\n" + Item));
        Assert.Contains("\n    - one two three four five six seven eight nine ten eleven twelve thirteen\n      fourteen fifteen\n", text, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<PageException> Problems, string[] Files) Make(string page, string topic)
    {
        using TestFolder folder = new();
        string output = Path.Combine(folder.Path, "help");
        File.WriteAllText(Path.Combine(folder.Path, "Get-Thing.md"), page);
        string topics = Directory.CreateDirectory(Path.Combine(folder.Path, "topics")).FullName;
        File.WriteAllText(Path.Combine(topics, "about_Thing.md"), topic);
        IReadOnlyList<PageException> problems = TurlaHunt.Help.Program.Make(folder.Path, topics, output);
        string[] files = Directory.Exists(output)
            ? [.. Directory.EnumerateFiles(output).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
            : [];
        return (problems, files);
    }
}
