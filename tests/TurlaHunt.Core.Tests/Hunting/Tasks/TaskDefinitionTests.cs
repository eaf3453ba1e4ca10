using System;
using System.Linq;
using System.Text;
using TurlaHunt.Hunting.Tasks;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Tasks;

public sealed class TaskDefinitionTests
{
    private const string Whole = """
        <?xml version="1.0" encoding="UTF-16"?>
        <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
          <RegistrationInfo>
            <Date>2019-07-15T10:00:00</Date><Author>CORP\alice</Author>
            <Description>NTFS Volume Health Scan</Description><URI>\ProactiveScan</URI>
          </RegistrationInfo>
          <Triggers>
            <TimeTrigger>
              <Repetition><Interval>PT30M</Interval><Duration>P1D</Duration><StopAtDurationEnd>false</StopAtDurationEnd></Repetition>
              <StartBoundary>2019-07-15T10:00:00</StartBoundary><Enabled>true</Enabled>
            </TimeTrigger>
            <CalendarTrigger>
              <StartBoundary>2019-07-15T03:00:00</StartBoundary>
              <ScheduleByWeek><WeeksInterval>2</WeeksInterval><DaysOfWeek><Monday /><Friday /></DaysOfWeek></ScheduleByWeek>
              <Repetition><Interval>PT1H</Interval></Repetition>
            </CalendarTrigger>
            <LogonTrigger><Enabled>false</Enabled><UserId>CORP\alice</UserId></LogonTrigger>
            <BootTrigger />
          </Triggers>
          <Principals><Principal id="Author"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel>
            <LogonType>S4U</LogonType></Principal></Principals>
          <Settings><Hidden>true</Hidden><Enabled>true</Enabled>
            <RestartOnFailure><Interval>PT1M</Interval><Count>3</Count></RestartOnFailure></Settings>
          <Actions Context="Author">
            <Exec><Command>C:\Users\alice\AppData\Roaming\Microsoft\Chkdsk.js</Command><Arguments>-scan K &amp; x</Arguments>
              <WorkingDirectory>C:\x</WorkingDirectory></Exec>
            <ComHandler><ClassId>{B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC}</ClassId><Data><![CDATA[timer]]></Data></ComHandler>
            <SendEmail><Server>s</Server><Subject>hello</Subject><To>a@b</To><Body>text</Body></SendEmail>
            <ShowMessage><Title>T</Title><Body>two
        lines</Body></ShowMessage>
          </Actions>
        </Task>
        """;

    [Fact]
    public void A_whole_definition_is_read_whole()
    {
        TaskDefinition task = TaskDefinition.Parse(Whole);
        Assert.True(task.IsComplete);
        Assert.Equal(
            (@"CORP\alice", "NTFS Volume Health Scan", @"\ProactiveScan", "2019-07-15T10:00:00"),
            (task.Author, task.Description, task.Uri, task.Date));
        Assert.Equal(
            ("S-1-5-18", null, "HighestAvailable", "S4U"),
            (task.Principal!.UserId, task.Principal.GroupId, task.Principal.RunLevel, task.Principal.LogonType));
        Assert.True(task.Principal.IsElevated);
        Assert.Equal((true, true), (task.Hidden!.Value, task.Enabled!.Value));
        Assert.Equal(
            [
                @"C:\Users\alice\AppData\Roaming\Microsoft\Chkdsk.js -scan K & x",
                "COM {B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC} timer",
                "Mail to a@b through s: hello",
                "Message T: two lines",
            ],
            task.Actions.Select(action => action.Text));
        Assert.Equal(@"C:\x", task.Actions[0].WorkingDirectory);
        Assert.Equal(
            [
                "Once, from 2019-07-15T10:00:00, every PT30M for P1D",
                "Every 2 weeks on Monday, Friday, from 2019-07-15T03:00:00, every PT1H",
                @"At logon of CORP\alice, disabled",
                "At boot",
            ],
            task.Triggers.Select(trigger => trigger.Text));
        Assert.Equal(TimeSpan.FromDays(1), task.Triggers[0].RepetitionDuration);
    }

    [Fact]
    public void A_restart_after_failure_is_no_repetition()
    {
        Assert.Equal(TimeSpan.FromMinutes(30), TaskDefinition.Parse(Whole).ShortestRepetition);
        TaskDefinition daily = TaskDefinition.Parse(
            "<Task><Triggers><CalendarTrigger><ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay></CalendarTrigger></Triggers>"
            + "<Settings><RestartOnFailure><Interval>PT1M</Interval></RestartOnFailure></Settings></Task>");
        Assert.Null(daily.ShortestRepetition);
        Assert.Equal("Every day", Assert.Single(daily.Triggers).Text);
        Assert.Equal((false, true), (daily.Hidden!.Value, daily.Enabled!.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \0\r\n")]
    public void Nothing_is_said_to_be_nothing(string? xml)
    {
        TaskDefinition task = TaskDefinition.Parse(xml);
        Assert.True(!task.IsComplete && task.Hidden is null && task.Enabled is null && task.Actions.Count == 0);
        Assert.NotNull(task.Problem);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("<Other/>")]
    [InlineData("<?xml version=\"1.0\"")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Task><Actions>&a;</Actions></Task>")]
    [InlineData("<Task><Actions><Exec><Command>a</Cmd>")]
    public void Damage_is_named(string xml)
    {
        TaskDefinition task = TaskDefinition.Parse(xml);
        Assert.NotNull(task.Problem);
        Assert.Null(task.Hidden);
    }

    [Fact]
    public void Every_truncation_keeps_what_came_before_it()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            TaskDefinition task = TaskDefinition.Parse(Whole.Substring(0, length));
            Assert.False(task.IsComplete);
            Assert.True(length < 1500 || task.ShortestRepetition == TimeSpan.FromMinutes(30));
        }
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        StringBuilder deep = new("<Task>");
        for (int i = 0; i < 100_000; i++)
        {
            deep.Append("<a>");
        }

        Assert.NotNull(TaskDefinition.Parse(deep.ToString()).Problem);
        Assert.NotNull(TaskDefinition.Parse("<Task>" + new string('x', 5_000_000) + "</Task>").Problem);
    }

    [Theory]
    [InlineData("PT30M", 1800)]
    [InlineData("P1DT2H", 93600)]
    [InlineData("PT1H30M15S", 5415)]
    [InlineData("P1W", 604800)]
    [InlineData("P1M", 2592000)]
    [InlineData("PT1M", 60)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("pt5m", 300)]
    [InlineData(" PT5M ", 300)]
    [InlineData("PT0S", 0)]
    public void A_duration_is_read(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Iso8601Duration.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("30M")]
    [InlineData("PTM")]
    [InlineData("PT30")]
    [InlineData("P30H")]
    [InlineData("PT1D")]
    [InlineData("PT5MT5M")]
    [InlineData("-PT5M")]
    [InlineData("PT99999999999999999999999999H")]
    [InlineData("every 5 minutes")]
    public void Nonsense_is_no_duration(string? text) => Assert.Null(Iso8601Duration.Parse(text));
}
