using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;

namespace TurlaHunt.Commands;

/// <summary>
/// Completes paths as the engine does, but only folders and files with certain extensions. Where there are none of these, all: a file
/// that is named may be called as it likes.
/// </summary>
public abstract class PathCompleter : IArgumentCompleter
{
    private readonly string[] _extensions;

    /// <summary>Makes a completer.</summary>
    /// <param name="extensions">The extensions, each with its point.</param>
    private protected PathCompleter(params string[] extensions) => _extensions = extensions;

    /// <inheritdoc/>
    public virtual IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletionResult[] all = [.. CompletionCompleters.CompleteFilename(wordToComplete ?? "")];
        CompletionResult[] fitting =
        [
            .. all.Where(IsFile).Select(match => new CompletionResult(match.CompletionText, match.ListItemText, match.ResultType, Describe(match.ToolTip))),
            .. all.Where(match => match.ResultType == CompletionResultType.ProviderContainer),
        ];
        return fitting.Length > 0 ? fitting : all;
    }

    /// <summary>What the tooltip says of a file. Whatever keeps it from being read leaves the path.</summary>
    private protected abstract string Describe(FileInfo file);

    // The tooltip of the engine is the full path, without quotes.
    private bool IsFile(CompletionResult match) =>
        match.ResultType == CompletionResultType.ProviderItem
        && _extensions.Any(extension => match.ToolTip.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private string Describe(string path)
    {
        try
        {
            return Describe(new FileInfo(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            return path;
        }
    }
}
