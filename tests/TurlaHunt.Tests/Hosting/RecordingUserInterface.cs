using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;
using System.Text;

namespace TurlaHunt.Tests.Hosting;

/// <summary>The screen of <see cref="RecordingHost"/>.</summary>
internal sealed class RecordingUserInterface : PSHostUserInterface
{
    private readonly StringBuilder _printed = new();

    internal Queue<string> Answers { get; } = [];

    /// <summary>What was printed; the engine leaves it to the host to take the colours out.</summary>
    internal string Text => string.Join('\n', Plain(_printed.ToString()).Split('\n').Select(line => line.TrimEnd()));

    public override PSHostRawUserInterface RawUI { get; } = new RecordingRawUserInterface();

    internal void Clear() => _printed.Clear();

    public override void Write(string value) => _printed.Append(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => _printed.Append(value).Append('\n');

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        string answer = Answers.Count > 0 ? Answers.Dequeue() : throw NobodyThere(message);
        int choice = choices.Select(c => c.Label).ToList()
            .FindIndex(label => label.Contains("&" + answer, StringComparison.OrdinalIgnoreCase));
        return choice >= 0 ? choice : throw new HostException($"No choice '{answer}' for: {message}");
    }

    public override string ReadLine() => throw NobodyThere("a line");

    public override SecureString ReadLineAsSecureString() => throw NobodyThere("a secret");

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) => throw NobodyThere(message);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NobodyThere(message);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw NobodyThere(message);

    private static string Plain(string text) => new StringDecorated(text).ToString(OutputRendering.PlainText);

    /// <summary>The engine takes this exception as: no interaction here.</summary>
    private static HostException NobodyThere(string question) => new($"A test has no answer to: {question}");
}
