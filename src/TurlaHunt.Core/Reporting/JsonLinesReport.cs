using System;
using System.IO;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Reporting;

/// <summary>
/// A report as lines of JSON. <c>Record</c> says what a line is: the Result of a computer, a Finding, a Chain, or the Visibility
/// of a hunt. Each is complete by itself, as collectors tear lines apart.
/// </summary>
internal static class JsonLinesReport
{
    public static void Write(HuntReport report, Stream stream)
    {
        Utf8Buffer text = new();
        foreach (HuntResult result in report.Results)
        {
            WriteLine(text, stream, "Result", result, isWithout: name => name is nameof(HuntResult.Findings) or nameof(HuntResult.Chains) or nameof(HuntResult.Visibility));
            foreach (Finding finding in result.Findings)
            {
                WriteLine(text, stream, "Finding", finding);
            }

            foreach (AttackChain chain in result.Chains)
            {
                WriteLine(text, stream, "Chain", chain);
            }

            foreach (HuntVisibility visibility in result.Visibility)
            {
                WriteLine(text, stream, "Visibility", visibility);
            }
        }
    }

    private static void WriteLine(Utf8Buffer text, Stream stream, string record, object item, Predicate<string>? isWithout = null)
    {
        JsonWriter json = new(text, isIndented: false);
        json.BeginObject();
        json.Property("Record", record);
        foreach ((string name, object? value) in ReportProperties.Of(item))
        {
            if (isWithout?.Invoke(name) != true)
            {
                json.Property(name, value);
            }
        }

        json.EndObject();
        text.Append('\n');
        text.MoveTo(stream);
    }
}
