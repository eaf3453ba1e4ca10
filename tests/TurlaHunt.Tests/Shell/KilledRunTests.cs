using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using TurlaHunt.Tests.Commands;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Shell;

/// <summary>A scheduled run may be killed at any moment: what it did not hand over comes again with the next one.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Rounds = 8;
    private const int EventsEach = 3;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_that_are_killed_repeat_and_never_skip()
    {
        string bookmark = Path.Combine(_folder.Path, "mark.txt");
        string pipeline = $"Invoke-TurlaHunt '{_folder.Path}' -Bookmark '{bookmark}' | ForEach-Object {{ $_.Findings }} | ForEach-Object {{ 'found ' + $_.RecordId }}";

        // How long a run takes that nobody kills, over a log without a finding.
        _folder.Add("Security.evtx", TestLog.Of(Logs.Process("whoami")));
        Stopwatch watch = Stopwatch.StartNew();
        ShellProcess.Result first = await ShellProcess.Run(pipeline, TestContext.Current.CancellationToken);
        TimeSpan whole = watch.Elapsed;
        Assert.Equal(("", 0), (first.Output, first.ExitCode));

        HashSet<long> found = [];
        int killed = 0;
        for (int round = 1; round <= Rounds; round++)
        {
            _folder.Add("Security.evtx", Log(round));
            ShellProcess.Result run = await ShellProcess.Kill(pipeline, whole * round / (Rounds - 1), TestContext.Current.CancellationToken);
            killed += run.ExitCode == 0 ? 0 : 1;
            found.UnionWith(FoundIn(run.Output));
        }

        found.UnionWith(FoundIn((await ShellProcess.Run(pipeline, TestContext.Current.CancellationToken)).Output));
        Assert.InRange(killed, 1, Rounds);
        Assert.Equal(Enumerable.Range(2, Rounds * EventsEach).Select(number => (long)number), found.Order());
        Assert.Equal("", (await ShellProcess.Run(pipeline, TestContext.Current.CancellationToken)).Output);
    }

    // The same log, grown by some events in each round.
    private static byte[] Log(int round) => TestLog.Of(
    [
        Logs.Process("whoami"),
        .. Enumerable.Range(1, round * EventsEach).Select(number => Logs.Process($@"net use \\198.51.100.{number}\c$")),
    ]);

    // A line that the kill cut off was not handed over.
    private static IEnumerable<long> FoundIn(string output) => output.Split('\n').SkipLast(1)
        .Select(line => long.Parse(line.Replace("found ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
}
