using System.IO;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Reporting;

/// <summary>A report as one JSON document: a head, then the results with all that they hold.</summary>
internal static class JsonReport
{
    // Raised when a name or a meaning changes, not when something is added.
    private const int Format = 1;

    public static void Write(HuntReport report, Stream stream)
    {
        Utf8Buffer text = new();
        JsonWriter json = new(text, isIndented: true);
        json.BeginObject();
        json.Property("Format", Format);
        json.Property("Tool", "TurlaHunt");
        json.Property("ToolVersion", report.ToolVersion);
        json.Property("Created", report.Created);
        json.Name("Results");
        json.BeginArray();
        foreach (HuntResult result in report.Results)
        {
            json.Value(result);
            text.MoveTo(stream);
        }

        json.EndArray();
        json.EndObject();
        text.Append('\n');
        text.MoveTo(stream);
    }
}
