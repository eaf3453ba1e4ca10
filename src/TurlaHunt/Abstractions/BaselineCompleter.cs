using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TurlaHunt.Yaml;

namespace TurlaHunt.Commands;

/// <summary>Completes the names of baselines that come with the module; their titles are the tooltips.</summary>
public sealed class BaselineCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string start = wordToComplete?.Trim('\'', '"') ?? "";
        return Baselines.Shipped.Names
            .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name, name, CompletionResultType.ParameterValue, TitleOf(name)))
            .ToArray();
    }

    private static string TitleOf(string name)
    {
        try
        {
            return BaselineFile.Read(Baselines.Shipped.PathOf(name)!).Title;
        }
        catch (Exception failure) when (failure is BaselineException or IOException or UnauthorizedAccessException)
        {
            return name;
        }
    }
}
