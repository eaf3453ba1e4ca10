using System;
using System.Buffers.Binary;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>Writes records as JSON objects, as <see cref="EventJsonWriter"/> does.</summary>
internal sealed class JsonRenderer(EvtxLimits limits) : EventRenderer(limits)
{
    private long _recordId;
    private bool _hasNames;
    private int _unnamed;

    /// <inheritdoc/>
    protected override bool RenderEvent(CompiledTemplate template, int first, in EvtxRecordSpan record, string source)
    {
        _hasNames = false;
        _unnamed = 0;
        int start = Output.Length;
        if (!RenderValue(template, first, 0, TemplatePlace.Event))
        {
            return false;
        }

        // The first name came with a comma.
        Output.Overwrite(start, '{');
        JsonText.EndData(Output);
        JsonText.Property(Output, "Source", source);
        if (_recordId != record.Id)
        {
            JsonText.Property(Output, "SourceRecordId", record.Id);
        }

        Output.Append('}');
        return true;
    }

    /// <inheritdoc/>
    protected override bool RenderValue(CompiledTemplate template, int first, int nesting, TemplatePlace place) =>
        template.JsonPlan(place) is JsonPlan plan
        && TrySpend(plan.Steps.Length)
        && (!plan.HasNames || TryClaimNames())
        && Render(plan.Steps, first, nesting);

    private bool Render(JsonStep[] steps, int first, int nesting)
    {
        for (int at = 0; at < steps.Length; at++)
        {
            ref readonly JsonStep step = ref steps[at];
            if (step.Code == JsonStepCode.Text)
            {
                Output.Append(step.Text);
                continue;
            }

            ref readonly Value value = ref ValueAt(first, step.Index);
            if (step.Code == JsonStepCode.SkipIfNull)
            {
                at = value.Type == BinXmlValueType.Null ? step.Target - 1 : at;
            }
            else if (!Write(step, value, nesting))
            {
                return false;
            }
        }

        return true;
    }

    private bool Write(in JsonStep step, in Value value, int nesting)
    {
        switch (step.Code)
        {
            case JsonStepCode.Named:
                Output.Append(step.Text);
                return WriteContent(value.Type, BytesOf(value)) && End();
            case JsonStepCode.Unnamed:
                return WriteUnnamed(value);
            case JsonStepCode.UnnamedText:
                BeginUnnamed();
                Output.Append(step.Text);
                return End();
            case JsonStepCode.Section:
                return WriteSection(step, value, nesting);
            case JsonStepCode.Sections:
                return value.Type < BinXmlValueType.Array
                    && (value.Type != BinXmlValueType.BinXml || RenderNested(value, nesting, TemplatePlace.Section));
            default:
                return WriteProperty(step, value);
        }
    }

    private bool WriteProperty(in JsonStep step, in Value value)
    {
        if (value.Size == 0 || value.Type == BinXmlValueType.Null)
        {
            return !step.IsRequired;
        }

        int start = Output.Length;
        Output.Append(step.Text);
        ReadOnlySpan<byte> bytes = BytesOf(value);
        switch (step.Code)
        {
            case JsonStepCode.Number when new BinXmlValue(value.Type, bytes).TryToUInt64(out ulong number) && number <= long.MaxValue:
                _recordId = step.IsRequired ? (long)number : _recordId;
                JsonText.Number(Output, (long)number);
                return true;
            case JsonStepCode.Int when new BinXmlValue(value.Type, bytes).TryToUInt64(out ulong number) && number <= int.MaxValue:
                JsonText.Number(Output, (long)number);
                return true;
            case JsonStepCode.Bits when new BinXmlValue(value.Type, bytes).TryToUInt64(out ulong bits):
                JsonText.Bits(Output, bits);
                return true;
            case JsonStepCode.Guid when value.Type == BinXmlValueType.Guid && bytes.Length == 16:
                Output.Append('"');
                Output.Commit(GuidText.Write(bytes, Output.Reserve(GuidText.Length)));
                Output.Append('"');
                return true;
            case JsonStepCode.Time when value.Type == BinXmlValueType.FileTime && bytes.Length == sizeof(long):
                return WriteTime(BinaryPrimitives.ReadInt64LittleEndian(bytes));
            case JsonStepCode.String:
                return WriteString(step, value, start);
            default:
                return false;
        }
    }

    private bool WriteString(in JsonStep step, in Value value, int start)
    {
        Output.Append('"');
        int empty = Output.Length;
        if (!WriteContent(value.Type, BytesOf(value)))
        {
            return false;
        }

        if (Output.Length == empty)
        {
            Output.CutBack(start);
            return !step.IsRequired;
        }

        Output.Append('"');
        return true;
    }

    // A time that was never set, or that no calendar has, gives way to the one in the record's header.
    private bool WriteTime(long fileTime)
    {
        if (fileTime == 0 || !EventTime.TryFromFileTime(fileTime, out DateTime time))
        {
            return false;
        }

        JsonText.Time(Output, time);
        return true;
    }

    private bool WriteUnnamed(in Value value)
    {
        if (value.Type < BinXmlValueType.Array)
        {
            BeginUnnamed();
            return WriteContent(value.Type, BytesOf(value)) && End();
        }

        // An array without items still leaves one empty element behind.
        ReadOnlySpan<byte> rest = BytesOf(value);
        do
        {
            BinXmlValue item = rest.IsEmpty ? default : BinXmlValue.TakeItem(value.Type, ref rest);
            BeginUnnamed();
            if (!TrySpend(1) || !WriteContent(item.Type, item.Bytes))
            {
                return false;
            }

            End();
        }
        while (!rest.IsEmpty);
        return true;
    }

    private bool WriteSection(in JsonStep step, in Value value, int nesting)
    {
        if (value.Type == BinXmlValueType.BinXml)
        {
            return RenderNested(value, nesting, TemplatePlace.Content);
        }

        int start = Output.Length;
        Output.Append(step.Text);
        int empty = Output.Length;
        if (!WriteContent(value.Type, BytesOf(value)))
        {
            return false;
        }

        if (Output.Length == empty)
        {
            Output.CutBack(start);
            return true;
        }

        return TryClaimNames() && End();
    }

    private bool WriteContent(BinXmlValueType type, ReadOnlySpan<byte> bytes) =>
        type == BinXmlValueType.Null || WriteText<JsonEscape>(type, bytes);

    private void BeginUnnamed()
    {
        Output.Append("\"Param"u8);
        JsonText.Number(Output, ++_unnamed);
        Output.Append("\":\""u8);
    }

    private bool End()
    {
        Output.Append("\","u8);
        return true;
    }

    private bool TryClaimNames()
    {
        bool isFirst = !_hasNames;
        _hasNames = true;
        return isFirst;
    }
}
