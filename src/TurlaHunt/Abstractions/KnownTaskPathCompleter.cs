using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TurlaHunt.Yaml;

namespace TurlaHunt.Commands;

/// <summary>
/// Completes the paths of lists of known tasks, and the lists that come with the module by their names; how many entries they have is
/// the tooltip.
/// </summary>
internal sealed class KnownTaskPathCompleter() : PathCompleter(".yml", ".yaml")
{
    private const long MostBytes = 1 << 20;

    private static readonly ShippedFiles Lists = new("KnownGood");

    /// <inheritdoc/>
    public override IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        [.. base.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters), .. Shipped(wordToComplete ?? "")];

    /// <inheritdoc/>
    private protected override string Describe(FileInfo file)
    {
        if (file.Length > MostBytes)
        {
            return file.FullName;
        }

        try
        {
            return $"{file.FullName}: {KnownTaskFile.Read(file.FullName).Count} known tasks";
        }
        catch (KnownTaskListException problem)
        {
            return _Format.Text($"{file.FullName}: no list of known tasks. {problem.Message}");
        }
    }

    private IEnumerable<CompletionResult> Shipped(string word)
    {
        string start = word.Trim('\'', '"');
        return Lists.Names
            .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(name => (Name: name, File: Lists.PathOf(name)!))
            .Select(list => new CompletionResult(
                $"'{CodeGeneration.EscapeSingleQuotedStringContent(list.File)}'",
                list.Name,
                CompletionResultType.ProviderItem,
                $"Comes with the module. {Describe(new FileInfo(list.File))}"));
    }
}
