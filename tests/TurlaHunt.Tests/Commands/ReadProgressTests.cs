using System;
using System.Collections.Generic;
using System.Management.Automation;
using TurlaHunt.Commands;
using TurlaHunt.Events;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Progress for work that takes a while, honest, and gone at the end.</summary>
public sealed class ReadProgressTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<(ProgressRecordType Type, int Percent, string Status, string File)> _shown = [];
    private readonly string _first;
    private readonly string _second;
    private TimeSpan _now;

    public ReadProgressTests()
    {
        _first = _folder.Add("a.evtx", new byte[3_000_000]);
        _second = _folder.Add("b.evtx", new byte[1_000_000]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Work_under_a_second_shows_nothing()
    {
        ReadProgress progress = Start();
        At(999, progress, _first, 1_000_000);
        progress.Complete();
        Assert.Empty(_shown);
    }

    [Fact]
    public void It_counts_bytes_over_all_files()
    {
        ReadProgress progress = Start();
        At(1000, progress, _first, 1_000_000);
        progress.Finish(_first);
        At(2000, progress, _second, 500_000);
        Assert.Equal([25, 87], _shown.ConvertAll(shown => shown.Percent));
        Assert.Equal([_first, _second], _shown.ConvertAll(shown => shown.File));
        Assert.Equal(["0 of 3 MB", "3 of 3 MB"], _shown.ConvertAll(shown => shown.Status));
    }

    [Fact]
    public void It_is_shown_five_times_a_second_at_most()
    {
        ReadProgress progress = Start();
        for (int time = 0; time <= 3000; time += 10)
        {
            At(time, progress, _first, time);
        }

        Assert.InRange(_shown.Count, 10, 11);
    }

    [Fact]
    public void It_never_passes_a_hundred()
    {
        ReadProgress progress = Start();
        At(1000, progress, _first, 9_000_000);
        Assert.Equal(100, Assert.Single(_shown).Percent);
    }

    [Fact]
    public void It_is_completed_once()
    {
        ReadProgress progress = Start();
        At(1000, progress, _first, 1);
        progress.Complete();
        progress.Complete();
        Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Completed], _shown.ConvertAll(shown => shown.Type));
    }

    [Fact]
    public void A_file_that_cannot_be_measured_counts_for_nothing()
    {
        ReadProgress progress = new("Get-HuntEvent", Record, () => _now);
        progress.Expect([_folder.Path + "/nosuch.evtx"]);
        At(1000, progress, "nosuch", 0);
        Assert.Equal(0, Assert.Single(_shown).Percent);
    }

    [Theory]
    [InlineData("Get-SlowEvent $x")]
    [InlineData("Get-SlowEvent $x -MaxEvents 100")]
    [InlineData("do { Get-SlowEvent $x | ForEach-Object { if (++$n -ge 100) { break } } } while ($false)")]
    [InlineData("try { Get-SlowEvent $x | ForEach-Object { if (++$n -ge 100) { throw 'x' } } } catch { }")]
    public void A_command_completes_what_it_showed_also_when_it_is_cut_short(string script)
    {
        using HostedModule module = new();
        module.Run("Import-Module -Assembly $a", ("a", typeof(GetSlowEventCommand).Assembly)).ThrowIfFailed();
        string log = _folder.Add("c.evtx", Logs.Long(200));
        HostedResult result = module.Run(script, ("x", log), ("n", 0)).ThrowIfFailed();
        Assert.Equal("Get-SlowEvent", result.Progress[0].Activity);
        Assert.Equal(log, result.Progress[0].CurrentOperation);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void Live_logs_are_counted_by_computers()
    {
        ReadProgress progress = new("Get-NetUseProcess", Record, () => _now);
        progress.Report(@"\\A\Security", 0, 3);
        _now = TimeSpan.FromSeconds(2);
        progress.Report(@"\\B\Security", 1, 3);
        progress.Report(@"\\C\Security", 2, 3);
        progress.Finish(@"\\B\Security");
        progress.Complete();
        Assert.Equal(
            [(ProgressRecordType.Processing, 33, "1 of 3 computers", @"\\B\Security"), (ProgressRecordType.Completed, 33, "1 of 3 computers", @"\\B\Security")],
            _shown);
    }

    [Fact]
    public void A_command_that_is_quick_shows_none()
    {
        using HostedModule module = new();
        Assert.Empty(module.Run("Get-HuntEvent $x", ("x", _folder.Add("c.evtx", Logs.Long(200)))).ThrowIfFailed().Progress);
    }

    private ReadProgress Start()
    {
        ReadProgress progress = new("Get-HuntEvent", Record, () => _now);
        progress.Expect([_first, _second]);
        return progress;
    }

    private void At(int milliseconds, ReadProgress progress, string file, long bytes)
    {
        _now = TimeSpan.FromMilliseconds(milliseconds);
        progress.Report(file, bytes);
    }

    private void Record(ProgressRecord record) =>
        _shown.Add((record.RecordType, record.PercentComplete, record.StatusDescription, record.CurrentOperation));
}

/// <summary>Get-HuntEvent on a day when a second passes whenever one looks at the clock.</summary>
[Cmdlet(VerbsCommon.Get, "SlowEvent", DefaultParameterSetName = "Path")]
public sealed class GetSlowEventCommand : EventSourceCommand
{
    private int _seconds;
    private long _emitted;

    [Parameter]
    public long MaxEvents { get; set; } = long.MaxValue;

    protected override bool IsDone => _emitted >= MaxEvents;

    protected override EventQuery Query => EventQuery.All;

    internal override Func<TimeSpan> Clock => () => TimeSpan.FromSeconds(++_seconds);

    protected override void ProcessEvent(EventRecord record)
    {
        _emitted++;
        WriteObject(record);
    }
}
