using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TurlaHunt.Tests.Shell;

public sealed class ShellTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pipeline_prints_as_a_console_would_and_ends_with_0()
    {
        ShellProcess.Result result =
            await ShellProcess.Run("Get-Command -Module TurlaHunt | Where-Object Noun -eq HuntEvent", Stop);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(
            @"^\nCommandType +Name +Version +Source *\n-+ +-+ +-+ +-+ *\nCmdlet +Get-HuntEvent +\S+ +TurlaHunt *\n\n$",
            result.Output);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Redirected_output_holds_no_escape_sequences()
    {
        ShellProcess.Result result =
            await ShellProcess.Run("Get-Module; \"$($PSStyle.Foreground.Red)red\"; throw 'end'", Stop);
        Assert.Contains("red\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("end", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output + result.Error);
    }

    [Theory]
    [InlineData(null, 120)]
    [InlineData(60, 60)]
    public async Task The_width_is_that_of_COLUMNS_or_120(int? columns, int width)
    {
        ShellProcess.Result result =
            await ShellProcess.Run("$Host.UI.RawUI.BufferSize.Width; Get-Command -Module TurlaHunt", Stop, columns);
        string[] lines = result.Output.Split('\n');
        Assert.Equal(width, int.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("1/0; 'the last statement counts'", 0)]
    [InlineData("'first'; Import-Module No.Such.Module", 1)]
    [InlineData("Get-Command No-SuchCommand -ErrorAction Stop", 1)]
    [InlineData("throw 'end'", 1)]
    [InlineData("if (", 1)]
    [InlineData("exit 7", 7)]
    public async Task The_exit_code_tells_how_it_ended(string pipeline, int expected) =>
        Assert.Equal(expected, (await ShellProcess.Run(pipeline, Stop)).ExitCode);

    [Fact]
    public async Task Errors_go_to_the_error_output_and_results_to_the_output()
    {
        ShellProcess.Result result = await ShellProcess.Run("'before'; Import-Module No.Such.Module; 'after'", Stop);
        Assert.Equal("before\nafter\n", result.Output);
        Assert.StartsWith("Import-Module: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_stops_too_early_is_explained_with_its_place()
    {
        ShellProcess.Result result = await ShellProcess.Run("if (", Stop);
        Assert.Contains("ParserError", result.Error, StringComparison.Ordinal);
        Assert.Contains("if (", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Command -Module TurlaHunt | Sort-Object Name -Descending", "Sort-Object")]
    [InlineData("Get-Command -Module TurlaHunt | fl *", "Format-List")]
    [InlineData("Get-WinEvent -LogName Security", "Get-WinEvent")]
    public async Task A_command_of_a_full_PowerShell_is_said_to_be_that_in_one_sentence(string pipeline, string name)
    {
        ShellProcess.Result result = await ShellProcess.Run(pipeline, Stop);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"{name}: {name} comes only with a full PowerShell", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_command_that_nobody_has_keeps_the_engines_message()
    {
        ShellProcess.Result result = await ShellProcess.Run("Get-NoSuchThing", Stop);
        Assert.Contains("is not recognized", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("full PowerShell", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_the_input_run_one_by_one_in_one_session()
    {
        string[] lines = ["$x = 20", "if ($x) {", "", "    $x + 1", "}", "$x + 2", ""];
        ShellProcess.Result result = await ShellProcess.Type(string.Join('\n', lines), Stop);
        Assert.Equal("21\n22\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Exit_leaves_at_once_with_its_code()
    {
        ShellProcess.Result result = await ShellProcess.Type("'one'\nexit 3\n'two'\n", Stop);
        Assert.Equal("one\n", result.Output);
        Assert.Equal(3, result.ExitCode);
    }

    [Fact]
    public async Task The_last_line_decides_how_a_session_ends()
    {
        ShellProcess.Result result = await ShellProcess.Type("'one'\nthrow 'end'", Stop);
        Assert.Equal("one\n", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_stops_the_pipeline_and_not_the_shell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT on Windows.");
        ShellProcess.Result result =
            await ShellProcess.Interrupt("'started'; while ($true) { }", "started", "'alive'\nexit 5", Stop);
        Assert.Equal("alive\n", result.Output);
        Assert.Equal(5, result.ExitCode);
    }

    [Fact]
    public async Task A_question_is_answered_by_the_next_line_of_the_input()
    {
        const string Ask = "& { [CmdletBinding(SupportsShouldProcess)] param() "
            + "if ($PSCmdlet.ShouldProcess('it')) { 'done' } } -Confirm";
        ShellProcess.Result result = await ShellProcess.Type($"{Ask}\nN\n{Ask}\nY\n", Stop);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(result.Output, "done"));
        Assert.EndsWith("done\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_Location_changes_the_folder()
    {
        string folder = System.IO.Path.GetFullPath(BuiltFiles.Module).TrimEnd(System.IO.Path.DirectorySeparatorChar);
        ShellProcess.Result result = await ShellProcess.Run($"cd '{folder}'; $PWD.Path", Stop);
        Assert.Equal(folder + "\n", result.Output);
    }

    [Fact]
    public async Task Each_statement_has_a_table_of_its_own()
    {
        string samples = Path.Combine(BuiltFiles.Module, "samples");
        ShellProcess.Result result = await ShellProcess.Run(
            $"Get-SuspiciousTaskCreation '{samples}'; Get-NetUseProcess '{samples}'", Stop);

        Assert.Equal("", result.Error);
        string[] headers = [.. result.Output.Split('\n').Where(line => line.StartsWith("TimeCreated ", StringComparison.Ordinal))];
        Assert.Equal(2, headers.Length);
        Assert.Contains("Lived", headers[0], StringComparison.Ordinal);
        Assert.Contains("CommandLine", headers[1], StringComparison.Ordinal);
    }
}
