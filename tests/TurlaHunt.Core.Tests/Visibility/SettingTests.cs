using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Auditing.Stores.Live;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.Registry;
using TurlaHunt.Tests.Auditing;
using TurlaHunt.Visibility;
using TurlaHunt.Yaml;
using Xunit;

namespace TurlaHunt.Tests.Visibility;

/// <summary>
/// Logs and settings of one computer together: the verdict names the setting that keeps a hunt from seeing. The log is the stronger witness of
/// what was; the setting counts for what the log does not vouch for.
/// </summary>
public sealed class SettingTests : IDisposable
{
    private const string Tasks = "TH-0001";
    private const string Lines = "TH-0002";
    private const string Smb = "TH-0003";
    private const string Logons = "TH-0004";

    private readonly TemporaryFolder _logs = new();
    private readonly TestHost _host = new();
    private readonly TestComputer _computer = new();

    public SettingTests()
    {
        foreach (string log in new[] { "Microsoft-Windows-SmbClient/Connectivity", "Microsoft-Windows-SmbClient/Security" })
        {
            _computer.Software.Set(TestComputer.Channels + log, "Enabled", 1).Set(TestComputer.Channels + log, "MaxSize", 32 << 20)
                .Set(TestComputer.Channels + log, "Retention", 0);
        }
    }

    public void Dispose()
    {
        _logs.Dispose();
        _computer.Dispose();
    }

    /// <summary>The far side of a session has no file to read a baseline from, so that both say the same.</summary>
    [Fact]
    public void The_settings_that_hunts_need_are_controls_of_the_baseline()
    {
        AuditBaseline baseline = BaselineFile.Read(Path.Combine(SharedData.RepositoryRoot, "module", "Baselines", "Turla.yml"));
        foreach (AuditControl control in HuntControls.All)
        {
            AuditControl shipped = baseline.Controls.Single(one => one.Id == control.Id);
            Assert.Equal(shipped.Hunts, control.Hunts);
            Assert.Equal(shipped with { Hunts = [] }, control with { Hunts = [], Title = shipped.Title, Why = shipped.Why });
        }

        // Each switch and each log that a hunt names is one of them, but for Sysmon, which is no part of Windows.
        foreach (HuntSource source in HuntCatalog.All().SelectMany(hunt => hunt.Needs).SelectMany(need => need.Sources)
            .Where(source => !source.LogName.Contains("Sysmon", StringComparison.Ordinal)))
        {
            Assert.Contains(HuntControls.All, control => control is LogControl && control.Decides(source));
            Assert.True(source.Subcategory is null || HuntControls.All.Any(control => control is SubcategoryControl && control.Decides(source)), source.LogName);
        }
    }

    [Fact]
    public void Settings_as_they_should_be_add_nothing()
    {
        HuntResult result = Result();
        Assert.All(result.Visibility, hunt => Assert.Empty(hunt.Reasons));
        Assert.Equal(Verdict.Clean, result.Verdict);
    }

    [Fact]
    public void Where_the_log_never_shows_the_events_the_setting_names_why_and_what_to_run()
    {
        _host.Security.RemoveAll(item => item.EventId == 4688);
        _computer.PolAdtEv![TestComputer.ProcessCreationPlace] = 0;
        HuntResult result = Result();
        VisibilityReason reason = Setting(result, Lines, "ProcessCreation");
        Assert.Equal(VisibilityLevel.Blind, reason.Level);
        Assert.Equal(
            @"ProcessCreation is no auditing and should be success (SECURITY: Policy\PolAdtEv; unchanged since 2024-03-05 08:30:00Z; "
                + "set by: local: no policy of this kind was applied): command lines of new processes are not recorded.",
            reason.Detail);
        Assert.Equal("On that computer, Repair-AuditPolicy -Control ProcessCreation sets it.", reason.Advice);
        Assert.Contains(reason.Advice, Of(result, Lines).Advice);
        Assert.Equal(_computer.PolicyWritten, reason.StartTime);

        // The cause comes before what it does.
        Assert.Contains($"was blind from 2024-05-06 00:01:00Z to 2024-05-06 23:02:00Z: {reason.Detail} And 1 reason more.", Of(result, Lines).Summary, StringComparison.Ordinal);
        Assert.Contains(result.NotSeen, text => text.Contains("ProcessCreation is no auditing", StringComparison.Ordinal));

        // It tells of who made a task as well; TH-0001 needs less than that.
        Assert.Equal(VisibilityLevel.Full, Setting(result, Tasks, "ProcessCreation").Level);
        Assert.DoesNotContain(Of(result, Smb).Reasons, other => other.Cause == VisibilityCause.SettingMissing);
    }

