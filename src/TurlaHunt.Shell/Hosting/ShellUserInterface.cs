using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace TurlaHunt.Shell.Hosting;

/// <summary>
/// Prints what the engine has laid out: results to the output, all that is said about them to the error output.
/// </summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly object _gate = new();
    private readonly Terminal _terminal;
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly ProgressLine _progress;
    private readonly Questions _questions;
    private bool _resultsAreErrors;

    internal ShellUserInterface(Terminal terminal)
    {
        _terminal = terminal;
        _progress = new ProgressLine(_error, () => terminal.Width);
        _questions = new Questions(this, terminal);
        RawUI = new ShellRawUserInterface(terminal);
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _terminal.OutputHasColour;

    public override void Write(string value) => Print(_output, value, _terminal.OutputHasColour);

    public override void WriteLine(string value)
    {
        if (_resultsAreErrors)
        {
            WriteErrorLine(value);
        }
        else
        {
            Print(_output, value + Environment.NewLine, _terminal.OutputHasColour);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(PSStyle.MapForegroundColorToEscapeSequence(foregroundColor) + value + PSStyle.Instance.Reset);

    public override void WriteErrorLine(string value) => Say(value, PSStyle.Instance.Formatting.Error);

    public override void WriteWarningLine(string message) => Say("WARNING: " + message, PSStyle.Instance.Formatting.Warning);

    public override void WriteVerboseLine(string message) => Say("VERBOSE: " + message, PSStyle.Instance.Formatting.Verbose);

    public override void WriteDebugLine(string message) => Say("DEBUG: " + message, PSStyle.Instance.Formatting.Debug);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (_terminal.ErrorIsTerminal)
        {
            lock (_gate)
            {
                _progress.Show(record);
            }
        }
    }

    /// <summary>Takes the progress line away, also that of a command which was stopped before it could do so.</summary>
    internal void EndProgress()
    {
        lock (_gate)
        {
            _progress.Clear();
        }
    }

    /// <summary>
    /// Until the returned object is disposed of, what the engine lays out is an error that ended the pipeline.
    /// </summary>
    internal IDisposable ResultsAreErrors()
    {
        _resultsAreErrors = true;
        return new ErrorPassage(this);
    }

    public override string ReadLine() => Questions.ReadAnswer();

    public override SecureString ReadLineAsSecureString() => _questions.ReadSecret();

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        _questions.AskForValues(caption, message, descriptions);

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _questions.AskForChoice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _questions.AskForCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        _questions.AskForCredential(caption, message, userName);

    private void Say(string message, string colour)
    {
        // A message that the engine has coloured already keeps its colours.
        bool colourIt = _terminal.ErrorHasColour && !new StringDecorated(message).IsDecorated;
        string text = colourIt ? colour + message + PSStyle.Instance.Reset : message;
        Print(_error, text + Environment.NewLine, _terminal.ErrorHasColour);
    }

    private void Print(TextWriter writer, string text, bool colour)
    {
        lock (_gate)
        {
            _progress.Clear();
            writer.Write(colour ? text : new StringDecorated(text).ToString(OutputRendering.PlainText));
        }
    }

    private sealed class ErrorPassage(ShellUserInterface console) : IDisposable
    {
        public void Dispose() => console._resultsAreErrors = false;
    }
}
