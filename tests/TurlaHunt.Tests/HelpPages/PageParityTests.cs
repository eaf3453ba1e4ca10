using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Help;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.HelpPages;

/// <summary>The pages say what the cmdlets are, all of it, and nothing else.</summary>
public sealed class PageParityTests(HostedModule module) : IClassFixture<HostedModule>
{
    public static TheoryData<string> Commands => Pages.AllCommands;

    [Fact]
    public void Each_command_has_a_page_and_each_page_a_command()
    {
        HostedResult result = module.Run("Get-Command -Module TurlaHunt | ForEach-Object Name").ThrowIfFailed();
        Assert.Equal(result.Objects.Cast<string>().Order(StringComparer.Ordinal), Pages.Commands);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_parameter_sets_are_those_of_the_command(string command)
    {
        CommandInfo info = InfoOf(command);
        CommandPage page = Pages.Read(command);
        Assert.Equal(SetNames(info).Order(StringComparer.Ordinal), page.Syntax.Select(syntax => syntax.Set).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_facts_of_each_parameter_are_those_of_the_command(string command)
    {
        CommandInfo info = InfoOf(command);
        CommandPage page = Pages.Read(command);
        ParameterMetadata[] parameters = [.. info.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))];
        Assert.Equal(
            parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
            page.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        string[] sets = SetNames(info);
        Assert.All(
            parameters,
            parameter => Assert.Equal(
                string.Join('\n', sets.Select(set => Stated(parameter, set)).OfType<string>()),
                string.Join('\n', sets.Select(set => Stated(page.Parameters.First(known => known.Name == parameter.Name), set)).OfType<string>())));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_default_of_each_parameter_is_that_of_the_command(string command)
    {
        Type type = Assert.IsType<CmdletInfo>(InfoOf(command)).ImplementingType;
        object cmdlet = Activator.CreateInstance(type)!;
        foreach (CommandParameter parameter in Pages.Read(command).Parameters.Where(parameter => type.GetProperty(parameter.Name) is not null))
        {
            string told = parameter.Facts[0].DefaultValue;
            object? value = type.GetProperty(parameter.Name)!.GetValue(cmdlet);
            bool isNothing = value is null or "" or long.MaxValue or Array { Length: 0 };

            // Where it depends on the session, or there is none, the page may say in words what it is.
            bool isInWords = told.Contains(' ', StringComparison.Ordinal);
            string? expected = isInWords && (isNothing || value as string == Environment.UserName) ? told : isNothing ? "None"
                : value is Array all ? string.Join(", ", all.Cast<object>())
                : Convert.ToString(value, CultureInfo.InvariantCulture);
            Assert.Equal($"{parameter.Name}: {expected}", $"{parameter.Name}: {told}");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_parameter_that_takes_a_value_shows_one(string command) =>
        Assert.All(
            Pages.Read(command).Parameters.Where(parameter => !parameter.Facts[0].IsSwitch),
            parameter => Assert.Contains($"-{parameter.Name} ", string.Join('\n', parameter.Description), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_comes_out_is_told_with_each_property(string command)
    {
        CommandInfo info = InfoOf(command);
        CommandPage page = Pages.Read(command);
        string[] types = [.. info.OutputType.Select(type => type.Type.FullName!)];
        Assert.Equal(types.Length > 0 ? types : ["None"], page.Outputs.Select(type => type.Name));
        foreach (Type type in info.OutputType.Select(type => type.Type).Where(type => type.Namespace == nameof(TurlaHunt)))
        {
            IReadOnlyList<string> told = page.Outputs.First(output => output.Name == type.FullName).Description;
            Assert.Equal(
                type.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
                told.Where(text => text.StartsWith(PageText.Bullet, StringComparison.Ordinal))
                    .Select(text => text[PageText.Bullet.Length..].Split(':')[0]).Order(StringComparer.Ordinal));
        }
    }

    private static string[] SetNames(CommandInfo info) =>
        [.. info.ParameterSets.Select(set => set.Name == ParameterAttribute.AllParameterSets ? "(All)" : set.Name)];

    private static string? Stated(ParameterMetadata parameter, string set)
    {
        if (!parameter.ParameterSets.TryGetValue(ParameterAttribute.AllParameterSets, out ParameterSetMetadata? facts)
            && !parameter.ParameterSets.TryGetValue(set, out facts))
        {
            return null;
        }

        string[] ways = [.. Ways(facts)];
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        Type item = type.GetElementType() ?? type;
        return Stated(
            set,
            type.Name,
            parameter.Aliases,
            facts.IsMandatory,
            facts.Position == int.MinValue ? "Named" : $"{facts.Position}",
            ways.Length > 0 ? $"True ({string.Join(", ", ways)})" : "False",
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            item.IsEnum ? Enum.GetNames(item) : []);
    }

    private static string? Stated(CommandParameter parameter, string set) => parameter.In(set) is not ParameterFacts facts
        ? null
        : Stated(
            set, facts.Type, facts.Aliases, facts.IsRequired, facts.Position, facts.PipelineInput, facts.TakesWildcards, facts.AcceptedValues);

    private static string Stated(
        string set, string type, IEnumerable<string> aliases, bool isRequired, string position, string pipeline, bool wildcards, IEnumerable<string> values) =>
        $"""
        Type: {type}
        Parameter Sets: {set}
        Aliases: {string.Join(", ", aliases)}
        Accepted values: {string.Join(", ", values)}
        Required: {isRequired}
        Position: {position}
        Accept pipeline input: {pipeline}
        Accept wildcard characters: {wildcards}
        """;

    private static IEnumerable<string> Ways(ParameterSetMetadata facts)
    {
        if (facts.ValueFromPipeline)
        {
            yield return "ByValue";
        }

        if (facts.ValueFromPipelineByPropertyName)
        {
            yield return "ByPropertyName";
        }
    }

    private CommandInfo InfoOf(string command) =>
        Assert.IsAssignableFrom<CommandInfo>(Assert.Single(module.Run($"Get-Command {command}").ThrowIfFailed().Objects));
}
