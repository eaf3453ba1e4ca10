using System.Collections.Generic;
using System.Text;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Comma-separated values as RFC 4180 has them: quotes may hold commas, line ends and doubled quotes.</summary>
internal static class CsvText
{
    /// <summary>The rows that are not empty, each with the line that it begins in, from 1 on.</summary>
    public static IEnumerable<(int Line, string[] Fields)> Rows(string text)
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool isQuoted = false;
        int line = 1;
        int start = 1;
        for (int i = 0; i <= text.Length; i++)
        {
            char letter = i < text.Length ? text[i] : '\n';
            if (isQuoted && i < text.Length)
            {
                line += letter == '\n' ? 1 : 0;
                if (letter != '"')
                {
                    field.Append(letter);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (letter == '"' && field.Length == 0)
            {
                isQuoted = true;
            }
            else if (letter == ',')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (letter == '\n')
            {
                fields.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (fields.Count > 1 || fields[0].Length > 0)
                {
                    yield return (start, fields.ToArray());
                }

                fields.Clear();
                isQuoted = false;
                start = ++line;
            }
            else
            {
                field.Append(letter);
            }
        }
    }

    /// <summary>A field as it is written: in quotes where it needs them.</summary>
    public static string Quote(string field) =>
        field.IndexOfAny(['"', ',', '\r', '\n']) < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";
}
