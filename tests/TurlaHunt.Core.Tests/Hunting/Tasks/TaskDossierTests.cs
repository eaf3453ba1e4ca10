using System;
using System.Linq;
using TurlaHunt.Hunting.Hunts;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Tasks;

/// <summary>What events of several logs become one dossier, and which become two.</summary>
public sealed class TaskDossierTests
{
    private const double Moment = 0.0001;

    private static readonly string Plain = TaskLog.Xml(TaskLog.Exec(@"C:\Program Files\Up\up.exe"));

    [Fact]
    public void The_events_of_two_logs_are_one_registration_and_each_alone_gives_what_it_knows()
    {
        TaskLog log = new TaskLog().Registered(0, user: "S-1-5-18").Audited(4698, Moment, Plain);
        TaskCreation both = Assert.Single(log.Dossiers());
        TaskCreation scheduler = Assert.Single(TaskLog.Dossiers(log.SchedulerRecords));
        TaskCreation audit = Assert.Single(TaskLog.Dossiers(log.SecurityRecords));
        Assert.Equal([106, 4698], both.Evidence.Select(record => record.Id));
        Assert.Equal((@"CONTOSO\m.weber", "S-1-5-18", "S-1-5-18"), (both.Registrar, both.RunAs, both.UserContext));
        Assert.Equal((null, null, "S-1-5-18"), (scheduler.Registrar, scheduler.RunAs, scheduler.UserContext));
        Assert.Equal((@"CONTOSO\m.weber", "S-1-5-18", null), (audit.Registrar, audit.RunAs, audit.UserContext));
        Assert.All(new[] { both, scheduler, audit }, dossier => Assert.Equal(
            (TaskOperation.Registered, TaskLog.Name, Severity.Low), (dossier.Operation, dossier.TaskName, dossier.Severity)));
        Assert.Equal((0, 0, null), (both.RunCount, scheduler.RunCount, audit.RunCount));
        Assert.Null(scheduler.Actions);
        Assert.Equal([@"C:\Program Files\Up\up.exe"], audit.Actions!);
    }

    [Fact]
    public void Events_three_seconds_apart_are_two_registrations() =>
        Assert.Equal(2, new TaskLog().Registered(0).Audited(4698, 3.0 / 60, Plain).Dossiers().Length);

    [Fact]
    public void A_registration_without_a_deletion_before_it_ends_one_life_and_begins_another()
    {
        TaskCreation[] lives = new TaskLog().Registered(0).Ran(5).Registered(60).Ran(65).Ran(70).Deleted(90).Dossiers();
        Assert.Equal([1, 2], lives.Select(life => life.RunCount!.Value));
        Assert.Equal(TaskLog.Start.AddMinutes(60), lives[0].ReplacedTime);
        Assert.Null(lives[0].DeletedTime);
        Assert.Null(lives[1].ReplacedTime);
        Assert.Equal(TimeSpan.FromMinutes(30), lives[1].Lifetime);
    }

    [Fact]
    public void Two_short_lives_within_two_seconds_stay_two()
    {
        TaskLog log = new();
        foreach (double second in new[] { 0, 1.0 })
        {
            double minute = second / 60;
            log.Registered(minute).Audited(4698, minute + Moment, Plain)
                .Deleted(minute + 0.005).Audited(4699, minute + 0.005 + Moment);
        }

        TaskCreation[] lives = log.Dossiers();
        Assert.Equal(2, lives.Length);
        Assert.All(lives, life => Assert.Equal([106, 4698, 141, 4699], life.Evidence.Select(record => record.Id)));
    }

