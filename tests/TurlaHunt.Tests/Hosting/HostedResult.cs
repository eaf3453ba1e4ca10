using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TurlaHunt.Tests.Hosting;

/// <summary>All that one pipeline did.</summary>
internal sealed class HostedResult
{
    private readonly Lazy<string> _text;

    internal HostedResult(
        PSDataStreams streams, IReadOnlyList<PSObject> output, RuntimeException? terminatingError, Func<string> format)
    {
        Output = output;
        TerminatingError = terminatingError;
        Errors = [.. streams.Error];
        Warnings = [.. streams.Warning.Select(record => record.Message)];
        Verbose = [.. streams.Verbose.Select(record => record.Message)];
        Debug = [.. streams.Debug.Select(record => record.Message)];
        Information = [.. streams.Information.Select(record => record.MessageData?.ToString() ?? "")];
        Progress = [.. streams.Progress];
        _text = new Lazy<string>(format);
    }

    internal IReadOnlyList<PSObject> Output { get; }

    /// <summary>The objects under their wrappers, as C# sees them.</summary>
    internal IEnumerable<object> Objects => Output.Select(item => item.BaseObject);

    /// <summary>The error stream. What a script let pass as a failed statement is here too, as at a prompt.</summary>
    internal IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>What ended the script: a throw, -ErrorAction Stop, a parse error.</summary>
    internal RuntimeException? TerminatingError { get; }

    internal IReadOnlyList<string> Warnings { get; }

    internal IReadOnlyList<string> Verbose { get; }

    internal IReadOnlyList<string> Debug { get; }

    internal IReadOnlyList<string> Information { get; }

    internal IReadOnlyList<ProgressRecord> Progress { get; }

    /// <summary>
    /// The output as a console would print it, without the spaces at the ends of lines; made when asked for.
    /// </summary>
    internal string Text => _text.Value;

    /// <summary>This result, or an exception that says what went wrong: for scripts that must not fail.</summary>
    internal HostedResult ThrowIfFailed()
    {
        string[] failures = [.. Errors.Select(Describe)];
        return TerminatingError is null && failures.Length == 0
            ? this
            : throw new InvalidOperationException(string.Join('\n', failures), TerminatingError);
    }

    private static string Describe(ErrorRecord error) => $"{error.FullyQualifiedErrorId}: {error}";
}
