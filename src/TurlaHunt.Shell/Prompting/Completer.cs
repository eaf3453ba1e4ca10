using System;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace TurlaHunt.Shell.Prompting;

/// <summary>The engine's own tab completion. Repeated asking turns through the candidates.</summary>
internal sealed class Completer(Runspace runspace)
{
    private CommandCompletion? _candidates;
    private string _shown = "";
    private int _shownCursor;

    /// <summary>Replaces the word at the cursor by the next candidate; the same text when there is none.</summary>
    internal (string Text, int Cursor) Next(string text, int cursor, bool forward)
    {
        if (_candidates is null || text != _shown || cursor != _shownCursor)
        {
            _candidates = Complete(text, cursor);
        }

        CompletionResult? candidate = _candidates?.GetNextResult(forward);
        if (_candidates is null || candidate is null)
        {
            return (text, cursor);
        }

        int start = _candidates.ReplacementIndex;
        string word = candidate.CompletionText;
        _shown = string.Concat(text.AsSpan(0, start), word, text.AsSpan(start + _candidates.ReplacementLength));
        _shownCursor = start + word.Length;
        _candidates.ReplacementLength = word.Length;
        return (_shown, _shownCursor);
    }

    private string CurrentFolder => runspace.SessionStateProxy.Path.CurrentFileSystemLocation.ProviderPath;

    private CommandCompletion? Complete(string text, int cursor)
    {
        try
        {
            using PowerShell shell = PowerShell.Create(runspace);
            CommandCompletion candidates = CommandCompletion.CompleteInput(text, cursor, null, shell);
            return candidates.CompletionMatches.Count > 0
                ? candidates
                : PathCompletion.Complete(text, cursor, CurrentFolder);
        }
        catch (Exception failure) when (failure is RuntimeException or IOException or UnauthorizedAccessException)
        {
            // A completer that fails must not cost the line that is being typed.
            return null;
        }
    }
}
