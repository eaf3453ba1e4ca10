using System.Collections.Generic;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// Writes an event as a JSON object in one line: the properties of <see cref="EventRecord"/> by their names, in the order of
/// <see cref="JsonField.All"/>, then the named values. What the event does not have is left out.
/// </summary>
internal static class EventJsonWriter
{
    public static void Write(EventRecord record, Utf8Buffer json)
    {
        int start = json.Length;
        foreach (JsonField field in JsonField.All)
        {
            JsonText.Property(json, field.Name, field.Value(record));
        }

        // The first name came with a comma.
        json.Overwrite(start, '{');
        JsonText.BeginData(json);
        foreach (KeyValuePair<string, string> item in record.Data)
        {
            JsonText.String(json, item.Key);
            json.Append(':');
            JsonText.String(json, item.Value);
            json.Append(',');
        }

        JsonText.EndData(json);
        JsonText.Property(json, "Source", record.Source);
        JsonText.Property(json, "SourceRecordId", record.SourceRecordId == record.RecordId ? null : record.SourceRecordId);
        JsonText.Property(json, "Integrity", record.Integrity == RecordIntegrity.Sound ? null : record.Integrity.ToString());
        json.Append('}');
    }
}