    [Fact]
    public void What_the_log_shows_throughout_was_recorded_whatever_the_setting_is_by_now()
    {
        _computer.PolAdtEv![TestComputer.ProcessCreationPlace] = 0;
        HuntResult result = Result();
        VisibilityReason reason = Setting(result, Lines, "ProcessCreation");
        Assert.Equal((VisibilityLevel.Full, VisibilityLevel.Full, Verdict.Clean), (reason.Level, Of(result, Lines).Level, result.Verdict));
        Assert.EndsWith(": what comes is not recorded. Up to 2024-05-06 23:00:00Z Security shows that it was.", reason.Detail, StringComparison.Ordinal);
    }

    /// <summary>Three hours without events are no silence by themselves; that they were turned off makes it one.</summary>
    [Fact]
    public void A_setting_that_was_changed_within_the_window_makes_the_hunt_partial_from_then_on()
    {
        _host.Security.RemoveAll(item => item.EventId == 4688 && item.Time > TestHost.Midnight.AddHours(20));
        Assert.Equal(Verdict.Clean, Result().Verdict);
        _computer.PolAdtEv![TestComputer.ProcessCreationPlace] = 0;
        _computer.PolicyWritten = TestHost.Midnight.AddHours(20.5);
        HuntResult result = Result();
        VisibilityReason reason = Setting(result, Lines, "ProcessCreation");
        Assert.Equal((VisibilityLevel.Partial, TestHost.Midnight.AddHours(20.5)), (reason.Level, reason.StartTime));
        Assert.Contains("are not recorded from 2024-05-06 20:30:00Z on", reason.Detail, StringComparison.Ordinal);
        Assert.Equal(Verdict.CleanPartial, result.Verdict);
    }

    [Fact]
    public void A_setting_that_was_changed_after_the_window_takes_nothing_from_it()
    {
        _computer.PolAdtEv![TestComputer.ProcessCreationPlace] = 0;
        _computer.PolicyWritten = TestHost.Midnight.AddDays(3);
        HuntResult result = Result();
        Assert.Equal(VisibilityLevel.Full, Setting(result, Lines, "ProcessCreation").Level);
        Assert.Equal(Verdict.Clean, result.Verdict);
    }