    [Theory]
    [InlineData(140, TaskOperation.Updated)]
    [InlineData(141, TaskOperation.Deleted)]
    [InlineData(142, TaskOperation.Disabled)]
    [InlineData(4699, TaskOperation.Deleted)]
    [InlineData(4700, TaskOperation.Enabled)]
    [InlineData(4701, TaskOperation.Disabled)]
    [InlineData(4702, TaskOperation.Updated)]
    public void A_task_whose_registration_was_not_seen_has_a_dossier_all_the_same(ushort id, TaskOperation operation)
    {
        TaskLog log = id switch
        {
            140 => new TaskLog().Updated(0),
            141 => new TaskLog().Deleted(0),
            142 => new TaskLog().Disabled(0),
            _ => new TaskLog().Audited(id, 0, id == 4699 ? "" : Plain),
        };
        TaskCreation dossier = Assert.Single(log.Dossiers());
        Assert.Equal(operation, dossier.Operation);
        Assert.Equal(Severity.Informational, dossier.Severity);
        Assert.Equal(id, Assert.Single(dossier.Evidence).Id);
        Assert.Null(dossier.Registrar);
        Assert.Null(dossier.Lifetime);
        Assert.Equal(operation == TaskOperation.Deleted, dossier.DeletedTime is not null);
        Assert.Equal(operation == TaskOperation.Deleted ? 0 : 1, dossier.Changes.Length);
    }

    [Fact]
    public void Changes_are_told_once_with_who_made_them()
    {
        TaskCreation dossier = Assert.Single(new TaskLog()
            .Registered(0).Audited(4698, Moment, Plain)
            .Updated(20).Audited(4702, 20 + Moment, Plain, user: "other")
            .Disabled(30).Audited(4701, 30 + Moment)
            .Audited(4700, 40)
            .Disabled(50)
            .Dossiers());
        Assert.Equal(
            [
                @"2019-07-10 00:20:00Z Updated by CONTOSO\other",
                @"2019-07-10 00:30:00Z Disabled by CONTOSO\m.weber",
                @"2019-07-10 00:40:00Z Enabled by CONTOSO\m.weber",
                "2019-07-10 00:50:00Z Disabled",
            ],
            dossier.Changes);
        Assert.Equal(8, dossier.Evidence.Length);
        Assert.Equal(0, dossier.ChangesLeftOut);
    }

    [Fact]
    public void A_run_is_counted_once_whatever_it_leaves()
    {
        TaskCreation dossier = Assert.Single(new TaskLog().Registered(0).Ran(10).Ran(17).Dossiers());
        Assert.Equal(2, dossier.RunCount);
        Assert.Equal((TaskLog.Start.AddMinutes(10), TaskLog.Start.AddMinutes(17)), (dossier.FirstRun, dossier.LastRun));
        Assert.Null(dossier.ObservedInterval);
        Assert.Equal([TaskLog.Certcheck], dossier.Started!);
        Assert.Equal(3, Assert.Single(new TaskLog().Registered(0).Started(1).Started(2).Started(3).Dossiers()).RunCount);
    }

    [Fact]
    public void Of_many_runs_the_first_and_the_last_are_shown_and_all_are_counted()
    {
        TaskLog log = new TaskLog().Registered(0);
        for (int i = 1; i <= 100; i++)
        {
            log.Ran(i * 10);
        }

        TaskCreation dossier = Assert.Single(log.Dossiers());
        Assert.Equal(100, dossier.RunCount);
        Assert.Equal(TimeSpan.FromMinutes(10), dossier.ObservedInterval);
        Assert.Equal(1 + 24, dossier.Evidence.Length);
        Assert.Equal(TaskLog.Start.AddMinutes(10), dossier.Evidence[1].TimeCreated);
        Assert.InRange(dossier.Evidence.Last().TimeCreated!.Value, TaskLog.Start.AddMinutes(1000), TaskLog.Start.AddMinutes(1001));
    }

    [Fact]
    public void Tasks_of_two_computers_and_of_two_names_are_not_mixed_and_case_does_not_count()
    {
        EventRecord[] records =
        [
            .. new TaskLog().Registered(0).Registered(1, @"\Other").Deleted(30, @"\UPDATER").Records,
            .. new TaskLog("WS-2").Registered(2).Records,
        ];
        TaskCreation[] dossiers = TaskLog.Dossiers(records);
        Assert.Equal(
            [("WS-1.contoso.example", @"\UPDATER"), ("WS-1.contoso.example", @"\Other"), ("WS-2", @"\Updater")],
            dossiers.Select(dossier => (dossier.MachineName!, dossier.TaskName)));
        Assert.NotNull(dossiers[0].DeletedTime);
    }

