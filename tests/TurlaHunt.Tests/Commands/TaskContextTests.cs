using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Commands;
using TurlaHunt.Events.Channels;
using TurlaHunt.Events.Following;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Following;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>The program behind a task is looked for where the task was told of, and nowhere else; where it could not be looked for, that is said.</summary>
public sealed class TaskContextTests : WaitingShell
{
    private const string Two = "Get-SuspiciousTaskCreation -ComputerName DC01, DC02 -LogName Security -Wait";

    private readonly HeldPace _pace;

    public TaskContextTests()
        : this(new HeldPace())
    {
    }

    private TaskContextTests(HeldPace pace)
        : base(pace) => _pace = pace;

    [Fact]
    public void A_computer_that_hangs_does_not_hide_the_program_behind_a_task_of_another_and_is_not_asked_for_it()
    {
        FollowPaces.Use(Module.Runspace, new FastPace());
        Channels["DC02"].Hanging = new ManualResetEventSlim();
        Write("DC01", Logs.Process("schtasks /create"), Logs.Task(@"\a", "a.exe", ""));
        Start(Two);
        Until(() => Output.Count == 1);
        int turns = Channels.Hosts.Count(host => host.Name == "DC02");
        Shell.Stop();
        Assert.Equal(["schtasks /create"], Programs());
        Assert.Equal(1, turns);
    }

    [Fact]
    public void A_computer_that_hangs_while_it_is_looked_for_is_named_once_and_hides_nothing_of_another()
    {
        Write("DC01", Logs.Process("schtasks /create"), Now(Logs.Task(@"\a", "a.exe", "")));
        Write("DC02", Other(Now(Logs.Task(@"\b", "b.exe", ""))));
        Start(Two);
        Until(() => Followed("DC01") && Followed("DC02"));
        Channels["DC02"].Hanging = new ManualResetEventSlim();

        // Whoever asks whether it is there hangs, and then who looks for the program.
        Until(() => Channels["DC02"].Hangs == 1);
        int hangs = 1;
        _pace.OnCancelAfter = source => Task.Run(() =>
        {
            Until(() => Channels["DC02"].Hangs > hangs && Channels["DC01"].Closed > 0);
            hangs = Channels["DC02"].Hangs;
            source.Cancel();
        });
        UntilSettled(2);
        Assert.Equal([null, "schtasks /create"], Programs());
        Write("DC02", Other(Now(Logs.Task(@"\c", "c.exe", ""))) with { RecordId = 2 });
        UntilSettled(3);
        Assert.Equal(
            @"\\DC02: Looking for the processes behind what was found took more than 60 seconds, and was given up. Findings may lack them; this is not said again.",
            Assert.Single(Shell.Streams.Warning.Taken()).Message);
        Assert.Empty(Shell.Streams.Error.Taken());
    }

