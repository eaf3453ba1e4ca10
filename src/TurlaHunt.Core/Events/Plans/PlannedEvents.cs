using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events.Plans;

/// <summary>
/// Fills events by the plans of their templates: each value is looked up by its number, and one that has the type of its property
/// is taken as it is, without a text between.
/// </summary>
internal sealed class PlannedEvents
{
    // Logs, computers and providers come again and again: their names are kept once. So are values that are the same in the next event.
    private readonly string?[] _names = new string?[(int)SystemField.UserId + 1];
    private int _unnamed;

    /// <summary>Fills an event.</summary>
    /// <param name="record">The event, as new.</param>
    /// <param name="document">What it is filled from.</param>
    /// <param name="limits">The bounds to keep.</param>
    /// <param name="budget">How much it may unfold to.</param>
    /// <returns>False where it is not plain. Then the event may be filled in part, and has to be made anew.</returns>
    /// <exception cref="MalformedDataException">It unfolds to more than the limits allow.</exception>
    public bool TryFill(EventRecord record, BinXmlDocument document, EvtxLimits limits, UnfoldingBudget budget)
    {
        if (document.Fragments.Length != 1
            || document.Fragments[0] is not { Values.Length: > 0 } fragment
            || limits.MaxElementDepth <= EventPlanBuilder.MaxDepth
            || fragment.Program.EventPlan is not EventPlan plan)
        {
            return false;
        }

        _unnamed = 0;
        budget.BeginRecord();
        budget.Step(plan.System.Length);
        return TryAddData(record, plan, fragment.Values, document.Bytes, budget)
            && TrySetProperties(record, plan.System, fragment.Values, document.Bytes, budget);
    }

    private bool TryAddData(EventRecord record, EventPlan plan, BinXmlSlot[] values, byte[] bytes, UnfoldingBudget budget)
    {
        DataStep[] steps = plan.Data;
        budget.Step(steps.Length);
        bool isDistinct = plan.HasDistinctNames && record.Data.Count == 0;
        if (isDistinct)
        {
            record.Data.Reserve(steps.Length);
        }

        for (int at = 0; at < steps.Length; at++)
        {
            ref readonly DataStep step = ref steps[at];
            BinXmlSlot slot = Slot(values, step.Index);
            switch (step.Code)
            {
                case DataStepCode.SkipIfNull:
                    at = slot.IsNull ? step.Target - 1 : at;
                    break;
                case DataStepCode.Text:
                    Add(record, step.Name, step.Text, isDistinct, budget);
                    break;
                case DataStepCode.Sections:
                    if (slot.IsArray || !TryAddSections(record, slot.Nested ?? [], bytes, budget))
                    {
                        return false;
                    }

                    break;
                default:
                    if (slot.Nested is not null)
                    {
                        return false;
                    }

                    if (slot.IsArray)
                    {
                        // One name for several.
                        isDistinct = false;
                        AddItems(record, step.Name, slot, bytes, budget);
                    }
                    else
                    {
                        Add(record, step.Name, ToText(slot, bytes), isDistinct, budget);
                    }

                    break;
            }
        }

        return true;
    }

    private bool TryAddSections(EventRecord record, BinXmlFragment[] fragments, byte[] bytes, UnfoldingBudget budget)
    {
        foreach (BinXmlFragment fragment in fragments)
        {
            // Nothing, a million times over, takes long as well.
            budget.Step();
            if (fragment.Values.Length == 0
                || fragment.Program.SectionPlan is not EventPlan plan
                || !TryAddData(record, plan, fragment.Values, bytes, budget))
            {
                return false;
            }
        }

        return true;
    }

