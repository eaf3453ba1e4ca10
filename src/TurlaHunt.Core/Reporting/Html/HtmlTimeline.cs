using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TurlaHunt.Reporting.Html;

/// <summary>
/// The findings of a computer along time, a lane for each hunt, as inline SVG. Where a hunt could not see, its lane is hatched: a
/// gap among findings is no quiet time there.
/// </summary>
internal sealed class HtmlTimeline
{
    private const int Width = 960;
    private const int Left = 8;
    private const int Lane = 46;
    private const int Top = 22;
    private const int Bottom = 26;

    // Findings nearer than this are one mark with a number.
    private const int Near = 12;

    // A picture in which all findings stand in less than a fifth of the width is shown a second time, from nearer.
    private const double Crowded = 0.2;

    private static readonly long[] Steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(seconds => seconds * TimeSpan.TicksPerSecond),
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(minutes => minutes * TimeSpan.TicksPerMinute),
        .. new[] { 1, 2, 3, 6, 12 }.Select(hours => hours * TimeSpan.TicksPerHour),
        .. new[] { 1, 2, 7, 14, 30, 90, 365 }.Select(days => days * TimeSpan.TicksPerDay),
    ];

    private readonly HtmlPage _page;
    private readonly HuntResult _result;
    private readonly DateTime _start;
    private readonly DateTime _end;

    private HtmlTimeline(HtmlPage page, HuntResult result, DateTime start, DateTime end)
    {
        _page = page;
        _result = result;
        _start = start;
        _end = end;
    }

    /// <summary>Draws it; nothing where no time is known.</summary>
    public static void Write(HtmlPage page, HuntResult result)
    {
        DateTime[] times = [.. result.Findings.Select(finding => finding.TimeCreated).OfType<DateTime>()];
        if (result.Visibility.Length == 0 || (result.StartTime ?? First(times)) is not DateTime start || (result.EndTime ?? Last(times)) is not DateTime end || end < start)
        {
            return;
        }

        page.Element("h3", "Timeline");
        new HtmlTimeline(page, result, start, end).Draw();
        if (First(times) is DateTime first && Last(times) is DateTime last && (last - first).Ticks < Crowded * (end - start).Ticks)
        {
            page.Element("p", "The same from nearer:", "quiet");
            new HtmlTimeline(page, result, first, last).Draw();
        }
    }

    private static DateTime? First(DateTime[] times) => times.Length == 0 ? null : times.Min();

    private static DateTime? Last(DateTime[] times) => times.Length == 0 ? null : times.Max();

    private void Draw()
    {
        int height = Top + (Lane * _result.Visibility.Length) + Bottom;
        using (_page.Open("div", "timeline"))
        using (_page.Open("svg"))
        {
            _page.Attribute("viewBox", FormattableString.Invariant($"0 0 {Width} {height}"));
            _page.Attribute("role", "img");
            _page.Attribute("aria-label", FormattableString.Invariant($"{_result.Findings.Length} findings from {ReportText.Time(_start)} to {ReportText.Time(_end)}"));
            DrawHatch();
            DrawAxis(height);
            DrawChains();
            for (int lane = 0; lane < _result.Visibility.Length; lane++)
            {
                DrawLane(_result.Visibility[lane], Top + (Lane * lane));
            }
        }
    }

    private void DrawHatch()
    {
        using (_page.Open("pattern", null, "hatch"))
        {
            _page.Attribute("width", "6");
            _page.Attribute("height", "6");
            _page.Attribute("patternUnits", "userSpaceOnUse");
            _page.Attribute("patternTransform", "rotate(45)");
            _page.Void("rect", ("width", "2"), ("height", "6"), ("class", "hatch"));
        }
    }

    private void DrawAxis(int height)
    {
        long span = (_end - _start).Ticks;
        long step = Steps.FirstOrDefault(candidate => span / candidate <= 8);
        step = step == 0 ? Math.Max(1, span / 8) : step;
        string format = step >= TimeSpan.TicksPerDay ? "yyyy-MM-dd" : span > TimeSpan.TicksPerDay ? "MM-dd HH:mm" : step >= TimeSpan.TicksPerMinute ? "HH:mm" : "HH:mm:ss";
        Text(Left, 14, "day", (_start.Date == _end.Date || format == "HH:mm" ? ReportText.Time(_start).Substring(0, 10) : ""));
        for (long tick = ((_start.Ticks + step - 1) / step) * step; tick <= _end.Ticks; tick += step)
        {
            double x = XOf(new DateTime(tick, DateTimeKind.Utc));
            _page.Void("line", ("class", "tick"), ("x1", Number(x)), ("x2", Number(x)), ("y1", Number(Top)), ("y2", Number(height - Bottom)));
            Text(x, height - 8, "label", new DateTime(tick).ToString(format, CultureInfo.InvariantCulture));
        }
    }

    private void DrawChains()
    {
        for (int i = 0; i < _result.Chains.Length; i++)
        {
            if (_result.Chains[i] is { StartTime: DateTime start, EndTime: DateTime end } && end >= _start && start <= _end)
            {
                double x = XOf(start) - 4;
                Box("chain", x, 8, Math.Max(10, XOf(end) + 4 - x), Top + (Lane * _result.Visibility.Length) - 8, $"chain {i + 1}");
                Text(x + 3, 18, "chain", FormattableString.Invariant($"chain {i + 1}"));
            }
        }
    }

    private void DrawLane(HuntVisibility hunt, int y)
    {
        double line = y + 32;
        if (hunt.Level == VisibilityLevel.Blind)
        {
            Box("unseen", XOf(_start), y + 20, XOf(_end) - XOf(_start), 20, hunt.Summary);
        }

        foreach (VisibilityReason reason in hunt.Reasons.Where(reason => reason.Level == VisibilityLevel.Partial && hunt.Level != VisibilityLevel.Blind && reason.StartTime is not null))
        {
            DateTime from = Max(reason.StartTime!.Value, _start);
            DateTime to = Min(reason.EndTime ?? reason.StartTime.Value, _end);
            if (from <= to)
            {
                Box("unseen", XOf(from), y + 20, Math.Max(3, XOf(to) - XOf(from)), 20, reason.Detail);
            }
        }

        _page.Void("line", ("class", "lane"), ("x1", Number(Left)), ("x2", Number(Width - Left)), ("y1", Number(line)), ("y2", Number(line)));
        Text(Left, y + 16, "hunt", hunt.Title);
        foreach (IReadOnlyList<Finding> mark in Marks(hunt.HuntId))
        {
            DrawMark(mark, line);
        }
    }

    // Findings that would cover one another.
    private IEnumerable<IReadOnlyList<Finding>> Marks(string huntId)
    {
        List<Finding> mark = [];
        foreach (Finding finding in _result.Findings
            .Where(finding => finding.HuntId == huntId && finding.TimeCreated >= _start && finding.TimeCreated <= _end).OrderBy(finding => finding.TimeCreated))
        {
            if (mark.Count > 0 && XOf(finding.TimeCreated!.Value) - XOf(mark[0].TimeCreated!.Value) > Near)
            {
                yield return mark;
                mark = [];
            }

            mark.Add(finding);
        }

        if (mark.Count > 0)
        {
            yield return mark;
        }
    }

    private void DrawMark(IReadOnlyList<Finding> findings, double y)
    {
        Finding gravest = findings.OrderByDescending(finding => finding.Severity).First();
        double x = XOf(findings[0].TimeCreated!.Value);
        using (_page.Open("circle", $"s-{gravest.Severity.ToString().ToLowerInvariant()}"))
        {
            _page.Attribute("cx", Number(x));
            _page.Attribute("cy", Number(y));
            _page.Attribute("r", findings.Count > 1 ? "8" : "6");
            _page.Element("title", $"{ReportText.Time(findings[0].TimeCreated)} {gravest.Severity}: {gravest.Fact}{(findings.Count > 1 ? FormattableString.Invariant($" and {findings.Count - 1} more") : "")}");
        }

        if (findings.Count > 1)
        {
            Text(x, y + 4, "count", FormattableString.Invariant($"{findings.Count}"));
        }
    }

    private void Box(string className, double x, double y, double width, double height, string title)
    {
        using (_page.Open("rect", className))
        {
            _page.Attribute("x", Number(x));
            _page.Attribute("y", Number(y));
            _page.Attribute("width", Number(width));
            _page.Attribute("height", Number(height));
            _page.Element("title", title);
        }
    }

    private void Text(double x, double y, string className, string text)
    {
        using (_page.Open("text", className))
        {
            _page.Attribute("x", Number(x));
            _page.Attribute("y", Number(y));
            _page.Text(text);
        }
    }

    // A window of no length is shown in the middle.
    private double XOf(DateTime time)
    {
        const int Margin = Left + 12;
        long span = (_end - _start).Ticks;
        double share = span == 0 ? 0.5 : (double)(time - _start).Ticks / span;
        return Margin + (share * (Width - (2 * Margin)));
    }

    private static DateTime Max(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
