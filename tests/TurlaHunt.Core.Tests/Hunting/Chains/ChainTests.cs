using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.Tests.Visibility;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Chains;

/// <summary>Which findings tell one story, in which order, and why; what only looks like one is none.</summary>
public sealed class ChainTests : IDisposable
{
    private const string Session = "0x2b8f4e";
    private const string Server = "198.51.100.7";

    private static readonly DateTime Noon = TestHost.Midnight.AddHours(12);

    private readonly TemporaryFolder _folder = new();
    private readonly TestHost _host = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_part_of_the_story_is_shown_as_such()
    {
        AttackChain chain = Assert.Single(Chains([Connect(_host, Noon), Smb(_host, Noon.AddSeconds(1))]));
        Assert.False(chain.IsComplete);
        Assert.Equal([ChainStage.Connect, ChainStage.Smb], chain.Stages);
        Assert.Equal([ChainStage.Fetch, ChainStage.Register, ChainStage.Run], chain.MissingStages);
        Assert.Contains("not seen", chain.Summary, StringComparison.Ordinal);
        ChainTie tie = Assert.Single(chain.Ties);
        Assert.Equal((1, 2, ChainTieKind.Target, Server), (tie.From, tie.To, tie.Kind, tie.Value));
        Assert.Contains(Server, tie.Reason, StringComparison.Ordinal);
    }

    /// <summary>The window is what lies between two steps; it is a parameter.</summary>
    [Theory]
    [InlineData(59, 60, 1)]
    [InlineData(61, 60, 0)]
    [InlineData(61, 90, 1)]
    public void Steps_belong_together_within_the_window(int minutes, int window, int count) => Assert.Equal(
        count,
        Chains([Connect(_host, Noon), Smb(_host, Noon.AddMinutes(minutes))], new SweepOptions { ChainWindow = TimeSpan.FromMinutes(window) }).Length);

    [Fact]
    public void Another_server_is_another_story() =>
        Assert.Empty(Chains([Connect(_host, Noon), Smb(_host, Noon.AddSeconds(1), "203.0.113.9")]));

    [Fact]
    public void A_task_of_the_same_session_belongs_to_it_and_one_of_another_does_not()
    {
        AttackChain chain = Assert.Single(Chains([Connect(_host, Noon), Task(_host, Noon.AddMinutes(5), Session), Task(_host, Noon.AddMinutes(6), "0x99", "eve", @"\Other")]));
        Assert.Equal([@"\Evil"], chain.TaskNames);
        ChainTie tie = chain.Ties[0];
        Assert.Equal((ChainTieKind.LogonId, Session), (tie.Kind, tie.Value));
    }

    /// <summary>All services share one session, and are not one story for that.</summary>
    [Fact]
    public void The_session_of_the_system_ties_nothing() =>
        Assert.Empty(Chains([Connect(_host, Noon, "0x3e7", "SYSTEM", "NT AUTHORITY"), Task(_host, Noon.AddMinutes(5), "0x3e7", "SYSTEM")]));

    /// <summary>A drive that a logon script connects, to a server by name, with a task registered meanwhile.</summary>
    [Fact]
    public void Ordinary_work_is_no_story()
    {
        EventDescription drive = _host.Audit(
            Noon, 4688, ("NewProcessName", @"C:\Windows\System32\net.exe"), ("CommandLine", @"net use H: \\fileserver\home$"), ("SubjectLogonId", Session), ("SubjectUserName", "bob"), ("SubjectDomainName", "CONTOSO"));
        Assert.Empty(Chains([drive, Smb(_host, Noon.AddSeconds(1), "10.0.0.9"), Task(_host, Noon.AddMinutes(5), Session, action: @"C:\Program Files\x\update.exe")]));
    }

    [Fact]
    public void What_happened_at_one_moment_is_told_in_the_order_of_the_story_whatever_file_it_came_from()
    {
        // The files are read in the order of their names: each order gives the same timeline.
        EventDescription[] all = [Connect(_host, Noon), Smb(_host, Noon), Task(_host, Noon, Session), Connect(_host, Noon, line: $@"cmd /c copy \\{Server}\c$\a.js .")];
        string[]? first = null;
        foreach (int[] order in new[] { new[] { 0, 1, 2, 3 }, [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2] })
        {
            Clear();
            for (int i = 0; i < order.Length; i++)
            {
                File.WriteAllBytes(Path.Combine(_folder.Path, $"{order[i]}.evtx"), TestLog.Of(all[i] with { RecordId = 100 + (ulong)i }));
            }

            AttackChain chain = Assert.Single(TestHost.Sweep(_folder.Path).Single().Chains);
            Assert.Equal([ChainStage.Connect, ChainStage.Smb, ChainStage.Fetch, ChainStage.Register], chain.Timeline.Select(entry => entry.Stage));
            string[] told = [.. chain.Timeline.Select(entry => $"{entry.Number} {entry.Stage} {entry.Text} {entry.RecordId}"), .. chain.Ties.Select(tie => tie.ToString())];
            first ??= told;
            Assert.Equal(first, told);
        }
    }

