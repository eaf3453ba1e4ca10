using System.Linq;

namespace TurlaHunt.Tests.Samples;

/// <summary>Task definitions as the Task Scheduler hands them to the audit log.</summary>
internal static class SampleTaskXml
{
    /// <summary>A task that starts at a time and then again and again.</summary>
    public static string Repeating(
        string registration, string start, string interval, string principal, string command, string arguments) =>
        Task(
            "1.2",
            registration,
            $"<TimeTrigger><Repetition><Interval>{interval}</Interval>"
                + "<StopAtDurationEnd>false</StopAtDurationEnd></Repetition>"
                + $"<StartBoundary>{start}</StartBoundary><Enabled>true</Enabled></TimeTrigger>",
            principal,
            hidden: false,
            Exec(command, arguments));

    /// <summary>A task that starts when its user logs on.</summary>
    public static string AtLogon(string registration, string user, string command, string arguments) =>
        Task(
            "1.2",
            registration,
            $"<LogonTrigger><Enabled>true</Enabled><UserId>{user}</UserId></LogonTrigger>",
            Interactive(user),
            hidden: false,
            Exec(command, arguments));

    /// <summary>A task of Windows itself that calls a COM class and starts no program.</summary>
    public static string Calling(string registration, string triggers, string principal, string classId, string data) =>
        Task(
            "1.4", registration, triggers, principal, hidden: true,
            $"<ComHandler><ClassId>{classId}</ClassId>{data}</ComHandler>");

    public static string Registration(string author, string uri, string? description = null, string date = "") =>
        (date.Length == 0 ? "" : $"<Date>{date}</Date>") + $"<Author>{author}</Author>"
        + (description is null ? "" : $"<Description>{description}</Description>") + $"<URI>{uri}</URI>";

    public static string Interactive(string user) =>
        $"<UserId>{user}</UserId><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel>";

    private static string Exec(string command, string arguments) =>
        $"<Exec><Command>{command}</Command>"
        + (arguments.Length == 0 ? "" : $"<Arguments>{arguments}</Arguments>") + "</Exec>";

    private static string Task(
        string version, string registration, string triggers, string principal, bool hidden, string action) =>
        string.Join(
            "\r\n",
            new[]
            {
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
                $"<Task version=\"{version}\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">",
                $"  <RegistrationInfo>{registration}</RegistrationInfo>",
                $"  <Triggers>{triggers}</Triggers>",
                $"  <Principals><Principal id=\"Author\">{principal}</Principal></Principals>",
                "  <Settings>",
                "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>",
                "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>",
                "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>",
                "    <StartWhenAvailable>true</StartWhenAvailable>",
                "    <Enabled>true</Enabled>",
                $"    <Hidden>{(hidden ? "true" : "false")}</Hidden>",
                "    <ExecutionTimeLimit>PT72H</ExecutionTimeLimit>",
                hidden ? "    <RestartOnFailure><Interval>PT1M</Interval><Count>3</Count></RestartOnFailure>" : "",
                "  </Settings>",
                $"  <Actions Context=\"Author\">{action}</Actions>",
                "</Task>",
            }.Where(line => line.Length > 0));
}
