using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TurlaHunt.Help;
using TurlaHunt.Tests.Commands;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.HelpPages;

/// <summary>Examples are tried by people letter by letter: those on the sample logs run here, the others can at least be parsed.</summary>
public sealed class ExampleTests
{
    private const int Width = 100;

    public static TheoryData<string> Commands => Pages.AllCommands;

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_command_has_three_examples_and_one_for_the_sample_logs(string command)
    {
        CommandPage page = Pages.Read(command);
        Assert.InRange(page.Examples.Count, 3, 9);
        Assert.Equal(
            Enumerable.Range(1, page.Examples.Count).Select(number => $"Example {number}: "),
            page.Examples.Select(example => example.Title[.. (example.Title.IndexOf(':', StringComparison.Ordinal) + 2)]));
        Assert.Equal(!IsOfSettings(page), page.Examples.Any(IsOnSamples));
        Assert.All(page.Examples, example => Assert.Contains(command, example.Code, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_is_on_the_sample_logs_runs_and_shows_what_the_page_shows(string command)
    {
        foreach (CommandExample example in Pages.Read(command).Examples.Where(IsOnSamples))
        {
            using TestFolder folder = new();
            using HostedModule session = new() { Width = Width };
            session.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder)", ("folder", folder.Path)).ThrowIfFailed();
            HostedResult result = session.Run(example.Code).ThrowIfFailed();
            RequireInOrder(Lines(example.Output), Lines(result.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_example_can_be_parsed_and_names_only_commands_and_parameters_that_there_are(string command)
    {
        using HostedModule session = new();
        foreach (CommandExample example in Pages.Read(command).Examples)
        {
            ScriptBlockAst script = Parser.ParseInput(example.Code, out _, out ParseError[] errors);
            Assert.Empty(errors);
            foreach (CommandAst call in script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                if (session.Run($"Get-Command -Module TurlaHunt -Name '{call.GetCommandName()}' -ErrorAction Ignore").Objects.FirstOrDefault() is CommandInfo info)
                {
                    Assert.All(
                        call.CommandElements.OfType<CommandParameterAst>(),
                        parameter => Assert.Contains(parameter.ParameterName, info.Parameters.Keys, StringComparer.OrdinalIgnoreCase));
                }
            }
        }
    }

    // A page may leave lines out; those that it shows are shown, in that order.
    private static void RequireInOrder(string[] onPage, string[] shown)
    {
        int at = 0;
        foreach (string line in onPage)
        {
            int place = Array.IndexOf(shown, line, at);
            Assert.True(place >= 0, $"'{line}' is not shown behind line {at} of:\n{string.Join("\n", shown)}");
            at = place + 1;
        }
    }

    private static bool IsOnSamples(CommandExample example) => example.Code.Contains("$samples", StringComparison.Ordinal);

    /// <summary>The samples are logs: they hold no settings of a computer.</summary>
    private static bool IsOfSettings(CommandPage page) => page.Outputs.Any(type => type.Name is "TurlaHunt.AuditResult" or "TurlaHunt.AuditRepair" or "TurlaHunt.PolicyExport" or "TurlaHunt.HuntSubscription");

    private static string[] Lines(string text) =>
        [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
