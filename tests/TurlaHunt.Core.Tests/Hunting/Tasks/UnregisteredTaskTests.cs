using System;
using System.Linq;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Tasks;

/// <summary>Tasks that were made behind the scheduler's back: only a log that was alive can show that something is missing.</summary>
public sealed class UnregisteredTaskTests
{
    private const string Installed = @"C:\Program Files\Up\up.exe";
    private const int Day = 24 * 60;

    private const string Never = "nothing registered it";

    [Fact]
    public void A_task_that_begins_to_run_in_a_log_alive_for_long_was_registered_nowhere()
    {
        TaskCreation dossier = Assert.Single(Begins(new TaskLog().Alive(0, 72)).Dossiers(), IsUpdater);
        Assert.Equal(TaskOperation.Ran, dossier.Operation);
        Assert.Equal(Severity.Medium, dossier.Severity);
        Assert.Contains(dossier.Reasons, reason => reason.Contains(Never, StringComparison.Ordinal)
            && reason.Contains("2019-07-10 00:00Z", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("the log is young")]
    [InlineData("the log was cleared")]
    [InlineData("the log has a gap before")]
    [InlineData("the log has no changes of any task")]
    [InlineData("it was registered")]
    [InlineData("it was updated")]
    [InlineData("it ran before")]
    [InlineData("it runs at no interval")]
    public void Nothing_is_said_where(string why)
    {
        TaskLog log = why switch
        {
            "the log is young" => Begins(new TaskLog().Alive(30, 72)),
            "the log was cleared" => Begins(new TaskLog().Alive(0, 72)).Cleared(2 * Day - 60),
            "the log has a gap before" => Begins(new TaskLog().Alive(0, 30).Alive(47, 72)),
            "the log has no changes of any task" => Begins(new TaskLog().Alive(1, 24).Alive(25, 48).Alive(49, 72)),
            "it was registered" => Begins(new TaskLog().Alive(0, 72).Registered((2 * Day) - 1)),
            "it was updated" => Begins(new TaskLog().Alive(0, 72).Updated((2 * Day) - 1)),
            "it ran before" => Begins(new TaskLog().Alive(0, 72).Ran(30, Installed)),
            _ => new TaskLog().Alive(0, 72).Ran(2 * Day, Installed).Ran((2 * Day) + 7, Installed).Ran((2 * Day) + 70, Installed)
                .Ran((2 * Day) + 200, Installed).Ran((2 * Day) + 203, Installed),
        };
        Assert.DoesNotContain(
            log.Dossiers().Where(IsUpdater).SelectMany(dossier => dossier.Reasons),
            reason => reason.Contains(Never, StringComparison.Ordinal));
    }

    [Fact]
    public void The_clearing_of_another_log_does_not_matter() =>
        Assert.Contains(
            Assert.Single(Begins(new TaskLog().Alive(0, 72)).Cleared((2 * Day) - 60, "Application").Dossiers(), IsUpdater).Reasons,
            reason => reason.Contains(Never, StringComparison.Ordinal));

    [Fact]
    public void A_night_without_events_is_no_gap()
    {
        TaskLog log = Begins(new TaskLog().Alive(0, 18).Alive(29, 42).Alive(47, 72));
        Assert.Contains(
            Assert.Single(log.Dossiers(), IsUpdater).Reasons, reason => reason.Contains(Never, StringComparison.Ordinal));
    }

    [Fact]
    public void A_task_that_runs_on_after_its_deletion_is_another_dossier()
    {
        TaskCreation[] dossiers =
            [.. new TaskLog().Alive(0, 5).Registered(0).Ran(20, Installed).Deleted(60).Ran(80, Installed).Dossiers().Where(IsUpdater)];
        Assert.Equal([TaskOperation.Registered, TaskOperation.Ran], dossiers.Select(dossier => dossier.Operation));
        Assert.Contains("after it had been deleted", Assert.Single(dossiers[1].Reasons), StringComparison.Ordinal);
        Assert.Equal(Severity.Medium, dossiers[1].Severity);
        Assert.Equal(1, dossiers[0].RunCount);
    }

    [Theory]
    [InlineData("it was starting when it was deleted")]
    [InlineData("it was registered again")]
    [InlineData("the log was cleared between")]
    [InlineData("the log has a gap between")]
    public void It_ran_on_is_not_said_where(string why)
    {
        TaskLog log = new TaskLog().Alive(0, 5).Registered(0).Deleted(60);
        log = why switch
        {
            "it was starting when it was deleted" => log.Ran(59.99, Installed).Started(60.05, Installed),
            "it was registered again" => log.Registered(70).Ran(80, Installed),
            "the log was cleared between" => log.Cleared(65).Ran(80, Installed),
            _ => log.Ran(30 * 60, Installed),
        };
        Assert.DoesNotContain(
            log.Dossiers().Where(IsUpdater).SelectMany(dossier => dossier.Reasons),
            reason => reason.Contains("had been deleted", StringComparison.Ordinal));
    }

    [Fact]
    public void The_end_of_a_run_after_the_deletion_belongs_to_the_life_before()
    {
        TaskCreation dossier = Assert.Single(new TaskLog().Registered(0).Ran(59.95, Installed).Deleted(60).Dossiers());
        Assert.Equal(1, dossier.RunCount);
        Assert.Equal([106, 107, 129, 200, 141, 201], dossier.Evidence.Select(record => record.Id));
    }

    // Every 20 minutes from the beginning of the third day on.
    private static TaskLog Begins(TaskLog log)
    {
        for (int i = 0; i < 6; i++)
        {
            log.Ran((2 * Day) + (i * 20), Installed);
        }

        return log;
    }

    private static bool IsUpdater(TaskCreation dossier) => dossier.TaskName == TaskLog.Name;
}
