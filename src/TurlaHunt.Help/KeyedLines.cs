using System;
using System.Collections.Generic;
using Markdig.Syntax;

namespace TurlaHunt.Help;

/// <summary>Lines of the form <c>key: value</c>, which is all of YAML that pages use.</summary>
internal static class KeyedLines
{
    /// <summary>Reads the lines of a block.</summary>
    /// <exception cref="PageException">A line has another form, or its key was there before.</exception>
    public static Dictionary<string, string> Read(string path, LeafBlock block)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < block.Lines.Count; i++)
        {
            string line = block.Lines.Lines[i].Slice.ToString().Trim();
            if (line.Length == 0)
            {
                continue;
            }

            int number = block.Lines.Lines[i].Line + 1;
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw new PageException(path, number, $"'{line}' is not 'key: value'.");
            }

            if (!values.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim()))
            {
                throw new PageException(path, number, $"'{line[..colon]}' is there twice.");
            }
        }

        return values;
    }
}
