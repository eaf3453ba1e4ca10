using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting;

namespace TurlaHunt.Commands;

/// <summary>
/// Completes the names of logs: those that hunts look into, which other computers have too, and on Windows all that this one has.
/// </summary>
internal sealed class LogNameCompleter : IArgumentCompleter
{
    private const string Forwarded = "ForwardedEvents";

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        NamePattern part = new($"*{word}*");
        return HuntedLogs.All.Select(name => (Name: name, Tip: "Hunts look into it."))
            .Append((Name: Forwarded, Tip: "What a collector gathers from other computers."))
            .Concat(ListLogs().Select(name => (Name: name, Tip: "A log of this computer.")))
            .Where(log => part.IsMatch(log.Name))
            .GroupBy(log => log.Name, StringComparer.OrdinalIgnoreCase)
            .Select(log => log.First())
            .OrderByDescending(log => log.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(log => new CompletionResult(Quote(log.Name), log.Name, CompletionResultType.ParameterValue, log.Tip));
    }

    // Only this computer is asked, which answers at once. Completion never fails.
    private static IReadOnlyList<string> ListLogs()
    {
        try
        {
            using IChannelSession? session = ChannelReaders.Current?.Connect(ChannelHost.Local);
            return session?.ListLogs() ?? [];
        }
        catch (ChannelException)
        {
            return [];
        }
    }

    private static string Quote(string name) =>
        name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '/' or '.' or '_') ? name : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
