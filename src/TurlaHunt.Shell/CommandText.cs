using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace TurlaHunt.Shell;

/// <summary>What can be said of a command line before it runs.</summary>
internal static class CommandText
{
    /// <summary>True when more lines could make it whole: an open brace, a pipe at the end.</summary>
    internal static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }

    /// <summary>
    /// The engine reports a text that stops too early without saying where, unless it ends with the line.
    /// </summary>
    internal static string AsFinal(string text) => IsIncomplete(text) ? text + "\n" : text;

    /// <summary>
    /// The statements of a line, one by one, where running them one by one means the same; otherwise the line itself.
    /// </summary>
    /// <remarks>
    /// The engine lays out all output of one run by its first object: what two hunts find would come as a table and a list.
    /// Each statement gets a layout of its own when it is a run of its own.
    /// </remarks>
    internal static IReadOnlyList<string> Statements(string text)
    {
        ScriptBlockAst script = Parser.ParseInput(text, out _, out ParseError[] errors);
        bool isPlain = errors.Length == 0
            && script is { ParamBlock: null, BeginBlock: null, ProcessBlock: null, DynamicParamBlock: null, EndBlock: { Unnamed: true } }
            && script.UsingStatements.Count == 0
            && !(script.EndBlock.Traps?.Count > 0)
            && script.EndBlock.Statements.All(statement => statement is PipelineBaseAst or FunctionDefinitionAst);
        return isPlain && script.EndBlock.Statements.Count > 1
            ? [.. script.EndBlock.Statements.Select(statement => statement.Extent.Text)]
            : [text];
    }
}
