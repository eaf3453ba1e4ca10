using System;
using System.IO;
using System.Linq;
using TurlaHunt.Help;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.HelpPages;

/// <summary>What Get-Help makes of the pages.</summary>
public sealed class HelpTests(HostedModule module) : IClassFixture<HostedModule>
{
    private static readonly string Folder = Path.Combine(BuiltFiles.Module, "en-US");

    public static TheoryData<string> Commands => Pages.AllCommands;

    public static TheoryData<string> Topics => Pages.AllTopics;

    [Fact]
    public void Each_command_has_its_synopsis()
    {
        HostedResult result = module.Run("Get-Command -Module TurlaHunt | Get-Help | ForEach-Object { \"$($_.Name): $($_.Synopsis)\" }").ThrowIfFailed();
        Assert.Equal(Pages.Commands.Select(command => $"{command}: {Pages.Read(command).Synopsis}"), result.Objects.Cast<string>());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void All_of_a_page_is_shown(string command)
    {
        CommandPage page = Pages.Read(command);
        string shown = Squeezed(module.Run($"Get-Help {command} -Full").ThrowIfFailed().Text);
        string[] told =
        [
            page.Synopsis, .. page.Description, .. page.Notes,
            .. page.Parameters.SelectMany(parameter => parameter.Description.Prepend($"-{parameter.Name}")),
            .. page.Inputs.Concat(page.Outputs).SelectMany(type => type.Description.Prepend(type.Name)),
            .. page.Examples.SelectMany(example => example.Remarks.Append(example.Title).Append(example.Code).Append(example.Output)),
            .. page.Links.Select(link => link.Text),
        ];
        Assert.All(told, text => Assert.Contains(Squeezed(text), shown, StringComparison.Ordinal));
        Assert.All(page.Syntax, syntax => Assert.Contains(Squeezed(SyntaxOf(page, syntax)), shown, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_parameter_can_be_asked_for(string command) =>
        Assert.All(
            Pages.Read(command).Parameters,
            parameter => Assert.Contains(
                Squeezed(parameter.Description[0]),
                Squeezed(module.Run($"Get-Help {command} -Parameter {parameter.Name}").ThrowIfFailed().Text),
                StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Topics))]
    public void Each_topic_is_found_with_its_summary(string topic)
    {
        string text = File.ReadAllText(Path.Combine(Folder, topic + ".help.txt"));
        Assert.Equal(text, Assert.Single(module.Run($"Get-Help {topic}").ThrowIfFailed().Output).ToString());
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, TopicWriter.Width));
    }

    [Fact]
    public void What_topics_and_pages_refer_to_is_there()
    {
        string[] known = [.. Pages.Commands, .. Pages.Topics];
        Assert.All(
            Pages.Commands,
            command => Assert.All(Pages.Read(command).Links, link => Assert.Contains(link.Text, known)));
        Assert.Equal(
            Pages.Topics.Select(topic => topic + ".help.txt").Append("TurlaHunt.dll-Help.xml").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    // Where lines are wrapped depends on the console and the language.
    private static string Squeezed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private static string SyntaxOf(CommandPage page, CommandSyntax syntax) => string.Concat(
        syntax.Parameters.Select(name => page.Parameters.First(parameter => parameter.Name == name).In(syntax.Set)!).Zip(syntax.Parameters, Shown)
            .Prepend(page.Name));

    private static string Shown(ParameterFacts facts, string name)
    {
        string value = facts switch
        {
            { IsSwitch: true } => "",
            { AcceptedValues.Count: > 0 } => $"{{{string.Join(" | ", facts.AcceptedValues)}}}",
            _ => $"<{facts.Type}>",
        };
        return facts.IsRequired
            ? (facts.Position == "Named" ? $"-{name}{value}" : $"[-{name}]{value}")
            : (facts.Position == "Named" ? $"[-{name}{value}]" : $"[[-{name}]{value}]");
    }
}
