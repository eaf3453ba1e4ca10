using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Reads one child of Triggers and puts it in words.</summary>
internal static class TaskTriggerReader
{
    private const string Suffix = "Trigger";

    public static TaskTrigger Read(TaskNode node)
    {
        string type = node.Name.EndsWith(Suffix, System.StringComparison.Ordinal) && node.Name.Length > Suffix.Length
            ? node.Name.Substring(0, node.Name.Length - Suffix.Length)
            : node.Name;
        bool enabled = node.Flag("Enabled") ?? true;
        string? start = node.Value("StartBoundary");
        TaskNode? repetition = node.Child("Repetition");
        string? interval = repetition?.Value("Interval");
        string? duration = repetition?.Value("Duration");
        string? schedule = ScheduleOf(node);

        List<string> words = [Said(type, schedule)];
        if (start is not null)
        {
            words.Add("from " + start);
        }

        if (node.Value("Delay") is string delay)
        {
            words.Add("delayed " + delay);
        }

        if (interval is not null)
        {
            words.Add("every " + interval + (duration is null ? string.Empty : " for " + duration));
        }

        if (!enabled)
        {
            words.Add("disabled");
        }

        string text = TaskActionReader.OneLine(string.Join(", ", words));
        return new(type, text, enabled, start, schedule, interval, duration);
    }

    private static string Said(string type, string? schedule) => type switch
    {
        "Time" => "Once",
        "Boot" => "At boot",
        "Idle" => "When idle",
        "Registration" => "When registered",
        "Logon" => "At logon of " + (schedule ?? "any user"),
        "Event" => "On event " + schedule,
        "SessionStateChange" => "On " + (schedule ?? "session change"),
        "Calendar" => schedule ?? "Calendar",
        "WnfStateChange" => "On state change " + schedule,
        _ => schedule is null ? type : type + " " + schedule,
    };

    private static string? ScheduleOf(TaskNode node)
    {
        foreach (TaskNode child in node.Children)
        {
            string? schedule = child.Name switch
            {
                "ScheduleByDay" => Every("day", child.Value("DaysInterval")),
                "ScheduleByWeek" => Every("week", child.Value("WeeksInterval")) + On(child.Child("DaysOfWeek")),
                "ScheduleByMonth" => "On days" + Items(child.Child("DaysOfMonth")) + " of" + Items(child.Child("Months")),
                "ScheduleByMonthDayOfWeek" => "On" + Items(child.Child("DaysOfWeek")) + " of weeks"
                    + Items(child.Child("Weeks")) + " of" + Items(child.Child("Months")),
                "UserId" or "Subscription" or "StateName" => Text(child),
                "StateChange" => Text(child) + (node.Value("UserId") is string user ? " of " + user : string.Empty),
                _ => null,
            };
            if (schedule is not null && (child.Name != "UserId" || node.Child("StateChange") is null))
            {
                return schedule;
            }
        }

        return null;
    }

    private static string? Text(TaskNode node) => node.Text.Trim() is { Length: > 0 } text ? text : null;

    private static string Every(string unit, string? count) =>
        count is null or "1" ? "Every " + unit : "Every " + count + " " + unit + "s";

    private static string On(TaskNode? days) => days is null ? string.Empty : " on" + Items(days);

    private static string Items(TaskNode? node) => node is null ? " any" : " " + node.List();
}
