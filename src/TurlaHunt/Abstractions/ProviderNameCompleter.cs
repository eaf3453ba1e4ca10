using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Commands;

/// <summary>Completes the providers whose events hunts look at, by any part of their names; the logs that they write to are the tooltips.</summary>
internal sealed class ProviderNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        NamePattern part = new($"*{word}*");
        return HuntCatalog.All()
            .SelectMany(hunt => hunt.Query.Or(hunt.Context).Selectors)
            .SelectMany(selector => selector.ProviderNames, (selector, provider) => (Provider: provider.Text, Logs: selector.LogNames))
            .Where(pair => part.IsMatch(pair.Provider))
            .GroupBy(pair => pair.Provider, StringComparer.OrdinalIgnoreCase)
            .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
            .Select(group => new CompletionResult(
                group.Key,
                group.Key,
                CompletionResultType.ParameterValue,
                $"Writes to {string.Join(", ", group.SelectMany(pair => pair.Logs).Select(log => log.Text).Distinct(StringComparer.OrdinalIgnoreCase))}."));
    }
}
