using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace TurlaHunt.Evtx;

/// <summary>The templates that a writer has built so far, found by the shape of an event.</summary>
internal sealed class TemplateCatalog
{
    private readonly Dictionary<string, BinXmlTemplate> _system = [];
    private readonly Dictionary<string, BinXmlTemplate> _payloads = [];
    private readonly StringBuilder _key = new();

    public BinXmlTemplate SystemOf(EventDescription description)
    {
        bool hasSource = description.EventSourceName is not null;
        bool hasPayload = description.Payload is not null;
        string key = _key.Clear()
            .Append(hasSource ? 'S' : '-').Append(hasPayload ? 'P' : '-').Append(description.Computer).ToString();
        if (!_system.TryGetValue(key, out BinXmlTemplate? template))
        {
            template = SystemTemplate.Build(description.Computer, hasSource, hasPayload);
            _system.Add(key, template);
        }

        return template;
    }

    public BinXmlTemplate PayloadOf(EventPayload payload)
    {
        string key = KeyOf(payload);
        if (!_payloads.TryGetValue(key, out BinXmlTemplate? template))
        {
            template = PayloadTemplate.Build(payload);
            _payloads.Add(key, template);
        }

        return template;
    }

    // Each text is preceded by its length, so that no two shapes give the same key.
    private string KeyOf(EventPayload payload)
    {
        _key.Clear();
        switch (payload)
        {
            case EventDataPayload eventData:
                _key.Append('E').Append((char?)eventData.Binary?.DeclaredType);
                AppendText(eventData.Name);
                break;
            case UserDataPayload userData:
                _key.Append('U');
                AppendText(userData.Element);
                AppendText(userData.XmlNamespace);
                break;
        }

        foreach (PayloadField field in payload.Fields)
        {
            _key.Append(field.IsOptional ? 'o' : 'n').Append((char)field.Value.DeclaredType);
            AppendText(field.Name);
        }

        return _key.ToString();
    }

    private void AppendText(string? text)
    {
        if (text is null)
        {
            _key.Append('?');
            return;
        }

        _key.Append(text.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(text);
    }
}