    // An array without items still leaves one empty element behind.
    private void AddItems(EventRecord record, string? name, in BinXmlSlot slot, byte[] bytes, UnfoldingBudget budget)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(slot.Offset, slot.Size);
        do
        {
            budget.Step();
            BinXmlValue item = rest.IsEmpty ? default : BinXmlValue.TakeItem(slot.Type, ref rest);
            Add(record, name, item.ToText(), isDistinct: false, budget);
        }
        while (!rest.IsEmpty);
    }

    private void Add(EventRecord record, string? name, string text, bool isDistinct, UnfoldingBudget budget)
    {
        // The name too: one that comes again is a new text each time.
        budget.Text(text.Length + (name?.Length ?? 0));
        if (isDistinct)
        {
            record.Data.AddDistinct(name!, text);
        }
        else
        {
            record.Data.Add(name ?? $"{EventRecord.UnnamedPrefix}{++_unnamed}", text);
        }
    }

    private bool TrySetProperties(EventRecord record, SystemStep[] steps, BinXmlSlot[] values, byte[] bytes, UnfoldingBudget budget)
    {
        foreach (ref readonly SystemStep step in steps.AsSpan())
        {
            if (step.Dependency >= 0 && Slot(values, step.Dependency).IsNull)
            {
                continue;
            }

            if (step.Index < 0)
            {
                record.Set(step.Field, step.Text);
                continue;
            }

            BinXmlSlot slot = Slot(values, step.Index);
            if (step.IsContent && (slot.Nested is not null || slot.IsArray))
            {
                return false;
            }

            if (slot.Nested is null && !TrySet(record, step.Field, slot, bytes.AsSpan(slot.Offset, slot.Size)))
            {
                string text = slot.IsArray ? FirstText(slot, bytes) : ToText(slot, bytes);
                budget.Text(text.Length);
                if (step.IsContent || text.Length > 0)
                {
                    record.Set(step.Field, text);
                }
            }
        }

        return true;
    }

    // What has the type of the property, and so needs no text.
    private bool TrySet(EventRecord record, SystemField field, in BinXmlSlot slot, ReadOnlySpan<byte> bytes)
    {
        if (field.IsNumber())
        {
            bool isNumber = new BinXmlValue(slot.Type, bytes).TryToUInt64(out ulong number);
            if (isNumber)
            {
                record.Set(field, unchecked((long)number));
            }

            return isNumber;
        }

        switch (field)
        {
            case SystemField.TimeCreated when slot.Type == BinXmlValueType.FileTime && bytes.Length == sizeof(long):
                // One that was never set, or that no calendar has, is none; its text says so.
                bool isTime = EventTime.TryFromFileTime(BinaryPrimitives.ReadInt64LittleEndian(bytes), out DateTime time) && time != EventTime.Unset;
                record.TimeCreated = isTime ? time : record.TimeCreated;
                return isTime;
            case SystemField.ProviderId or SystemField.ActivityId or SystemField.RelatedActivityId
                when slot.Type == BinXmlValueType.Guid && bytes.Length == 16:
                record.Set(field, MemoryMarshal.Read<Guid>(bytes));
                return true;
            case SystemField.ProviderName or SystemField.LogName or SystemField.MachineName when slot.Type == BinXmlValueType.String:
                ReadOnlySpan<char> name = MemoryMarshal.Cast<byte, char>(bytes).TrimEnd('\0');
                if (name.IsEmpty)
                {
                    return false;
                }

                ref string? last = ref _names[(int)field];
                if (last is null || !name.SequenceEqual(last.AsSpan()))
                {
                    last = name.ToString();
                }

                record.Set(field, last);
                return true;
            default:
                return false;
        }
    }

    // A number past the last value is what a template gives to a provider that wrote fewer: nothing.
    private static BinXmlSlot Slot(BinXmlSlot[] values, int index) => (uint)index < (uint)values.Length ? values[index] : BinXmlSlot.Null;

    private static string ToText(in BinXmlSlot slot, byte[] bytes) => new BinXmlValue(slot.Type, bytes.AsSpan(slot.Offset, slot.Size)).ToText();

    private static string FirstText(in BinXmlSlot slot, byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(slot.Offset, slot.Size);
        return BinXmlValue.TakeItem(slot.Type, ref rest).ToText();
    }
}
