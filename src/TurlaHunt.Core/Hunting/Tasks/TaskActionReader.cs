namespace TurlaHunt.Hunting.Tasks;

/// <summary>Reads one child of Actions.</summary>
internal static class TaskActionReader
{
    public static TaskAction Read(TaskNode node)
    {
        switch (node.Name.ToUpperInvariant())
        {
            case "EXEC":
                string? command = node.Value("Command");
                string? arguments = node.Value("Arguments");
                return new(
                    TaskActionKind.Exec,
                    OneLine((command + " " + arguments).Trim()),
                    command,
                    arguments,
                    node.Value("WorkingDirectory"));
            case "COMHANDLER":
                string? classId = node.Value("ClassId");
                string? data = node.Value("Data");
                return new(
                    TaskActionKind.ComHandler, OneLine(("COM " + classId + " " + data).Trim()), classId: classId, data: data);
            case "SENDEMAIL":
                return new(
                    TaskActionKind.SendEmail,
                    OneLine($"Mail to {node.Value("To")} through {node.Value("Server")}: {node.Value("Subject")}"),
                    data: node.Value("Body"));
            case "SHOWMESSAGE":
                return new(
                    TaskActionKind.ShowMessage,
                    OneLine($"Message {node.Value("Title")}: {node.Value("Body")}"),
                    data: node.Value("Body"));
            default:
                return new(TaskActionKind.Other, OneLine((node.Name + " " + node.Text).Trim()));
        }
    }

    internal static string OneLine(string text) => text.Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ');
}