    [Fact]
    public void A_log_that_cannot_be_looked_through_is_named_once_with_the_reason()
    {
        Write("DC01", Now(Logs.Task(@"\a", "a.exe", "")));
        Start("Get-SuspiciousTaskCreation -ComputerName DC01 -LogName Security, Missing -Wait");
        Until(() => Followed("DC01"));
        Channels["DC01"].Logs["Security"].Failure = ChannelFailure.ReadFailed;
        UntilSettled(1);
        Write("DC01", Now(Logs.Task(@"\b", "b.exe", "")) with { RecordId = 2 });
        UntilSettled(2);
        Assert.Equal(
            @"\\DC01\Security: Looking for the processes behind what was found failed. The log Security of DC01 cannot be read. So the test wants it. "
                + "Findings may lack them; this is not said again.",
            Assert.Single(Shell.Streams.Warning.Taken()).Message);
        Assert.StartsWith("ChannelNotFound,", Assert.Single(Shell.Streams.Error.Taken()).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_computer_that_is_lost_is_not_asked_until_it_is_there_again()
    {
        Write("DC01", Now(Logs.Task(@"\a", "a.exe", "")));
        Write("DC02", Other(Logs.Process("schtasks /create")), Other(Now(Logs.Task(@"\b", "b.exe", ""))));
        Start(Two);
        Until(() => Followed("DC01") && Followed("DC02"));
        Channels["DC02"].Failure = ChannelFailure.HostUnreachable;
        Channels["DC02"].Lose(ChannelFailure.HostUnreachable);
        Until(() => Shell.Streams.Error.Count == 1);
        UntilSettled(2);
        Assert.Equal([null, null], Programs());
        Assert.Empty(Shell.Streams.Warning.Taken());

        Channels["DC02"].Failure = null;
        Until(() => Shell.Streams.Warning.Count == 1 && Followed("DC02"));
        Assert.Contains("It is there again", Shell.Streams.Warning.Taken()[0].Message, StringComparison.Ordinal);
        Write("DC02", Other(Now(Logs.Task(@"\c", "c.exe", ""))) with { RecordId = 3 });
        UntilSettled(() => Programs().Contains("schtasks /create"));
        Assert.Single(Shell.Streams.Warning.Taken());
        Assert.Single(Shell.Streams.Error.Taken());
    }

    [Fact]
    public void What_lies_in_files_is_looked_through_however_long_it_takes_and_what_comes_for_a_while()
    {
        _pace.OnCancelAfter = source => source.Cancel();
        Folder.Add("Security.evtx", TestLog.Of(Logs.Process("schtasks /create"), Logs.Task(@"\a", "a.exe", "")));
        Start($"Get-SuspiciousTaskCreation '{Folder.Path}' -Wait");
        UntilSettled(1);
        Assert.Equal(["schtasks /create"], Programs());
        Assert.Empty(Shell.Streams.Warning.Taken());
        Folder.Add("Security.evtx", TestLog.Of(Logs.Process("schtasks /create"), Logs.Task(@"\a", "a.exe", ""), Logs.Task(@"\b", "b.exe", "")));
        UntilSettled(2);
        Assert.StartsWith(
            "The files: Looking for the processes behind what was found took more than 60 seconds",
            Assert.Single(Shell.Streams.Warning.Taken()).Message,
            StringComparison.Ordinal);
    }

    private void Write(string computer, params EventDescription[] events) => Channels[computer].Write(ReadLog.Of(TestLog.Of(events)).Records);

    // When the commands begin, so that it is not settled at once.
    private static EventDescription Now(EventDescription given) => given with { Time = HeldPace.Start };

    private static EventDescription Other(EventDescription given) => given with { Computer = "WS-2.contoso.example" };

    private bool Followed(string computer) => Channels[computer].Lasting().Length == 1;

    // An event that was just written may come after the time went on.
    private void UntilSettled(Func<bool> condition) => Until(() =>
    {
        _pace.GoOn();
        return SpinWait.SpinUntil(condition, TimeSpan.FromMilliseconds(200));
    });

    private void UntilSettled(int count) => UntilSettled(() => Output.Count >= count);

    private string?[] Programs() => [.. Output.Taken().Select(item => ((TaskCreation)item.BaseObject).ClientCommandLine).OrderBy(line => line, StringComparer.Ordinal)];

    /// <summary>Time that goes on when the test wants it, by what settles anything.</summary>
    private sealed class HeldPace : FollowPace
    {
        public static readonly DateTime Start = new(2019, 7, 10, 14, 0, 0, DateTimeKind.Utc);

        private int _steps;

        public Action<CancellationTokenSource>? OnCancelAfter { get; set; }

        public override DateTime Now => Start.AddSeconds(11 * Volatile.Read(ref _steps));

        public void GoOn() => Interlocked.Increment(ref _steps);

        public override void CancelAfter(CancellationTokenSource source, TimeSpan time) => OnCancelAfter?.Invoke(source);

        public override bool Wait(TimeSpan time, CancellationToken cancellation) => !cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1));
    }
}
