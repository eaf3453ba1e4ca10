using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Sweeps;
using Xunit;

namespace TurlaHunt.Tests.Visibility;

/// <summary>Each thing that a log could not show is named, and nothing else is; a sound log has no reason.</summary>
public sealed partial class ReasonTests : IDisposable
{
    private const string Tasks = "TH-0001";
    private const string Lines = "TH-0002";
    private const string Smb = "TH-0003";
    private const string Logons = "TH-0004";

    private readonly TemporaryFolder _folder = new();
    private readonly TestHost _host = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_computer_has_none_and_is_clean()
    {
        HuntResult result = Result();
        Assert.All(result.Visibility, hunt => Assert.Empty(hunt.Reasons));
        Assert.Equal((Verdict.Clean, 0), (result.Verdict, result.ExitCode));
        Assert.Equal(TestHost.Midnight, result.StartTime);
        Assert.False(result.IsStartGiven);
    }

    [Fact]
    public void No_log()
    {
        _host.Security.Clear();
        HuntResult result = Result();
        VisibilityReason reason = Only(result, Lines);
        Assert.Equal((VisibilityCause.LogMissing, VisibilityLevel.Blind), (reason.Cause, reason.Level));
        Assert.Contains("Collect", reason.Advice, StringComparison.Ordinal);
        Assert.Equal(VisibilityCause.LogMissing, Only(result, Logons).Cause);

        // A registration without its audit event has neither what it starts nor who made it.
        Assert.Equal((VisibilityCause.LogMissing, VisibilityLevel.Partial), (Only(result, Tasks).Cause, Only(result, Tasks).Level));
    }

    [Fact]
    public void The_log_begins_and_ends_inside_the_window()
    {
        SweepOptions options = new() { StartTime = TestHost.Midnight.AddDays(-1), EndTime = TestHost.Midnight.AddDays(2) };
        foreach (HuntVisibility hunt in Result(options).Visibility)
        {
            Assert.Equal([VisibilityCause.LogBeginsLate, VisibilityCause.LogEndsEarly], hunt.Reasons.Select(reason => reason.Cause));
            Assert.Equal(options.StartTime, hunt.Reasons[0].StartTime);
            Assert.Equal(TestHost.Midnight, hunt.Reasons[0].EndTime);
            Assert.Equal(VisibilityLevel.Partial, hunt.Level);
        }

        options = new SweepOptions { StartTime = TestHost.Midnight.AddHours(2), EndTime = TestHost.Midnight.AddHours(20) };
        Assert.Equal(Verdict.Clean, Result(options).Verdict);
    }

