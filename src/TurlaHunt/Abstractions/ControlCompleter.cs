using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TurlaHunt.Yaml;

namespace TurlaHunt.Commands;

/// <summary>Completes the ids of the controls of the baselines that are given; their titles are the tooltips.</summary>
public sealed class ControlCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string start = wordToComplete?.Trim('\'', '"') ?? "";
        string[] baselines = LanguagePrimitives.TryConvertTo(fakeBoundParameters?["Baseline"], out string[]? given) && given?.Length > 0
            ? given
            : [TestAuditPolicyCommand.DefaultBaseline];
        try
        {
            return baselines.SelectMany(baseline => BaselineFile.Read(Baselines.Shipped.PathOf(baseline) ?? baseline).Controls)
                .GroupBy(control => control.Id, StringComparer.OrdinalIgnoreCase)
                .Select(same => same.First())
                .Where(control => control.Id.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                .Select(control => new CompletionResult(control.Id, control.Id, CompletionResultType.ParameterValue, control.Title))
                .ToArray();
        }
        catch (Exception failure) when (failure is BaselineException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Completion offers what it can and never complains.
            return [];
        }
    }
}
