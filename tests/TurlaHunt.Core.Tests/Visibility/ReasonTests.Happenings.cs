using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;
using Xunit;

namespace TurlaHunt.Tests.Visibility;

/// <content>What happened to the logs and their files.</content>
public sealed partial class ReasonTests
{
    [Fact]
    public void The_audit_log_was_cleared()
    {
        _host.Security.Add(_host.Cleared(
            TestHost.Midnight.AddHours(5).AddMinutes(9), 1102, "Security", ("SubjectUserName", "eve"), ("SubjectDomainName", "CONTOSO")));
        VisibilityReason reason = Only(Result(), Smb);
        Assert.Equal((VisibilityCause.LogCleared, VisibilityLevel.Partial, @"CONTOSO\eve"), (reason.Cause, reason.Level, reason.UserName));
        Assert.Equal(TestHost.Midnight.AddHours(5).AddMinutes(9), reason.StartTime);
        Assert.Contains(@"by CONTOSO\eve", reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_a_time()
    {
        // The times of Windows begin in 1601; 0 is none.
        _host.Security.Add(_host.Audit(new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc), 4624, ("TargetUserName", "bob")));
        VisibilityReason reason = Only(Result(), Smb);
        Assert.Equal((VisibilityCause.TimeMissing, VisibilityLevel.Partial, 1L), (reason.Cause, reason.Level, reason.Count));
    }

    [Fact]
    public void Another_log_was_cleared()
    {
        _host.Windows.Add(_host.Cleared(
            TestHost.Midnight.AddHours(5), 104, "System", ("SubjectUserName", "eve"), ("SubjectDomainName", "CONTOSO"), ("Channel", TestHost.TaskLog)));
        HuntResult result = Result();
        VisibilityReason reason = Only(result, Tasks);
        Assert.Equal((VisibilityCause.LogCleared, TestHost.TaskLog, @"CONTOSO\eve"), (reason.Cause, reason.LogName, reason.UserName));
        Assert.Empty(Of(result, Lines).Reasons);
    }

    [Theory]
    [InlineData(6005, "EventLog", VisibilityCause.ServiceStarted)]
    [InlineData(6006, "EventLog", VisibilityCause.ServiceStopped)]
    [InlineData(6008, "EventLog", VisibilityCause.UnexpectedShutdown)]
    public void Starts_and_stops_are_plain_facts(int id, string provider, VisibilityCause cause)
    {
        _host.Windows.Add(_host.OfWindows(TestHost.Midnight.AddHours(5), (ushort)id, provider));
        HuntResult result = Result();
        Assert.Equal((cause, VisibilityLevel.Full, 1), (Only(result, Lines).Cause, Only(result, Lines).Level, Only(result, Lines).Count));
        Assert.Equal(Verdict.Clean, result.Verdict);
    }

    [Fact]
    public void So_is_the_stop_that_the_audit_log_tells()
    {
        _host.Security.Add(_host.Cleared(TestHost.Midnight.AddHours(5), 1100, "Security"));
        Assert.Equal((VisibilityCause.ServiceStopped, VisibilityLevel.Full), (Only(Result(), Lines).Cause, Only(Result(), Lines).Level));
    }

    [Theory]
    [InlineData("{0CCE922B-69AE-11D9-BED3-505054503030}", "%%8448", Lines, "Process Creation", "success removed", VisibilityLevel.Partial)]
    [InlineData("{0CCE9227-69AE-11D9-BED3-505054503030}", "%%8448, %%8450", Tasks, "Other Object Access Events", "success removed, failure removed", VisibilityLevel.Partial)]
    [InlineData("{0CCE9226-69AE-11D9-BED3-505054503030}", "%%8449", Smb, "Filtering Platform Connection", "success added", VisibilityLevel.Full)]
    [InlineData("{0CCE9215-69AE-11D9-BED3-505054503030}", "%%8448", Logons, "Logon", "success removed", VisibilityLevel.Partial)]
    public void The_audit_policy_was_changed(string subcategory, string codes, string hunt, string name, string change, VisibilityLevel level)
    {
        _host.Security.Add(_host.Audit(
            TestHost.Midnight.AddHours(5), 4719, ("SubcategoryGuid", subcategory), ("AuditPolicyChanges", codes), ("SubjectUserName", "eve"), ("SubjectDomainName", "CONTOSO")));
        HuntResult result = Result();
        VisibilityReason reason = Only(result, hunt);
        Assert.Equal((VisibilityCause.AuditPolicyChanged, level, @"CONTOSO\eve"), (reason.Cause, reason.Level, reason.UserName));
        Assert.Contains(name, reason.Detail, StringComparison.Ordinal);
        Assert.EndsWith(": " + change + ".", reason.Detail, StringComparison.Ordinal);
        Assert.All(result.Visibility.Where(other => other.HuntId != hunt), other => Assert.Empty(other.Reasons));
    }

    [Fact]
    public void Records_were_taken_out()
    {
        List<EventDescription> all = TestHost.Numbered(_host.Security);
        all.RemoveRange(20, 7);
        Replace(_host.Security, all);
        VisibilityReason reason = Only(Result(), Lines);
        Assert.Equal((VisibilityCause.RecordGap, VisibilityLevel.Partial, 7), (reason.Cause, reason.Level, reason.Count));
        Assert.Equal(all[19].Time, reason.StartTime);
        Assert.Equal(all[20].Time, reason.EndTime);
    }

    [Fact]
    public void An_archived_file_of_the_log_is_missing()
    {
        List<EventDescription> all = TestHost.Numbered(_host.Security);
        Write();
        File.WriteAllBytes(Path.Combine(_folder.Path, "Security.evtx"), TestHost.Log(all.Take(30)));
        File.WriteAllBytes(Path.Combine(_folder.Path, "Archive-Security-2.evtx"), TestHost.Log(all.Skip(34)));
        VisibilityReason reason = Of(Sweep(), Lines).Reasons.Single();
        Assert.Equal((VisibilityCause.RecordGap, 4), (reason.Cause, reason.Count));
        File.WriteAllBytes(Path.Combine(_folder.Path, "Archive-Security-1.evtx"), TestHost.Log(all.Skip(30).Take(4)));
        Assert.Equal(Verdict.Clean, Sweep().Verdict);
    }

    [Fact]
    public void Forwarded_events_skip_numbers_and_nothing_follows_from_it()
    {
        TestHost other = new("WS-2.contoso.example");
        EventDescription[] all =
        [
            .. TestHost.Numbered(_host.Security, 500), .. TestHost.Numbered(_host.Tasks, 10), .. TestHost.Numbered(other.Security, 70000),
            .. TestHost.Numbered(other.Tasks, 3),
        ];

        // Every other event that is no proof of anything was not forwarded.
        EventDescription[] chosen = [.. all.Where((item, place) => item.EventId is not 4624 || place % 4 != 0)];
        File.WriteAllBytes(Path.Combine(_folder.Path, "collected.evtx"), TestHost.Collected(chosen));
        HuntResult[] results = TestHost.Sweep(_folder.Path);
        Assert.Equal(["WS-1.contoso.example", "WS-2.contoso.example"], results.Select(result => result.MachineName));
        Assert.All(results, result => Assert.Equal(Verdict.Clean, result.Verdict));
        Assert.All(results, result => Assert.Equal(chosen.Count(item => item.Computer == result.MachineName), result.EventCount));
    }

    [Fact]
    public void A_chunk_is_damaged()
    {
        for (int i = 0; i < 2000; i++)
        {
            _host.Security.Add(_host.Audit(TestHost.Midnight.AddSeconds(40 * i), 4634, ("TargetUserName", "somebody")));
        }

        byte[] log = TestHost.Log(_host.Security);
        Assert.True(log.Length > 5 * 65536);
        Write();
        Array.Clear(log, 4096 + (2 * 65536), 512);
        File.WriteAllBytes(Path.Combine(_folder.Path, "Security.evtx"), log);
        HuntResult result = Sweep();
        VisibilityReason reason = Only(result, Lines);
        Assert.Equal((VisibilityCause.FileDamaged, VisibilityLevel.Partial), (reason.Cause, reason.Level));
        Assert.InRange(reason.Count ?? 0, 50, 500);
        Assert.NotNull(reason.StartTime);
        Assert.NotNull(reason.EndTime);
        Assert.Equal(Verdict.CleanPartial, result.Verdict);
    }

    /// <summary>Also where the events that were changed are of no interest to any hunt any more.</summary>
    [Fact]
    public void A_byte_is_changed_and_the_checksum_tells()
    {
        Write();
        string path = Path.Combine(_folder.Path, "Security.evtx");
        byte[] log = File.ReadAllBytes(path);
        int place = log.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes("10.0.0.1"));
        log[place] ^= 1;
        File.WriteAllBytes(path, log);
        Assert.Equal(VisibilityCause.FileDamaged, Only(Sweep(), Lines).Cause);
    }

