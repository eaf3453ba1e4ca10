using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;

namespace TurlaHunt.Help;

/// <summary>The block of facts below a parameter, by the keys of platyPS.</summary>
internal sealed class ParameterFacts
{
    private const string AllSets = "(All)";

    private static readonly string[] Needed =
    [
        "Type", "Parameter Sets", "Aliases", "Required", "Position", "Default value", "Accept pipeline input", "Accept wildcard characters",
    ];

    private static readonly string[] Known = [.. Needed, "Accepted values"];

    private readonly Dictionary<string, string> _values;
    private readonly string[] _sets;

    private ParameterFacts(Dictionary<string, string> values)
    {
        _values = values;
        _sets = Items(values["Parameter Sets"]);
    }

    public string Type => _values["Type"];

    public bool IsSwitch => Type == "SwitchParameter";

    public bool IsRequired => IsTrue("Required");

    public bool TakesWildcards => IsTrue("Accept wildcard characters");

    /// <summary>A number from 0 on, or Named.</summary>
    public string Position => _values["Position"];

    public string DefaultValue => _values["Default value"];

    /// <summary>False, or True with the ways in brackets.</summary>
    public string PipelineInput => _values["Accept pipeline input"];

    public IReadOnlyList<string> Aliases => Items(_values["Aliases"]);

    /// <summary>The names that an enumeration has; empty for other types.</summary>
    public IReadOnlyList<string> AcceptedValues => _values.TryGetValue("Accepted values", out string? values) ? Items(values) : [];

    /// <summary>Reads a block.</summary>
    /// <exception cref="PageException">A key is missing, unknown or there twice.</exception>
    public static ParameterFacts Read(MarkdownPage page, FencedCodeBlock block)
    {
        Dictionary<string, string> values = KeyedLines.Read(page.Path, block);
        int line = block.Line + 1;
        if (Needed.FirstOrDefault(key => !values.ContainsKey(key)) is string missing)
        {
            throw page.Error(line, $"'{missing}' is missing.");
        }

        if (values.Keys.FirstOrDefault(key => !Known.Contains(key, StringComparer.OrdinalIgnoreCase)) is string odd)
        {
            throw page.Error(line, $"There is no '{odd}'.");
        }

        return new ParameterFacts(values);
    }

    public bool IsIn(string set) => _sets.Contains(set) || _sets is [AllSets];

    private bool IsTrue(string key) => _values[key].StartsWith("True", StringComparison.OrdinalIgnoreCase);

    private static string[] Items(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
