using System;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>Writes records as the XML that Windows shows for them, as <see cref="EventXmlWriter"/> does.</summary>
internal sealed class XmlRenderer(EvtxLimits limits) : EventRenderer(limits)
{
    /// <inheritdoc/>
    protected override bool RenderEvent(CompiledTemplate template, int first, in EvtxRecordSpan record, string source) =>
        template.XmlPlan is { IsEvent: true } plan && Render(plan, first, 0);

    /// <inheritdoc/>
    protected override bool RenderValue(CompiledTemplate template, int first, int nesting, TemplatePlace place) =>
        template.XmlPlan is { IsEvent: false } plan && Render(plan, first, nesting);

    private bool Render(XmlPlan plan, int first, int nesting)
    {
        XmlStep[] steps = plan.Steps;
        if (!TrySpend(steps.Length))
        {
            return false;
        }

        for (int at = 0; at < steps.Length; at++)
        {
            ref readonly XmlStep step = ref steps[at];
            switch (step.Code)
            {
                case XmlStepCode.Text:
                    Output.Append(step.Text);
                    break;
                case XmlStepCode.Value:
                    if (!WriteContent(ValueAt(first, step.Index), nesting))
                    {
                        return false;
                    }

                    break;
                case XmlStepCode.Attribute:
                    if (!WriteAttribute(step, ValueAt(first, step.Index)))
                    {
                        return false;
                    }

                    break;
                case XmlStepCode.Element:
                    if (!WriteElement(step, ValueAt(first, step.Index), nesting))
                    {
                        return false;
                    }

                    break;
                case XmlStepCode.SkipIfNull when ValueAt(first, step.Index).Type == BinXmlValueType.Null:
                    at = step.Target - 1;
                    break;
                default:
                    break;
            }
        }

        return true;
    }

    private bool WriteContent(in Value value, int nesting) => value.Type switch
    {
        BinXmlValueType.Null => true,
        BinXmlValueType.BinXml => RenderNested(value, nesting, TemplatePlace.Content),
        _ => WriteText<XmlTextEscape>(value.Type, BytesOf(value)),
    };

    private bool WriteAttribute(in XmlStep step, in Value value)
    {
        if (value.Size == 0 || value.Type is BinXmlValueType.Null or BinXmlValueType.BinXml)
        {
            return true;
        }

        int start = Output.Length;
        Output.Append(step.Text);
        int empty = Output.Length;
        if (!WriteText<XmlAttributeEscape>(value.Type, BytesOf(value)))
        {
            return false;
        }

        if (Output.Length == empty)
        {
            Output.CutBack(start);
        }
        else
        {
            Output.Append(step.End);
        }

        return true;
    }

    private bool WriteElement(in XmlStep step, in Value value, int nesting)
    {
        if (value.Type < BinXmlValueType.Array)
        {
            Output.Append(step.Text);
            if (!WriteContent(value, nesting))
            {
                return false;
            }

            Output.Append(step.End);
            return true;
        }

        // An array without items still leaves one empty element behind.
        ReadOnlySpan<byte> rest = BytesOf(value);
        do
        {
            BinXmlValue item = rest.IsEmpty ? default : BinXmlValue.TakeItem(value.Type, ref rest);
            Output.Append(step.Text);
            if (!TrySpend(1) || !(item.Type == BinXmlValueType.Null || WriteText<XmlTextEscape>(item.Type, item.Bytes)))
            {
                return false;
            }

            Output.Append(step.End);
        }
        while (!rest.IsEmpty);
        return true;
    }
}