    [Fact]
    public void A_file_is_cut()
    {
        Write();
        string path = Path.Combine(_folder.Path, "Security.evtx");
        byte[] log = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. log.Take(4096 + UsedOf(log) - 1500)]);
        HuntResult result = Sweep();
        VisibilityReason reason = Only(result, Lines);
        Assert.Equal((VisibilityCause.FileDamaged, VisibilityLevel.Partial, path), (reason.Cause, reason.Level, reason.Source));
        Assert.Equal(Verdict.CleanPartial, result.Verdict);
    }

    [Fact]
    public void A_file_cannot_be_read()
    {
        Write();
        File.WriteAllText(Path.Combine(_folder.Path, "Archive-Security-1.evtx"), "no log at all");
        HuntResult result = Sweep();
        Assert.All(result.Visibility, hunt => Assert.Equal(VisibilityCause.FileUnreadable, Assert.Single(hunt.Reasons).Cause));
        Assert.Single(result.Errors);
        Assert.Equal((Verdict.CleanPartial, 2), (result.Verdict, result.ExitCode));

        // It is in nobody else's folder.
        new TestHost("WS-2").Write(Path.Combine(_folder.Path, "other"));
        Assert.Equal([Verdict.CleanPartial, Verdict.Clean], TestHost.Sweep(_folder.Path).Select(one => one.Verdict));
    }

    [Fact]
    public void Nothing_can_be_read_at_all()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "Security.evtx"), "no log at all");
        HuntResult result = Assert.Single(TestHost.Sweep(_folder.Path));
        Assert.Equal((null, Verdict.Blind, 3), (result.MachineName, result.Verdict, result.ExitCode));
    }

    [Fact]
    public void The_clock_jumps_back()
    {
        List<EventDescription> all = TestHost.Numbered(_host.Security);
        for (int i = 40; i < all.Count; i++)
        {
            all[i] = all[i] with { Time = all[i].Time.AddHours(-3) };
        }

        Replace(_host.Security, all);
        VisibilityReason reason = Only(Result(), Lines);
        Assert.Equal((VisibilityCause.ClockJump, VisibilityLevel.Partial, 1), (reason.Cause, reason.Level, reason.Count));
    }

    [Fact]
    public void The_clock_was_set_and_the_audit_log_tells()
    {
        DateTime time = TestHost.Midnight.AddHours(5);
        _host.Security.Add(_host.Audit(
            time, 4616, ("PreviousTime", $"{time.AddHours(2):yyyy-MM-ddTHH:mm:ss.0000000Z}"), ("NewTime", $"{time:yyyy-MM-ddTHH:mm:ss.0000000Z}"), ("SubjectUserName", "eve")));
        Assert.Equal((VisibilityCause.ClockJump, "eve"), (Only(Result(), Lines).Cause, Only(Result(), Lines).UserName));

        // What Windows corrects all the time is none.
        _host.Security.RemoveAt(_host.Security.Count - 1);
        _host.Security.Add(_host.Audit(
            time, 4616, ("PreviousTime", $"{time:yyyy-MM-ddTHH:mm:ss.1000000Z}"), ("NewTime", $"{time:yyyy-MM-ddTHH:mm:ss.0000000Z}")));
        Assert.Empty(Of(Result(), Lines).Reasons);
    }
}
