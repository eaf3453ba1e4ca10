namespace TurlaHunt.Hunting.Tasks;

/// <summary>What kind of thing a task does.</summary>
public enum TaskActionKind
{
    /// <summary>Runs a program or opens a document.</summary>
    Exec,

    /// <summary>Calls a COM class.</summary>
    ComHandler,

    /// <summary>Sends a mail (ignored since Windows 8, still written).</summary>
    SendEmail,

    /// <summary>Shows a message (ignored since Windows 8, still written).</summary>
    ShowMessage,

    /// <summary>An element that the schema does not know.</summary>
    Other,
}

/// <summary>One thing that a task does.</summary>
public sealed class TaskAction
{
    internal TaskAction(
        TaskActionKind kind,
        string text,
        string? command = null,
        string? arguments = null,
        string? workingDirectory = null,
        string? classId = null,
        string? data = null)
    {
        Kind = kind;
        Text = text;
        Command = command;
        Arguments = arguments;
        WorkingDirectory = workingDirectory;
        ClassId = classId;
        Data = data;
    }

    /// <summary>What kind of thing it is.</summary>
    public TaskActionKind Kind { get; }

    /// <summary>The whole action in one line, as written in the definition.</summary>
    public string Text { get; }

    /// <summary>The program, or null.</summary>
    public string? Command { get; }

    /// <summary>Its arguments, or null.</summary>
    public string? Arguments { get; }

    /// <summary>Its folder, or null.</summary>
    public string? WorkingDirectory { get; }

    /// <summary>The COM class, or null.</summary>
    public string? ClassId { get; }

    /// <summary>What the COM class is told; of other kinds, the body of the message.</summary>
    public string? Data { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
