using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>What a script on a schedule and a person at a prompt get of Invoke-TurlaHunt and Test-HuntVisibility.</summary>
public sealed class InvokeTurlaHuntTests : IDisposable
{
    private readonly HostedModule _module = new();
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        _module.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_samples_are_one_computer_with_one_story()
    {
        HostedResult result = _module.Run("Invoke-TurlaHunt $x", ("x", Logs.Samples)).ThrowIfFailed();
        HuntResult hunted = Assert.IsType<HuntResult>(Assert.Single(result.Objects));
        Assert.Equal((Verdict.Found, 1, 9), (hunted.Verdict, hunted.ExitCode, hunted.FindingCount));
        Assert.StartsWith("WS-0217.contoso.example: 9 findings", hunted.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', hunted.Summary);
        Assert.Single(hunted.Chains);
        Assert.Equal(hunted.Chains[0].Timeline.Length, hunted.Timeline.Length);
        Assert.Equal(4, hunted.Files.Length);
        Assert.Equal(_module.Run("(Get-HuntEvent $x).Count").Objects.Single(), (int)hunted.EventCount);
        Assert.Equal(hunted.Files.Sum(file => new FileInfo(file).Length), hunted.BytesRead);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_hunt_is_chosen_by_id_or_title_and_completed_by_tab()
    {
        HuntResult hunted = _module.Run("Invoke-TurlaHunt $x -Hunt th-0004", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<HuntResult>().Single();
        Assert.Equal(["TH-0004"], hunted.Hunts);
        Assert.All(hunted.Findings, finding => Assert.IsType<CredentialUse>(finding));
        Assert.Equal(["TH-0001"], _module.Run("Invoke-TurlaHunt $x -Hunt 'Scheduled task*'").Objects.Cast<HuntResult>().Single().Hunts);
        Assert.Equal(["TH-0001", "TH-0002", "TH-0003", "TH-0004"], _module.Complete("Invoke-TurlaHunt -Hunt ").Select(match => match.CompletionText));
        CompletionResult match = Assert.Single(_module.Complete("Test-HuntVisibility -Hunt task"));
        Assert.Equal(("TH-0001", "Scheduled task made, changed or removed"), (match.CompletionText, match.ToolTip));
        HostedResult none = _module.Run("Invoke-TurlaHunt $x -Hunt TH-9999");
        Assert.StartsWith("HuntNotFound,", Assert.Single(none.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_without_a_moment_is_an_error()
    {
        HostedResult result = _module.Run("Invoke-TurlaHunt $x -StartTime 2019-07-11Z -EndTime 2019-07-10Z", ("x", Logs.Samples));
        Assert.StartsWith("WindowEmpty,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_that_the_logs_do_not_reach_is_not_clean()
    {
        HuntResult hunted = _module.Run(
            "Invoke-TurlaHunt $x -StartTime 2019-07-09T00:00Z -EndTime 2019-07-10T09:00Z", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<HuntResult>().Single();
        Assert.Equal((Verdict.CleanPartial, 2, true), (hunted.Verdict, hunted.ExitCode, hunted.IsStartGiven));
        Assert.All(hunted.Visibility, hunt => Assert.Equal(VisibilityCause.LogBeginsLate, hunt.Reasons.Single().Cause));
        Assert.Contains("LogBeginsLate", string.Join(",", hunted.Visibility[0].Reasons.Select(reason => reason.Cause)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expected_computer_that_sent_nothing_is_a_result()
    {
        HuntResult[] hunted = [.. _module.Run("Invoke-TurlaHunt $x -ExpectedComputer WS-0217, WS-0218", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<HuntResult>()];
        Assert.Equal([("WS-0217.contoso.example", 1), ("WS-0218", 2)], hunted.Select(result => (result.MachineName!, result.ExitCode)));
    }

    [Fact]
    public void Where_nothing_can_be_read_the_exit_code_is_3_and_the_error_is_told()
    {
        string file = _folder.Add("Security.evtx", [1, 2, 3]);
        HostedResult result = _module.Run("Invoke-TurlaHunt $x", ("x", file));
        Assert.Equal(3, Assert.IsType<HuntResult>(Assert.Single(result.Objects)).ExitCode);
        Assert.StartsWith("EvtxNotAnEventLog,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    /// <summary>A script that goes by the results alone must not take it for peace that there is none.</summary>
    [Theory]
    [InlineData("Invoke-TurlaHunt $x/nowhere", "No event log was read.")]
    [InlineData("Invoke-TurlaHunt $x", "No event log was read.")]
    [InlineData("Invoke-TurlaHunt $x/../empty.evtx", "The event logs hold no event.")]
    public void Where_nothing_is_there_the_exit_code_is_3_too(string command, string error)
    {
        _folder.Add("empty.evtx", TestLog.Of());
        HuntResult result = Assert.IsType<HuntResult>(Assert.Single(_module.Run(command, ("x", _folder.AddFolder("none"))).Objects));
        Assert.Equal((Verdict.Blind, 3, error), (result.Verdict, result.ExitCode, Assert.Single(result.Errors)));
        Assert.Contains(error, result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Weaker_findings_count_where_they_are_asked_for()
    {
        HuntResult hunted = _module.Run("Invoke-TurlaHunt $x -MinimumSeverity Informational", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<HuntResult>().Single();
        Assert.Equal(hunted.Findings.Length, hunted.FindingCount);
    }

    [Fact]
    public void Visibility_is_told_for_each_hunt_or_as_one_answer()
    {
        HuntVisibility[] all = [.. _module.Run("Test-HuntVisibility $x", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<HuntVisibility>()];
        Assert.Equal(["TH-0001", "TH-0002", "TH-0003", "TH-0004"], all.Select(hunt => hunt.HuntId));
        Assert.All(all, hunt => Assert.Equal(VisibilityLevel.Full, hunt.Level));
        Assert.Equal([true], _module.Run("Test-HuntVisibility $x -Quiet").Objects);
        string blind = _folder.Add("a.evtx", TestLog.Of(Logs.Process("")));
        Assert.Equal([false], _module.Run("Test-HuntVisibility $x -Quiet", ("x", blind)).Objects);
    }

    [Fact]
    public void A_bookmark_is_written_when_all_was_handed_over_and_not_before()
    {
        string bookmark = Path.Combine(_folder.Path, "mark.txt");
        Assert.Equal([9], _module.Run(
            "do { Invoke-TurlaHunt $x -ExpectedComputer Z -Bookmark $b | ForEach-Object { $_.FindingCount; break } } while ($false)",
            ("x", Logs.Samples), ("b", bookmark)).ThrowIfFailed().Objects);
        Assert.False(File.Exists(bookmark));
        Assert.Equal(9, Hunt().FindingCount);
        Assert.True(File.Exists(bookmark));
        Assert.Equal(0, Hunt().FindingCount);

        File.WriteAllText(bookmark, "nonsense");
        HostedResult broken = _module.Run("Invoke-TurlaHunt $x -Bookmark $b");
        Assert.StartsWith("BookmarkInvalid,", Assert.Single(broken.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        HostedResult both = _module.Run("Invoke-TurlaHunt $x -Bookmark $b -StartTime 2019-07-10");
        Assert.StartsWith("ParametersExclude,", Assert.Single(both.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        HostedResult nowhere = _module.Run("Invoke-TurlaHunt $x -Bookmark $b", ("b", Path.Combine(_folder.Path, "no", "folder", "mark.txt")));
        Assert.Single(nowhere.Output);
        Assert.StartsWith("BookmarkNotWritten,", Assert.Single(nowhere.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        HuntResult Hunt() => _module.Run("Invoke-TurlaHunt $x -Bookmark $b", ("b", bookmark)).ThrowIfFailed().Objects.Cast<HuntResult>().Single();
    }
}
