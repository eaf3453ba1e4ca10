using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>-IncludeRecovered: what a log does not keep any more is given, behind the rest and marked.</summary>
public sealed class IncludeRecoveredTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Recovered_events_come_behind_the_others_of_their_file_and_are_marked()
    {
        _folder.Add("a.evtx", DamagedLog.WithoutChunkHeader());
        _folder.Add("b.evtx", Logs.Saying("b"));
        int sound = module.Run("Get-HuntEvent $x", ("x", _folder.Path)).Output.Count;
        HostedResult result = module.Run("Get-HuntEvent $x -IncludeRecovered", ("x", _folder.Path));
        EventRecord[] records = [.. result.Objects.Cast<EventRecord>()];
        Assert.Equal(80 + 1, records.Length);
        Assert.Equal(
            [(RecordIntegrity.Sound, sound - 1), (RecordIntegrity.Recovered, 81 - sound), (RecordIntegrity.Sound, 1)],
            Runs(records));

        // What is wrong with the file is said all the same, with what to do about it.
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("EvtxChunkDamaged,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-IncludeRecovered", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_parameters_choose_among_them_too()
    {
        string log = _folder.Add("a.evtx", DamagedLog.WithoutChunkHeader());
        Assert.Equal(2, Count("Get-HuntEvent $x -IncludeRecovered -MaxEvents 2", log));
        Assert.Equal(60, Count("Get-HuntEvent $x -IncludeRecovered -MaxEvents 60", log));
        Assert.Equal(0, Count("Get-HuntEvent $x -IncludeRecovered -Id 9", log));
        Assert.Equal(1, Count("Get-HuntEvent $x -IncludeRecovered -StartTime '2019-07-10T12:40Z' -EndTime '2019-07-10T12:41Z'", log));
    }

    [Theory]
    [InlineData("Get-NetUseProcess")]
    [InlineData("Get-SuspiciousTaskCreation")]
    public void Hunts_find_in_them_and_say_so(string command)
    {
        byte[] log = TestLog.Of(Logs.Process(@"net use \\198.51.100.7\c$"), Logs.Task(@"\Updater", "x.exe", ""));
        log.AsSpan(4096, 8).Clear();
        string path = _folder.Add("a.evtx", log);
        Assert.Empty(module.Run($"{command} $x", ("x", path)).Output);
        Finding finding = Assert.IsType<Finding>(
            Assert.Single(module.Run($"{command} $x -IncludeRecovered").Objects), exactMatch: false);
        Evidence evidence = Assert.Single(finding.Evidence);
        Assert.Equal(RecordIntegrity.Recovered, evidence.Integrity);
        Assert.EndsWith(", recovered", evidence.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_sweep_finds_in_them_also_where_nothing_else_is_left_of_the_computer()
    {
        byte[] log = TestLog.Of(Logs.Process(@"net use \\198.51.100.7\c$"), Logs.Task(@"\Updater", "x.exe", ""));
        log.AsSpan(4096, 8).Clear();
        string path = _folder.Add("a.evtx", log);
        HuntResult without = Assert.IsType<HuntResult>(Assert.Single(module.Run("Invoke-TurlaHunt $x", ("x", path)).Objects));
        Assert.Equal(("", 0), (without.MachineName ?? "", without.Findings.Length));

        HuntResult result = Assert.IsType<HuntResult>(Assert.Single(module.Run("Invoke-TurlaHunt $x -IncludeRecovered").Objects));
        Assert.Equal((Verdict.Found, 1), (result.Verdict, result.ExitCode));
        Assert.NotNull(result.MachineName);
        Assert.All(result.Findings, finding => Assert.Equal(RecordIntegrity.Recovered, finding.Evidence[0].Integrity));
        Assert.Equal(["TH-0001", "TH-0002"], result.Findings.Select(finding => finding.HuntId).Order());
        Assert.All(result.Visibility, hunt => Assert.Equal(VisibilityLevel.Blind, hunt.Level));
    }

    [Fact]
    public void What_they_lack_says_nothing_of_what_the_log_shows()
    {
        byte[] old = TestLog.Of([.. Enumerable.Range(0, 20).Select(minute => Logs.Process("") with { Time = Logs.Noon.AddMinutes(minute - 60) })]);
        old.AsSpan(4096, 8).Clear();
        string path = _folder.Add("a.evtx", [.. TestLog.Of(Logs.Process("whoami"), Logs.Process("hostname")), .. old.Skip(4096)]);
        Assert.Equal(22, Count("Get-HuntEvent $x -IncludeRecovered", path));
        string[] without = ReasonsOf("Invoke-TurlaHunt $x");
        Assert.DoesNotContain(without, reason => reason.Contains("command line", StringComparison.Ordinal));
        Assert.Equal(without, ReasonsOf("Invoke-TurlaHunt $x -IncludeRecovered"));

        string[] ReasonsOf(string script) => [.. ((HuntResult)module.Run(script, ("x", path)).Objects.Single()).Visibility.SelectMany(hunt => hunt.Reasons).Select(reason => reason.Detail)];
    }

    [Fact]
    public void The_process_behind_a_task_is_looked_for_in_what_a_cleared_log_left()
    {
        EventDescription task = Logs.Task(@"\Updater", "x.exe", "");
        byte[] old = TestLog.Of(Logs.Process("schtasks /create /tn Updater /tr x.exe"), task);
        old.AsSpan(4096, 8).Clear();
        string path = _folder.Add("a.evtx", [.. Logs.Saying("cleared"), .. old.Skip(4096)]);
        TaskCreation single = (TaskCreation)module.Run("Get-SuspiciousTaskCreation $x -IncludeRecovered", ("x", path)).Objects.Single();
        HuntResult result = module.Run("Invoke-TurlaHunt $x -IncludeRecovered", ("x", path)).Objects.Cast<HuntResult>().Single(one => one.Findings.Length > 0);
        Assert.Equal(single.Evidence.Select(evidence => evidence.ToString()), result.Findings.OfType<TaskCreation>().Single().Evidence.Select(evidence => evidence.ToString()));
    }

    [Fact]
    public void A_run_that_goes_on_where_the_last_one_ended_takes_none()
    {
        string path = _folder.Add("a.evtx", Logs.Saying("a"));
        HostedResult result = module.Run("Invoke-TurlaHunt $x -IncludeRecovered -Bookmark mark.txt", ("x", path));
        Assert.StartsWith("ParametersExclude", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_decoded_is_counted_and_said_only_when_asked_for()
    {
        byte[] log = Logs.Saying("a");
        byte[] fake = new byte[64];
        new byte[] { 0x2A, 0x2A, 0, 0, 64 }.CopyTo(fake, 0);
        fake[8] = 1;
        BitConverter.GetBytes(Logs.Noon.ToFileTimeUtc()).CopyTo(fake, 16);
        fake[24] = 0x0F;
        fake[60] = 64;
        fake.CopyTo(log, 4096 + 40_000);
        string path = _folder.Add("a.evtx", log);
        Assert.Empty(module.Run("Get-HuntEvent $x", ("x", path)).Errors);
        HostedResult result = module.Run("Get-HuntEvent $x -IncludeRecovered");
        Assert.Single(result.Output);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("EvtxRecordNotRecovered,TurlaHunt.Commands.GetHuntEventCommand", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.InvalidData, path), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains($"offset {4096 + 40_000}", error.Exception.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_one_error()
    {
        string path = _folder.Add("a.evtx", [1, 2, 3]);
        Assert.StartsWith(
            "EvtxNotAnEventLog,",
            Assert.Single(module.Run("Get-HuntEvent $x -IncludeRecovered", ("x", path)).Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    private int Count(string script, string x) => module.Run(script, ("x", x)).Output.Count;

    private static List<(RecordIntegrity, int)> Runs(IEnumerable<EventRecord> records)
    {
        List<(RecordIntegrity Integrity, int Count)> runs = [];
        foreach (EventRecord record in records)
        {
            if (runs.Count > 0 && runs[^1].Integrity == record.Integrity)
            {
                runs[^1] = (record.Integrity, runs[^1].Count + 1);
            }
            else
            {
                runs.Add((record.Integrity, 1));
            }
        }

        return runs;
    }
}
