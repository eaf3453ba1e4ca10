using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace TurlaHunt.Commands;

/// <summary>Completes the names of the lists of known tasks that come with the module, and paths.</summary>
public sealed class KnownTaskListCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        return KnownTaskLists.Shipped
            .Where(list => list.Key.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(list => new CompletionResult(list.Key, list.Key, CompletionResultType.ParameterValue, $"The list that comes with the module: {list.Value}"))
            .Concat(CompletionCompleters.CompleteFilename(word));
    }
}