    [Theory]
    [InlineData(4688, Lines)]
    [InlineData(4624, Logons)]
    public void The_log_lives_without_the_events(int id, string hunt)
    {
        _host.Security.RemoveAll(item => item.EventId == id);
        VisibilityReason reason = Only(Result(), hunt);
        Assert.Equal((VisibilityCause.EventsMissing, VisibilityLevel.Blind, 0L), (reason.Cause, reason.Level, reason.Count));
        Assert.True(reason.Total > 40);
        Assert.StartsWith("Audit", reason.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_events_stop_while_the_log_goes_on()
    {
        _host.Security.RemoveAll(item => item.EventId == 4688 && item.Time > TestHost.Midnight.AddHours(8));
        VisibilityReason reason = Only(Result(), Lines);
        Assert.Equal((VisibilityCause.EventsSilent, VisibilityLevel.Partial), (reason.Cause, reason.Level));
        Assert.Equal(TestHost.Midnight.AddHours(8), reason.StartTime);
    }

    [Fact]
    public void Command_lines_are_missing_from_some_and_from_all()
    {
        Replace(_host.Security, [.. _host.Security.Select((item, place) => item.EventId == 4688 && place % 2 == 0 ? _host.Process(item.Time, "") : item)]);
        VisibilityReason reason = Only(Result(), Lines);
        Assert.Equal((VisibilityCause.CommandLineMissing, VisibilityLevel.Partial, 12, 24), (reason.Cause, reason.Level, reason.Count, reason.Total));
        Assert.Contains("(50 %)", reason.Detail, StringComparison.Ordinal);

        Replace(_host.Security, [.. _host.Security.Select(item => item.EventId == 4688 ? _host.Process(item.Time, "") : item)]);
        reason = Only(Result(), Lines);
        Assert.Equal((VisibilityCause.CommandLineMissing, VisibilityLevel.Blind, 24, 24), (reason.Cause, reason.Level, reason.Count, reason.Total));
    }

    [Fact]
    public void The_layout_has_no_command_line()
    {
        Replace(_host.Security, [.. _host.Security.Select(item => item.EventId == 4688 ? _host.Process(item.Time, null) : item)]);
        VisibilityReason reason = Only(Result(), Lines);
        Assert.Equal((VisibilityCause.FieldMissing, VisibilityLevel.Blind, 24), (reason.Cause, reason.Level, reason.Count));
    }

    /// <summary>The query itself asks for the field, so that no hunt ever sees these events.</summary>
    [Fact]
    public void The_layout_of_connections_has_no_direction()
    {
        Replace(_host.Security, [.. _host.Security.Select(item => item.EventId == 5156
            ? _host.Audit(item.Time, 5156, ("DestAddress", "10.0.0.1"), ("DestPort", "53"))
            : item)]);
        Assert.Equal((VisibilityCause.FieldMissing, 24), (Only(Result(), Smb).Cause, Only(Result(), Smb).Count));
    }

    [Fact]
    public void A_registration_without_its_audit_event()
    {
        _host.Security.RemoveAll(item => item.EventId == 4698);
        VisibilityReason reason = Only(Result(), Tasks);
        Assert.Equal((VisibilityCause.AuditOfTasksMissing, VisibilityLevel.Partial, 1), (reason.Cause, reason.Level, reason.Count));

        // Where the scheduler's log lives and has no registration either, there was none.
        _host.Tasks.RemoveAll(item => item.EventId == 106);
        Assert.Empty(Of(Result(), Tasks).Reasons);
    }

    [Fact]
    public void An_audit_event_without_its_registration()
    {
        _host.Tasks.RemoveAll(item => item.EventId == 106);
        VisibilityReason reason = Only(Result(), Tasks);
        Assert.Equal((VisibilityCause.SchedulerEventsMissing, VisibilityLevel.Partial, 1), (reason.Cause, reason.Level, reason.Count));
    }

    [Fact]
    public void A_computer_that_was_expected_sent_nothing()
    {
        HuntResult[] results = Results(new SweepOptions { ExpectedComputers = ["ws-1", "WS-9", "ws-9"] });
        Assert.Equal(2, results.Length);
        Assert.Equal(("WS-9", Verdict.Blind, 2), (results[1].MachineName, results[1].Verdict, results[1].ExitCode));
        Assert.All(results[1].Visibility, hunt => Assert.Equal(VisibilityCause.ComputerSilent, hunt.Reasons.Single().Cause));
    }

    [Fact]
    public void A_damaged_file_that_holds_a_needed_log_is_never_clean()
    {
        Write();
        string path = Path.Combine(_folder.Path, "Security.evtx");
        byte[] log = File.ReadAllBytes(path);
        Random random = new(7);
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = [.. log];
            int place = random.Next(4096, damaged.Length);
            int length = Math.Min(random.Next(1, 3000), damaged.Length - place);
            for (int k = place; k < place + length; k++)
            {
                damaged[k] ^= (byte)random.Next(1, 256);
            }

            File.WriteAllBytes(path, damaged);
            HuntResult[] results = TestHost.Sweep(_folder.Path);

            // Behind the used part of the last chunk nothing is kept, and nothing is lost.
            if (place < 4096 + UsedOf(log))
            {
                Assert.All(results.Where(result => result.MachineName == TestHost.Name), result => Assert.NotEqual(Verdict.Clean, result.Verdict));
            }
        }
    }

    [Fact]
    public void A_hunt_that_fails_is_blind_and_the_others_go_on()
    {
        Write();
        HuntResult result = Assert.Single(TestHost.Sweep(_folder.Path, hunts: [new FailingHunt(), new NetUseProcessHunt()]));
        VisibilityReason reason = Only(result, "TH-9999");
        Assert.Equal((VisibilityCause.HuntFailed, VisibilityLevel.Blind), (reason.Cause, reason.Level));
        Assert.Contains("tripped", reason.Detail, StringComparison.Ordinal);
        Assert.Contains("TH-9999 failed: tripped", result.Errors);
        Assert.Empty(Of(result, Lines).Reasons);
        Assert.Equal((Verdict.CleanPartial, 2), (result.Verdict, result.ExitCode));
    }

    private static int UsedOf(byte[] log) => BitConverter.ToInt32(log, 4096 + 48);

    private HuntResult Result(SweepOptions? options = null) => Assert.Single(Results(options));

    private HuntResult[] Results(SweepOptions? options = null)
    {
        Write();
        return TestHost.Sweep(_folder.Path, options);
    }

    private HuntResult Sweep() => Assert.Single(TestHost.Sweep(_folder.Path));

    private void Write()
    {
        foreach (string path in Directory.GetFiles(_folder.Path))
        {
            File.Delete(path);
        }

        _host.Write(_folder.Path);
    }

    private static HuntVisibility Of(HuntResult result, string hunt) => result.Visibility.Single(item => item.HuntId == hunt);

    private static VisibilityReason Only(HuntResult result, string hunt) => Assert.Single(Of(result, hunt).Reasons);

    private static void Replace(List<EventDescription> events, List<EventDescription> others)
    {
        events.Clear();
        events.AddRange(others);
    }

    private sealed class FailingHunt : Hunt
    {
        public override string Id => "TH-9999";

        public override string Title => "Trips";

        public override IReadOnlyList<string> Techniques => [];

        public override EventQuery Query => new([new EventSelector { Ids = [4688] }]);

        public override IReadOnlyList<HuntNeed> Needs => [];

        public override HuntRun Start() => new Run();

        private sealed class Run : HuntRun
        {
            public override IEnumerable<Finding> Examine(EventRecord record) => throw new InvalidOperationException("tripped");
        }
    }
}