    [Fact]
    public void Several_computers_in_one_file_have_their_own_stories()
    {
        TestHost other = new("WS-2.contoso.example");
        EventDescription[] all =
        [
            Connect(_host, Noon), Connect(other, Noon), Smb(other, Noon.AddSeconds(1)), Smb(_host, Noon.AddSeconds(1)),
            Task(other, Noon.AddSeconds(2), Session),
        ];
        File.WriteAllBytes(Path.Combine(_folder.Path, "ForwardedEvents.evtx"), TestHost.Collected(TestHost.Numbered(all)));
        HuntResult[] results = TestHost.Sweep(_folder.Path);
        Assert.Equal([2, 3], results.Select(result => Assert.Single(result.Chains).Timeline.Length));
        Assert.All(results, result => Assert.Equal(result.MachineName, result.Chains[0].MachineName));
    }

    [Fact]
    public void Copies_of_a_log_tell_nothing_twice()
    {
        byte[] log = TestHost.Log([Connect(_host, Noon), Smb(_host, Noon.AddSeconds(1))]);
        File.WriteAllBytes(Path.Combine(_folder.Path, "a.evtx"), log);
        File.WriteAllBytes(Path.Combine(_folder.Path, "b.evtx"), log);
        Assert.Equal(2, Assert.Single(TestHost.Sweep(_folder.Path).Single().Chains).Timeline.Length);
    }

    [Fact]
    public void Of_very_many_steps_of_a_kind_the_first_and_the_last_are_told()
    {
        AttackChain chain = Assert.Single(Chains([Connect(_host, Noon), .. Enumerable.Range(1, 500).Select(i => Smb(_host, Noon.AddSeconds(i)))]));
        Assert.Equal((9, 492), (chain.Timeline.Length, chain.EntriesLeftOut));
        Assert.Equal(Noon.AddSeconds(500), chain.EndTime);
        Assert.Equal(chain.EndTime, chain.Timeline.Last().TimeCreated);
    }

    [Fact]
    public void No_password_is_in_a_chain()
    {
        AttackChain chain = Assert.Single(Chains([Connect(_host, Noon, line: $@"net use \\{Server}\c$ Not-A-Real-Passw0rd /user:a"), Smb(_host, Noon)]));
        Assert.DoesNotContain("Passw0rd", string.Concat(chain.Timeline.Select(entry => entry.ToString())) + chain.Summary, StringComparison.Ordinal);
    }

    private static EventDescription Connect(
        TestHost host, DateTime time, string session = Session, string user = "bob", string domain = "CONTOSO", string? line = null) => host.Audit(
        time,
        4688,
        ("NewProcessId", "0x1c84"),
        ("NewProcessName", @"C:\Windows\System32\cmd.exe"),
        ("CommandLine", line ?? $@"cmd /c net use \\{Server}\c$"),
        ("SubjectLogonId", session),
        ("SubjectUserName", user),
        ("SubjectDomainName", domain));

    private static EventDescription Smb(TestHost host, DateTime time, string server = Server) => host.Audit(
        time, 5156, ("Direction", "%%14593"), ("SourceAddress", "10.0.0.2"), ("DestAddress", server), ("DestPort", "445"), ("ProcessID", "4"), ("Application", "System"));

    private static EventDescription Task(
        TestHost host, DateTime time, string session, string user = "bob", string name = @"\Evil", string action = @"C:\Users\bob\AppData\Roaming\x.exe") => host.Audit(
        time,
        4698,
        ("SubjectUserName", user),
        ("SubjectDomainName", "CONTOSO"),
        ("SubjectLogonId", session),
        ("TaskName", name),
        ("TaskContent", "<Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\"><Actions><Exec><Command>" + action + "</Command></Exec></Actions></Task>"));

    private AttackChain[] Chains(IEnumerable<EventDescription> events, SweepOptions? options = null)
    {
        Clear();
        File.WriteAllBytes(Path.Combine(_folder.Path, "Security.evtx"), TestHost.Log(events));
        return Assert.Single(TestHost.Sweep(_folder.Path, options)).Chains;
    }

    private void Clear()
    {
        foreach (string path in Directory.GetFiles(_folder.Path))
        {
            File.Delete(path);
        }
    }
}
