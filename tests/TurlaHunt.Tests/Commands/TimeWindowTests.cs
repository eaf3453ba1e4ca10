using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>-StartTime is included, -EndTime is not, and neither depends on culture or on how the moment is written.</summary>
public sealed class TimeWindowTests : IDisposable
{
    private readonly HostedModule _module = new();
    private readonly TestFolder _folder = new();
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly string _log;

    // Events at 12:00, 12:01 and 12:02 UTC.
    public TimeWindowTests() => _log = _folder.Add("a.evtx", Logs.Saying("0", "1", "2"));

    public static TheoryData<string> Cultures => ["", "fi-FI", "tr-TR", "ar-SA", "th-TH"];

    private static DateTime First => Logs.Noon.AddMinutes(1);

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _culture;
        _folder.Dispose();
        _module.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_start_is_included_and_the_end_is_not(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        object[] moments =
        [
            First,
            First.ToLocalTime(),
            DateTime.SpecifyKind(First.ToLocalTime(), DateTimeKind.Unspecified),
            new DateTimeOffset(First),
            new DateTimeOffset(First).ToOffset(TimeSpan.FromHours(5.5)),
            "2019-07-10T12:01:00Z",
            "2019-07-10 14:01:00 +02:00",
            First.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            First.ToLocalTime().ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture),
        ];
        foreach (object moment in moments)
        {
            Assert.Equal(["1", "2"], Read("-StartTime $x", moment));
            Assert.Equal(["0"], Read("-EndTime $x", moment));
        }

        Assert.Equal(["1"], Read("-StartTime 2019-07-10T12:01:00Z -EndTime 2019-07-10T12:02:00Z", null));
    }

    [Fact]
    public void One_tick_decides()
    {
        Assert.Equal(["2"], Read("-StartTime $x", First.AddTicks(1)));
        Assert.Equal(["0", "1"], Read("-EndTime $x", First.AddTicks(1)));
    }

    [Fact]
    public void A_time_of_another_zone_is_the_same_moment()
    {
        TimeZoneInfo zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(-9), "test", "test");
        Assert.Equal(["1", "2"], Read("-StartTime $x", TimeZoneInfo.ConvertTime(new DateTimeOffset(First), zone)));
    }

    [Fact]
    public void An_empty_window_is_no_error() => Assert.Empty(Read("-StartTime 2019-07-11 -EndTime 2019-07-10", null));

    [Fact]
    public void The_ends_of_the_calendar_are_no_limits()
    {
        Assert.Equal(3, Read("-StartTime $x", DateTime.MinValue).Length);
        Assert.Equal(3, Read("-EndTime $x", DateTime.MaxValue).Length);
        Assert.Equal(3, Read("-EndTime $x", DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)).Length);
    }

    [Fact]
    public void What_is_no_time_is_refused_and_told_how_to_write_one()
    {
        ErrorRecord error = Assert.Single(_module.Run("Get-HuntEvent $log -StartTime yesterdayish", ("log", _log)).Errors);
        Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("2019-07-10T12:30:00Z", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_next_command_of_a_finding_runs_in_every_culture(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        HostedResult found = _module.Run("Get-NetUseProcess $x", ("x", Logs.Sample("Security"))).ThrowIfFailed();
        NetUse finding = found.Objects.Cast<NetUse>().Last();
        Assert.Contains("-StartTime 2019-07-10T10:07:44Z -EndTime 2019-07-10T10:17:44Z", finding.NextCommand, StringComparison.Ordinal);
        Assert.Contains("at 2019-07-10 10:12:44Z", finding.ToString(), StringComparison.Ordinal);
        long[] around = [.. _module.Run(finding.NextCommand!).ThrowIfFailed().Objects.Cast<EventRecord>().Select(e => e.RecordId)];
        Assert.Contains(finding.RecordId, around);
    }

    [Fact]
    public void The_next_command_stays_one_command_whatever_the_file_is_called()
    {
        string log = _folder.Add("a\u2019 b' \u201Bc.evtx", System.IO.File.ReadAllBytes(Logs.Sample("Security")));
        NetUse finding = _module.Run("Get-NetUseProcess -LiteralPath $x", ("x", log)).ThrowIfFailed().Objects.Cast<NetUse>().First();
        Assert.NotEmpty(_module.Run(finding.NextCommand!).ThrowIfFailed().Output);
    }

    private string[] Read(string window, object? x) =>
        [.. Logs.Texts(_module.Run($"Get-HuntEvent $log {window}", ("log", _log), ("x", x)).ThrowIfFailed().Objects)];
}
