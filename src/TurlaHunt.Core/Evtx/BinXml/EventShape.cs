namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Where a template keeps the fields by which events are chosen. Each is a number of a value, a text of the template, or
/// not to be told without unfolding the event.
/// </summary>
/// <remarks>
/// A field is told here only where it is plain: in the first System element of the event, which stands in the template
/// itself, once, and made of one part. Everything else is left to the full path, so that both always agree.
/// </remarks>
internal sealed class EventShape
{
    private EventShape()
    {
    }

    public EventField Id { get; private set; }

    public EventField Time { get; private set; }

    public EventField Provider { get; private set; }

    public EventField Channel { get; private set; }

    public EventField Computer { get; private set; }

    public EventField Level { get; private set; }

    public EventField RecordId { get; private set; }

    /// <summary>The number of the value that is all of the event besides System, or -1.</summary>
    public int Payload { get; private set; } = -1;

    public static EventShape Of(BinXmlProgram program)
    {
        EventShape shape = new();
        BinXmlOp[] ops = program.Ops;
        if (ops.Length == 0 || ops[0] is not { Code: BinXmlOpCode.OpenElement, Text: "Event" })
        {
            return shape;
        }

        // A value in front of System could bring a System of its own.
        int system = ops[0].Content;
        if (ops[system] is not { Code: BinXmlOpCode.OpenElement, Text: "System", Index: < 0 })
        {
            return shape;
        }

        for (int at = ops[system].Content; at < ops[system].End; at = ops[at].End + 1)
        {
            if (ops[at].Code != BinXmlOpCode.OpenElement)
            {
                return new EventShape();
            }

            shape.Add(ops, at);
        }

        int rest = ops[system].End + 1;
        if (rest == ops[0].End - 1 && ops[rest].Code == BinXmlOpCode.Substitution)
        {
            shape.Payload = ops[rest].Index;
        }

        return shape;
    }

    private void Add(BinXmlOp[] ops, int element)
    {
        switch (ops[element].Text)
        {
            case "EventID":
                Id = Id.Or(ContentOf(ops, element));
                break;
            case "Level":
                Level = Level.Or(ContentOf(ops, element));
                break;
            case "EventRecordID":
                RecordId = RecordId.Or(ContentOf(ops, element));
                break;
            case "Computer":
                Computer = Computer.Or(ContentOf(ops, element));
                break;
            case "Channel":
                Channel = Channel.Or(ContentOf(ops, element));
                break;
            case "TimeCreated":
                Time = Time.Or(AttributeOf(ops, element, "SystemTime"));
                break;
            case "Provider":
                Provider = Provider.Or(AttributeOf(ops, element, "Name"));
                break;
            default:
                break;
        }
    }

    private static EventField ContentOf(BinXmlOp[] ops, int element) =>
        ops[element].End == ops[element].Content + 1 ? EventField.Of(ops[ops[element].Content]) : EventField.Unclear;

    private static EventField AttributeOf(BinXmlOp[] ops, int element, string name)
    {
        EventField field = default;
        for (int at = element + 1; at < ops[element].Content; at = ops[at].End)
        {
            if (ops[at].Text == name)
            {
                field = field.Or(ops[at].End == at + 2 ? EventField.Of(ops[at + 1]) : EventField.Unclear);
            }
        }

        return field.IsKnown ? field : EventField.Unclear;
    }
}

/// <summary>Where one field lies.</summary>
internal readonly record struct EventField
{
    private readonly bool _isUnclear;

    private EventField(bool isUnclear, int index, string? text)
    {
        _isUnclear = isUnclear;
        _number = index + 1;
        Text = text;
    }

    private readonly int _number;

    /// <summary>It takes unfolding the event to tell.</summary>
    public static EventField Unclear { get; } = new(true, -1, null);

    /// <summary>Whether it is one value or one text.</summary>
    public bool IsKnown => !_isUnclear && (_number > 0 || Text is not null);

    /// <summary>The number of the value, or -1.</summary>
    public int Index => _number - 1;

    /// <summary>The text that stands in the template, or null.</summary>
    public string? Text { get; }

    public static EventField Of(in BinXmlOp op) => op.Code switch
    {
        BinXmlOpCode.Substitution => new EventField(false, op.Index, null),
        BinXmlOpCode.Text => new EventField(false, -1, op.Text),
        _ => Unclear,
    };

    /// <summary>The field after one more place was found for it: two places make it unclear.</summary>
    public EventField Or(EventField other) => IsKnown || _isUnclear ? Unclear : other;
}