    [Fact]
    public void The_definition_shown_is_the_last_one_and_every_one_is_judged()
    {
        TaskCreation dossier = Assert.Single(new TaskLog()
            .Audited(4698, 0, Plain)
            .Audited(4702, 20, TaskLog.Xml(TaskLog.Exec(@"\\198.51.100.7\pub\x.exe")))
            .Audited(4702, 25, Plain)
            .Dossiers());
        Assert.Equal([@"C:\Program Files\Up\up.exe"], dossier.Actions!);
        Assert.Contains(dossier.Reasons, reason => reason.Contains(@"\\198.51.100.7\pub\x.exe", StringComparison.Ordinal));
        Assert.Equal(Severity.High, dossier.Severity);
    }

    [Fact]
    public void A_definition_that_repeats_the_registration_without_its_defaults_does_not_hide_it()
    {
        string whole = TaskLog.Xml(TaskLog.Exec("a.exe"), settings: "<Hidden>true</Hidden>");
        TaskCreation dossier = Assert.Single(new TaskLog()
            .Audited(4698, 0, whole).Audited(4701, 20, TaskLog.Xml(TaskLog.Exec("a.exe"))).Dossiers());
        Assert.True(dossier.Hidden);
        Assert.False(Assert.Single(new TaskLog().Audited(4701, 20, TaskLog.Xml(TaskLog.Exec("a.exe"))).Dossiers()).Hidden);
    }

    [Fact]
    public void A_damaged_definition_is_said_to_be_one()
    {
        TaskCreation dossier = Assert.Single(new TaskLog().Audited(4698, 0, Plain.Substring(0, Plain.Length - 30)).Dossiers());
        Assert.NotNull(dossier.DefinitionProblem);
        Assert.Equal([@"C:\Program Files\Up\up.exe"], dossier.Actions!);
    }

    [Fact]
    public void Copies_of_logs_change_nothing()
    {
        TaskLog log = Eventful();
        string[] once = HuntRuns.Describe(new SuspiciousTaskCreationHunt(), log.Records);
        TaskCreation[] twice = TaskLog.Dossiers(log.Records.Concat(log.Records));
        Assert.Equal(once.Length, twice.Length);
        Assert.Equal(
            log.Dossiers().Select(dossier => (dossier.RunCount, dossier.Changes.Length, dossier.Evidence.Length)),
            twice.Select(dossier => (dossier.RunCount, dossier.Changes.Length, dossier.Evidence.Length)));
    }

    [Fact]
    public void The_order_of_records_changes_nothing()
    {
        EventRecord[] records = [.. Eventful().Records];
        string[] expected = HuntRuns.Describe(new SuspiciousTaskCreationHunt(), records);
        Assert.True(expected.Length > 5);
        Random random = new(1);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(expected, HuntRuns.Describe(new SuspiciousTaskCreationHunt(), records.OrderBy(_ => random.Next())));
        }

        Assert.Equal(expected, HuntRuns.Describe(new SuspiciousTaskCreationHunt(), Enumerable.Reverse(records)));
    }

    [Fact]
    public void Nothing_gives_nothing() => Assert.Empty(TaskLog.Dossiers([]));

    // Each kind of event, in lives that touch and tasks that interleave.
    private static TaskLog Eventful()
    {
        TaskLog log = new TaskLog().Alive(0, 30).Process(-1, 700, 4, @"C:\a.exe").Process(50, 700, 4, @"C:\b.exe");
        foreach (string task in new[] { @"\A", @"\a", @"\B" })
        {
            log.Registered(100, task).Audited(4698, 100 + Moment, Plain, task, 700, 4)
                .Ran(105, task: task).Ran(105.05, "{CF4270F5-2E43-4468-83B3-A8C45BB33EA1}", task)
                .Updated(110, task).Audited(4702, 110 + Moment, TaskLog.Xml("", TaskLog.Every("PT5M")), task)
                .Disabled(111, task).Audited(4700, 112, "", task)
                .Registered(120, task).Ran(121, task: task)
                .Deleted(122, task).Audited(4699, 122 + Moment, "", task)
                .Ran(150, task: task).Ran(180, task: task).Ran(210, task: task).Ran(240, task: task);
        }

        return log.Cleared(200).Updated(300, @"\C").Audited(4702, 301, TaskLog.Xml("", TaskLog.Every("PT5M", "2019-07-10")), @"\C")
            .Audited(4702, 302, TaskLog.Xml("", TaskLog.Every("PT5M", "2019-07-11")), @"\C");
    }
}
