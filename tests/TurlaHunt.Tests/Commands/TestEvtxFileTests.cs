using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Test-EvtxFile: a report for each file, whatever its state, and an error for what is no log.</summary>
public sealed class TestEvtxFileTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_samples_are_sound()
    {
        EvtxFileReport[] reports =
            [.. module.Run("Test-EvtxFile $x", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<EvtxFileReport>()];
        Assert.Equal(4, reports.Length);
        Assert.All(reports, report => Assert.Equal((EvtxFileStatus.Sound, 0), (report.Status, report.Problems.Length)));
        Assert.Equal(185, reports.Sum(report => report.Records));
    }

    [Fact]
    public void Each_file_has_its_report_and_what_is_no_log_is_an_error_as_elsewhere()
    {
        string bad = _folder.Add("a.evtx", [1, 2, 3]);
        _folder.Add("b.evtx", DamagedLog.WithChangedText());
        _folder.Add("c.evtx", DamagedLog.WithHiddenRecord());
        _folder.Add("d.evtx", Logs.Saying("d"));
        HostedResult result = module.Run("Test-EvtxFile $x; $?", ("x", _folder.Path));
        EvtxFileReport[] reports = [.. result.Objects.SkipLast(1).Cast<EvtxFileReport>()];
        Assert.Equal([EvtxFileStatus.Damaged, EvtxFileStatus.Suspect, EvtxFileStatus.Sound], reports.Select(report => report.Status));
        Assert.Equal(["b.evtx", "c.evtx", "d.evtx"], reports.Select(report => Path.GetFileName(report.Path)));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("EvtxNotAnEventLog,TurlaHunt.Commands.TestEvtxFileCommand", error.FullyQualifiedErrorId);
        Assert.Contains(bad, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(false, result.Objects.Last());
    }

    [Theory]
    [InlineData("Test-EvtxFile $x")]
    [InlineData("Test-EvtxFile -Path $x")]
    [InlineData("Test-EvtxFile -LiteralPath $x")]
    [InlineData("$x | Test-EvtxFile")]
    [InlineData("[pscustomobject]@{ FullName = $x } | Test-EvtxFile")]
    [InlineData("Test-EvtxFile ($x -replace 'ecurity', '*')")]
    public void It_takes_paths_as_the_other_commands_do(string command)
    {
        HostedResult result = module.Run(command, ("x", Logs.Sample("Security"))).ThrowIfFailed();
        Assert.Equal(74, Assert.IsType<EvtxFileReport>(Assert.Single(result.Objects)).Records);
    }

    [Fact]
    public void Problems_say_what_and_where()
    {
        string log = _folder.Add("a.evtx", DamagedLog.WithHiddenRecord());
        HostedResult result = module.Run(
            "Test-EvtxFile $x | ForEach-Object Problems | Where-Object Kind -eq RecordHidden | ForEach-Object { $_.Kind, $_.Chunk, $_.RecordId, \"$_\" }",
            ("x", log)).ThrowIfFailed();
        Assert.Equal("RecordHidden", result.Objects.First().ToString());
        Assert.Equal(1, result.Objects.ElementAt(1));
        Assert.Matches(@"^A record was hidden .* \(chunk 1, record [0-9]+, offset [0-9]+\)\.$", (string)result.Objects.Last());
    }

    [Fact]
    public void What_can_be_recovered_is_what_Get_HuntEvent_recovers()
    {
        string log = _folder.Add("a.evtx", DamagedLog.WithoutChunkHeader());
        EvtxFileReport report = Assert.IsType<EvtxFileReport>(Assert.Single(module.Run("Test-EvtxFile $x", ("x", log)).Objects));
        int recovered = module.Run("Get-HuntEvent $x -IncludeRecovered | Where-Object Integrity -eq Recovered").Output.Count;
        Assert.Equal(recovered, report.RecoverableRecords);
        Assert.NotEqual(0, recovered);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    public void A_file_is_one_line(int width)
    {
        _folder.Add("Microsoft-Windows-TaskScheduler%4Operational.evtx", DamagedLog.WithHiddenRecord());
        _folder.Add("d.evtx", Logs.Saying("d"));
        module.Width = width;
        string[] lines =
            [.. module.Run("Test-EvtxFile $x", ("x", _folder.Path)).ThrowIfFailed().Text.Split('\n').Where(line => line.Length > 0)];
        Assert.Equal("Status     Records File                             Summary", lines[0]);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("Suspect         80 TaskScheduler%4Operational.evtx  A record was hidden inside", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("Sound            1 d.evtx                           All that can be checked", lines[3], StringComparison.Ordinal);
    }
}
