using System;
using System.Collections;
using System.Xml;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Reporting;

/// <summary>
/// Writes JSON (RFC 8259) piece by piece, indented or in one line. .NET Framework brings no writer of its own, and one that
/// is shipped beside the module could clash with another module's.
/// </summary>
internal sealed class JsonWriter(Utf8Buffer json, bool isIndented)
{
    private const int Indent = 2;

    private int _depth;
    private bool _isFirst = true;
    private bool _isBehindName;

    public void BeginObject() => Begin('{');

    public void EndObject() => End('}');

    public void BeginArray() => Begin('[');

    public void EndArray() => End(']');

    /// <summary>The name of the property whose value comes next.</summary>
    public void Name(string name)
    {
        Separate();
        JsonText.String(json, name);
        json.Append(':');
        if (isIndented)
        {
            json.Append(' ');
        }

        _isBehindName = true;
    }

    /// <summary>A property.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, as <see cref="Value"/> takes it.</param>
    public void Property(string name, object? value)
    {
        Name(name);
        Value(value);
    }

    /// <summary>
    /// A value: null, a text (half a character as <c>\uHHHH</c>, as few readers take that), a truth value, a whole number, a time in UTC, a duration (ISO 8601), a GUID, an enumeration by name, a
    /// sequence of these, or an object with its public properties.
    /// </summary>
    public void Value(object? value)
    {
        switch (value)
        {
            case null:
                Separate();
                json.Append("null"u8);
                break;
            case string text:
                Separate();
                JsonText.String(json, ReportText.WithoutHalves(text));
                break;
            case bool truth:
                Separate();
                json.Append(truth ? "true"u8 : "false"u8);
                break;
            case int or long:
                Separate();
                JsonText.Number(json, Convert.ToInt64(value, null));
                break;
            case DateTime time:
                Separate();
                JsonText.Time(json, time);
                break;
            case TimeSpan duration:
                Value(XmlConvert.ToString(duration));
                break;
            case Guid or Enum or Version:
                Value(value.ToString());
                break;
            case IEnumerable items:
                BeginArray();
                foreach (object? item in items)
                {
                    Value(item);
                }

                EndArray();
                break;
            default:
                BeginObject();
                foreach ((string name, object? inner) in ReportProperties.Of(value))
                {
                    Property(name, inner);
                }

                EndObject();
                break;
        }
    }

    private void Begin(char bracket)
    {
        Separate();
        json.Append(bracket);
        _depth++;
        _isFirst = true;
    }

    private void End(char bracket)
    {
        _depth--;
        if (!_isFirst)
        {
            BreakLine();
        }

        json.Append(bracket);
        _isFirst = false;
    }

    // What stands in front of a value or a name: nothing behind a name, else a comma and a new line.
    private void Separate()
    {
        if (_isBehindName)
        {
            _isBehindName = false;
            return;
        }

        if (!_isFirst)
        {
            json.Append(',');
        }

        _isFirst = false;
        if (_depth > 0)
        {
            BreakLine();
        }
    }

    private void BreakLine()
    {
        if (isIndented)
        {
            json.Append('\n');
            for (int i = 0; i < _depth * Indent; i++)
            {
                json.Append(' ');
            }
        }
    }
}
