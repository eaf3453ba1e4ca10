using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Commands;

/// <summary>Completes the ids of hunts; what each is about is the tooltip. Part of a title finds its id too.</summary>
internal sealed class HuntCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        NamePattern part = new($"*{word}*");
        return HuntCatalog.All()
            .Where(hunt => hunt.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase) || part.IsMatch(hunt.Title))
            .Select(hunt => new CompletionResult(hunt.Id, $"{hunt.Id} {hunt.Title}", CompletionResultType.ParameterValue, hunt.Title));
    }
}