    /// <summary>A registration in the morning does not vouch for the evening: that none was seen then means nothing.</summary>
    [Fact]
    public void Events_that_are_rare_vouch_only_for_the_time_up_to_the_last_of_them()
    {
        TurnOff("TaskAuditing");
        HuntResult result = Result();
        VisibilityReason reason = Setting(result, Tasks, "TaskAuditing");
        Assert.Equal((VisibilityLevel.Partial, TestHost.Midnight.AddHours(10)), (reason.Level, reason.StartTime));
        Assert.Contains("nothing shows that they were after 2024-05-06 10:00:00Z", reason.Detail, StringComparison.Ordinal);

        // The scheduler's own log, alive and without a registration, shows by itself that there was none.
        _host.Security.RemoveAll(item => item.EventId == 4698);
        _host.Tasks.RemoveAll(item => item.EventId == 106);
        reason = Setting(Result(), Tasks, "TaskAuditing");
        Assert.Equal(VisibilityLevel.Full, reason.Level);
        Assert.Contains("are seen in Microsoft-Windows-TaskScheduler/Operational instead", reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_lines_are_judged_by_those_that_are_there()
    {
        TurnOff("CommandLine");
        Assert.Equal(VisibilityLevel.Full, Setting(Result(), Lines, "CommandLine").Level);

        Replace((item, place) => place % 2 == 0 ? _host.Process(item.Time, "") : item);
        Assert.Equal(VisibilityLevel.Partial, Setting(Result(), Lines, "CommandLine").Level);

        Replace((item, _) => _host.Process(item.Time, ""));
        VisibilityReason reason = Setting(Result(), Lines, "CommandLine");
        Assert.Equal(VisibilityLevel.Blind, reason.Level);
        Assert.Equal("On that computer, Repair-AuditPolicy -Control CommandLine sets it.", reason.Advice);

        void Replace(Func<EventDescription, int, EventDescription> change)
        {
            EventDescription[] changed = [.. _host.Security.Select((item, place) => item.EventId == 4688 ? change(item, place) : item)];
            _host.Security.Clear();
            _host.Security.AddRange(changed);
        }
    }

    [Fact]
    public void What_is_recommended_makes_no_hunt_blind_and_a_log_that_is_on_still_records()
    {
        _host.Security.RemoveAll(item => item.EventId == 5156);
        TurnOff("BlockedTraffic");
        _computer.System.Set(@"ControlSet002\Services\EventLog\Security", "MaxSize", 20 << 20);
        HuntResult result = Result();
        Assert.Equal(VisibilityLevel.Partial, Setting(result, Smb, "BlockedTraffic").Level);
        VisibilityReason small = Setting(result, Lines, "SecurityLog");
        Assert.Equal((VisibilityLevel.Full, "Security"), (small.Level, small.LogName));
        Assert.Contains("20 MiB", small.Detail, StringComparison.Ordinal);
    }

    /// <summary>Successes in the log do not vouch for failures, nor failures for successes.</summary>
    [Fact]
    public void Where_part_is_audited_only_events_of_the_other_part_vouch_for_it()
    {
        _computer.PolAdtEv![TestComputer.PlaceOf(new Guid("0CCE9226-69AE-11D9-BED3-505054503030"))] = 1;
        VisibilityReason reason = Setting(Result(), Smb, "BlockedTraffic");
        Assert.Equal(VisibilityLevel.Partial, reason.Level);
        Assert.EndsWith("connections that leave the computer, as far as they failed or were blocked, are not recorded.", reason.Detail, StringComparison.Ordinal);
        foreach (EventDescription allowed in _host.Security.Where(item => item.EventId == 5156).ToArray())
        {
            _host.Security.Add(_host.Audit(allowed.Time.AddSeconds(1), 5157, ("Direction", "%%14592"), ("DestAddress", "10.0.0.1"), ("DestPort", "53")));
        }

        Assert.Equal(VisibilityLevel.Full, Setting(Result(), Smb, "BlockedTraffic").Level);

        _computer.PolAdtEv![TestComputer.PlaceOf(new Guid("0CCE9215-69AE-11D9-BED3-505054503030"))] = 2;
        Assert.Equal(VisibilityLevel.Full, Setting(Result(), Logons, "Logon").Level);
        EventDescription[] failures = [.. _host.Security.Select(item => item.EventId == 4624 ? _host.Audit(item.Time, 4625, ("TargetUserName", "bob")) : item)];
        _host.Security.Clear();
        _host.Security.AddRange(failures);
        reason = Setting(Result(), Logons, "Logon");
        Assert.Equal(VisibilityLevel.Blind, reason.Level);
        Assert.EndsWith("logons with the credentials of another account, as far as they succeeded, are not recorded.", reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_is_off_is_a_setting_too()
    {
        _host.Tasks.RemoveAll(item => item.Time > TestHost.Midnight.AddHours(15));
        _host.Security.RemoveAll(item => item.EventId == 4698);
        _host.Tasks.RemoveAll(item => item.EventId == 106);
        TurnOff("TaskSchedulerLog");
        VisibilityReason reason = Setting(Result(), Tasks, "TaskSchedulerLog");
        Assert.Equal((VisibilityLevel.Partial, TestHost.TaskLog), (reason.Level, reason.LogName));
    }

    [Fact]
    public void What_is_not_known_is_said_in_one_reason_and_is_neither_good_nor_bad()
    {
        _computer.Save(software: false, security: false);
        HuntResult result = Result(save: false);
        VisibilityReason reason = Assert.Single(Of(result, Lines).Reasons, item => item.Detail.Contains("ProcessCreation", StringComparison.Ordinal));
        Assert.Equal((VisibilityCause.SettingUnknown, VisibilityLevel.Full), (reason.Cause, reason.Level));
        Assert.Equal(
            "How ProcessCreation, CommandLine, AuditPolicyChange, SecurityLog are set is not known. Nothing here holds the audit policy: add the hive SECURITY, "
                + "or what auditpol /backup writes. Test-AuditPolicy tells the reason of each.",
            reason.Detail);
        Assert.Null(reason.ControlId);
        Assert.Equal(Verdict.Clean, result.Verdict);
    }

    /// <summary>Near miss: the files of another computer say nothing of this one.</summary>
    [Theory]
    [InlineData("WS-1.contoso.example", "WS-10", false)]
    [InlineData("WS-10.contoso.example", "WS-1", false)]
    [InlineData("ws-1", "WS-1", true)]
    [InlineData("WORKSTATION-00017.contoso.example", "WORKSTATION-000", true)]
    [InlineData("WORKSTATION-0.contoso.example", "WORKSTATION-000", false)]
    [InlineData("WORKSTATION.contoso.example", "WORK", false)]
    public void Settings_are_those_of_the_computer_that_has_the_name(string logged, string name, bool areIts)
    {
        _computer.PolAdtEv![TestComputer.ProcessCreationPlace] = 0;
        _computer.System.Set(@"ControlSet002\Control\ComputerName\ComputerName", "ComputerName", RegistryData.String(name));
        TestHost host = new(logged);
        host.Security.RemoveAll(item => item.EventId == 4688);
        host.Write(_logs.Path);
        HuntSweep sweep = Sweep([Saved()]);
        HuntResult result = Assert.Single(sweep.Complete(CancellationToken.None));
        Assert.Equal(areIts, Of(result, Lines).Reasons.Any(reason => reason.Cause == VisibilityCause.SettingMissing));
        if (!areIts)
        {
            Assert.Contains($"the settings are of {name}, and no log of that computer was read", Assert.Single(sweep.Settings.Problems), StringComparison.Ordinal);
            Assert.Contains(Of(result, Lines).Reasons, reason => reason.Cause == VisibilityCause.SettingUnknown && reason.Detail.Contains(logged, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Settings_that_name_no_computer_are_those_of_the_only_one_and_the_reason_says_so()
    {
        _host.Security.RemoveAll(item => item.EventId == 4688);
        _computer.PolAdtEv![TestComputer.ProcessCreationPlace] = 0;
        _computer.Save(software: false, system: false);
        Assert.Contains("; which names no computer; ", Setting(Result(save: false), Lines, "ProcessCreation").Detail, StringComparison.Ordinal);

        new TestHost("WS-2.contoso.example").Write(Path.Combine(_logs.Path, "2"));
        HuntSweep sweep = Sweep([ArtefactFolder.Open(_computer.Folder, _computer)!]);
        Assert.All(sweep.Complete(CancellationToken.None), result => Assert.DoesNotContain(Of(result, Lines).Reasons, reason => reason.Cause == VisibilityCause.SettingMissing));
        Assert.Contains("nothing in it names the computer, and the logs are of 2", Assert.Single(sweep.Settings.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_cannot_be_told_apart_are_nobodys()
    {
        _computer.PolAdtEv![TestComputer.ProcessCreationPlace] = 0;
        _host.Write(_logs.Path);
        HuntSweep sweep = Sweep([Saved(), Saved()]);
        HuntResult result = Assert.Single(sweep.Complete(CancellationToken.None));
        Assert.StartsWith("More than one place tells of the settings", Assert.Single(Of(result, Lines).Reasons).Detail, StringComparison.Ordinal);

        new TestHost("WS-1.fabrikam.example").Write(Path.Combine(_logs.Path, "2"));
        sweep = Sweep([Saved()]);
        Assert.Equal(2, sweep.Complete(CancellationToken.None).Count());
        Assert.Contains("which of these is not told", Assert.Single(sweep.Settings.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WORKSTATION-00017", "WORKSTATION-00042")]
    [InlineData("WORKSTATION-00017.contoso.example", "WORKSTATION-00042")]
    public void A_name_that_was_cut_off_may_be_of_either(string one, string other)
    {
        _computer.PolAdtEv![TestComputer.ProcessCreationPlace] = 0;
        _computer.System.Set(@"ControlSet002\Control\ComputerName\ComputerName", "ComputerName", RegistryData.String("WORKSTATION-000"));
        new TestHost(one).Write(Path.Combine(_logs.Path, "1"));
        new TestHost(other).Write(Path.Combine(_logs.Path, "2"));
        HuntSweep sweep = Sweep([Saved()]);
        Assert.All(sweep.Complete(CancellationToken.None), result => Assert.DoesNotContain(Of(result, Lines).Reasons, reason => reason.Cause == VisibilityCause.SettingMissing));
        Assert.Contains("which of these is not told", Assert.Single(sweep.Settings.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_policy_wants_is_no_setting_of_a_computer()
    {
        _computer.Write("Machine/Microsoft/Windows NT/Audit/audit.csv", "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value\n,System,x,{0cce922b-69ae-11d9-bed3-505054503030},,,4\n"u8.ToArray());
        _host.Write(_logs.Path);
        HuntSweep sweep = Sweep([ArtefactFolder.Open(_computer.Folder, _computer)!]);
        Assert.DoesNotContain(Assert.Single(sweep.Complete(CancellationToken.None)).Visibility, hunt => hunt.Reasons.Any(reason => reason.Cause == VisibilityCause.SettingMissing));
        Assert.Contains("holds policies only", Assert.Single(sweep.Settings.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_computer_that_is_asked_itself_tells_no_time_and_what_it_refuses_is_not_known()
    {
        _host.Write(_logs.Path);
        MemoryComputer live = new();
        live.Policy[MemoryComputer.ProcessCreation] = 0;
        live.ErrorOf = call => call.Contains("9227", StringComparison.Ordinal) ? 1314 : 0;
        HuntSweep sweep = Sweep([LiveComputer.Open(live, live)]);
        sweep.Settings.IsAsked = false;
        HuntResult result = Assert.Single(sweep.Complete(CancellationToken.None));
        Assert.Equal(VisibilityLevel.Full, Setting(result, Lines, "ProcessCreation").Level);
        Assert.Contains(Of(result, Tasks).Reasons, reason => reason.Cause == VisibilityCause.SettingUnknown && reason.ControlId == "TaskAuditing");
    }

    private static HuntVisibility Of(HuntResult result, string hunt) => result.Visibility.Single(item => item.HuntId == hunt);

    private static VisibilityReason Setting(HuntResult result, string hunt, string control) =>
        Assert.Single(Of(result, hunt).Reasons, reason => reason.Cause == VisibilityCause.SettingMissing && reason.ControlId == control);

    private void TurnOff(string control)
    {
        switch (control)
        {
            case "CommandLine":
                _computer.Software.Set(TestComputer.AuditKey, "ProcessCreationIncludeCmdLine_Enabled", 0);
                break;
            case "TaskSchedulerLog":
                _computer.Software.Set(TestComputer.Channels + TestHost.TaskLog, "Enabled", 0);
                break;
            default:
                SubcategoryControl audit = HuntControls.All.OfType<SubcategoryControl>().Single(known => known.Id == control);
                _computer.PolAdtEv![TestComputer.PlaceOf(audit.Subcategory)] = 0;
                break;
        }
    }

    private AuditTarget Saved()
    {
        _computer.Save();
        return ArtefactFolder.Open(_computer.Folder, _computer)!;
    }

    private HuntResult Result(bool save = true)
    {
        foreach (string path in Directory.GetFiles(_logs.Path))
        {
            File.Delete(path);
        }

        _host.Write(_logs.Path);
        HuntSweep sweep = Sweep([save ? Saved() : ArtefactFolder.Open(_computer.Folder, _computer)!]);
        return Assert.Single(sweep.Complete(CancellationToken.None));
    }

    private HuntSweep Sweep(IEnumerable<AuditTarget> targets)
    {
        HuntSweep sweep = new(HuntCatalog.All(), new SweepOptions(), new ReadLog());
        sweep.Settings.IsAsked = true;
        foreach (AuditTarget target in targets)
        {
            sweep.Settings.Add(target);
        }

        sweep.Read([.. Directory.GetFiles(_logs.Path, "*.evtx", SearchOption.AllDirectories).OrderBy(path => path, StringComparer.Ordinal)], CancellationToken.None);
        return sweep;
    }
}
