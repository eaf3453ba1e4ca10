using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Samples;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>
/// Several threads read a bounded stretch ahead. Nobody can tell from what comes out: events, damage and progress come in
/// the order of the files, on the thread that asks for them.
/// </summary>
public sealed class ReadAheadTests
{
    private static readonly string Filler = new('x', 6000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Whatever_the_number_of_threads_the_same_is_said_in_the_same_order(int degree)
    {
        TemporaryFile[] damaged = [.. SampleLogs.Mutants().Select(log => new TemporaryFile(log))];
        try
        {
            string[] files = [.. SampleLogs.Paths, .. damaged.Select(file => file.Path)];
            Assert.Equal(Heard(files, 1), Heard(files, degree));
        }
        finally
        {
            Array.ForEach(damaged, file => file.Dispose());
        }
    }

    [Fact]
    public void The_corpus_gives_the_same_to_one_thread_and_to_four()
    {
        string[] files = [.. SharedData.RequireCorpus()];
        Assert.Equal(Heard(files, 1), Heard(files, 4));
    }

    [Fact]
    public void Everything_is_said_on_the_thread_that_asks()
    {
        using TemporaryFile log = new(Long(60));
        List<int> threads = [];
        ThreadListener listener = new(threads);
        foreach (EventRecord _ in new EvtxFileSource(listener, degree: 4).Read([log.Path, "no such file"], EventQuery.All, TestContext.Current.CancellationToken))
        {
            threads.Add(Environment.CurrentManagedThreadId);
        }

        Assert.Equal([Environment.CurrentManagedThreadId], threads.Distinct());
    }

    [Fact]
    public void No_more_is_begun_than_there_are_threads_and_one()
    {
        int begun = 0;
        int most = 0;
        int taken = 0;
        foreach (int result in OrderedWork.Run(Enumerable.Range(0, 200).Select(Begin), Work, 3))
        {
            Assert.Equal(taken++, result);
            most = Math.Max(most, begun - taken);
        }

        Assert.Equal(200, taken);
        Assert.InRange(most, 1, 3);

        int Begin(int input)
        {
            begun++;
            return input;
        }

        static int Work(int input)
        {
            Thread.Sleep(input % 3);
            return input;
        }
    }

    [Fact]
    public void Who_stops_early_waits_for_what_has_begun()
    {
        int running = 0;
        foreach (int result in OrderedWork.Run(Enumerable.Range(0, 100), Work, 4))
        {
            if (result == 5)
            {
                break;
            }
        }

        Assert.Equal(0, Volatile.Read(ref running));

        int Work(int input)
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(20);
            Interlocked.Decrement(ref running);
            return input;
        }
    }

    [Fact]
    public void A_failure_of_the_program_itself_is_not_swallowed()
    {
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(
            () => OrderedWork.Run<int, int>(Enumerable.Range(0, 9), _ => throw new InvalidOperationException("broken"), 3).Count());
        Assert.Equal("broken", failure.Message);
    }

    [Fact]
    public void A_cancelled_reading_ends_and_lets_go_of_its_files()
    {
        using TemporaryFile log = new(Long(400));
        using CancellationTokenSource cancellation = new();
        int count = 0;
        foreach (EventRecord _ in new EvtxFileSource(new ReadLog(), degree: 4).Read([log.Path, log.Path], EventQuery.All, cancellation.Token))
        {
            count++;
            cancellation.Cancel();
        }

        Assert.Equal(1, count);
        using FileStream exclusive = new(log.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private static byte[] Long(int events) => TestLog.Of(Enumerable.Range(0, events).Select(_ => TestLog.Saying(Filler)));

    private static List<string> Heard(string[] files, int degree)
    {
        List<string> heard = [];
        Listener listener = new(heard);
        foreach (EventRecord record in new EvtxFileSource(listener, degree: degree).Read(files, EventQuery.All, CancellationToken.None))
        {
            heard.Add($"{record.Source} {record.SourceRecordId} {record.Id} {record.Integrity}");
        }

        return heard;
    }

    private sealed class Listener(List<string> heard) : IReadListener
    {
        public void OnBegin(string path) => heard.Add($"begin {path}");

        public void OnEnd(string path) => heard.Add($"end {path}");

        public void OnDefect(string path, EvtxDefect defect) => heard.Add($"{path} {defect}");

        public void OnFailure(string path, Exception failure) => heard.Add($"{path} {failure.Message}");

        public void OnSkipped(string path, string reason) => heard.Add($"{path} {reason}");

        public void OnProgress(string path, long bytesRead, long bytesTotal) => heard.Add($"{path} {bytesRead} of {bytesTotal}");
    }

    private sealed class ThreadListener(List<int> threads) : IReadListener
    {
        public void OnBegin(string path) => Note();

        public void OnEnd(string path) => Note();

        public void OnDefect(string path, EvtxDefect defect) => Note();

        public void OnFailure(string path, Exception failure) => Note();

        public void OnSkipped(string path, string reason) => Note();

        public void OnProgress(string path, long bytesRead, long bytesTotal) => Note();

        private void Note() => threads.Add(Environment.CurrentManagedThreadId);
    }
}
