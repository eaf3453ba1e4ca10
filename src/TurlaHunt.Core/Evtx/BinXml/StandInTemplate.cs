using System.Collections.Generic;
using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Stands in for a template that was written over. The outer template of every event gives its values in one order, so
/// that the System section can be told without it, but for what is text in it: the computer, and the provider and log of
/// classic events. Of a payload only the values are left, without their names.
/// </summary>
internal static class StandInTemplate
{
    /// <summary>A template for the values of an instance.</summary>
    /// <param name="values">The values.</param>
    /// <param name="depth">0 for an event, more for a value inside one.</param>
    /// <exception cref="MalformedDataException">They are not those of an event.</exception>
    public static BinXmlProgram For(BinXmlSlot[] values, int depth)
    {
        if (depth > 0)
        {
            return Payload(values.Length);
        }

        for (int i = 0; i < SystemValues.Count; i++)
        {
            if (i >= values.Length || !SystemValues.Fits(i, values[i].Type, values[i].Size))
            {
                MalformedDataException.Throw("The template was written over, and the values are not those of an event", 0);
            }
        }

        return Event(values);
    }

    private static BinXmlProgram Event(BinXmlSlot[] values)
    {
        List<BinXmlOp> ops = [];
        int root = Open(ops, "Event");
        int system = Open(ops, "System");
        bool isNamed = values.Length > SystemValues.Channel && values[SystemValues.Channel].Type == BinXmlValueType.String;
        if (isNamed)
        {
            Element(ops, "Provider", -1, ("Name", SystemValues.ProviderName), ("Guid", SystemValues.ProviderGuid));
        }

        Element(ops, "EventID", SystemValues.EventId, ("Qualifiers", SystemValues.Qualifiers));
        Element(ops, "Version", SystemValues.Version);
        Element(ops, "Level", SystemValues.Level);
        Element(ops, "Task", SystemValues.Task);
        Element(ops, "Opcode", SystemValues.Opcode);
        Element(ops, "Keywords", SystemValues.Keywords);
        Element(ops, "TimeCreated", -1, ("SystemTime", SystemValues.Time));
        Element(ops, "EventRecordID", SystemValues.RecordId);
        Element(
            ops,
            "Correlation",
            -1,
            ("ActivityID", SystemValues.ActivityId),
            ("RelatedActivityID", SystemValues.RelatedActivityId));
        Element(ops, "Execution", -1, ("ProcessID", SystemValues.ProcessId), ("ThreadID", SystemValues.ThreadId));
        if (isNamed)
        {
            Element(ops, "Channel", SystemValues.Channel);
        }

        Element(ops, "Security", -1, ("UserID", SystemValues.UserId));
        Close(ops, system);

        // The payload is the last value, whatever the number of those before it.
        if (values[values.Length - 1].Type == BinXmlValueType.BinXml)
        {
            ops.Add(Substitution(values.Length - 1));
        }

        Close(ops, root);
        return new BinXmlProgram([.. ops]);
    }

    private static BinXmlProgram Payload(int count)
    {
        List<BinXmlOp> ops = [];
        int root = Open(ops, "EventData");
        for (int i = 0; i < count; i++)
        {
            int data = Open(ops, "Data");
            ops[data] = ops[data] with { Index = i };
            ops.Add(new BinXmlOp(BinXmlOpCode.Substitution) { Index = i });
            Close(ops, data);
        }

        Close(ops, root);
        return new BinXmlProgram([.. ops]);
    }

    private static void Element(List<BinXmlOp> ops, string name, int value, params (string Name, int Value)[] attributes)
    {
        int open = Open(ops, name);
        foreach ((string attribute, int index) in attributes)
        {
            ops.Add(new BinXmlOp(BinXmlOpCode.Attribute) { Text = attribute, End = ops.Count + 2 });
            ops.Add(Substitution(index));
        }

        ops[open] = ops[open] with { Content = ops.Count, Index = value, Dependency = value };
        if (value >= 0)
        {
            ops.Add(Substitution(value));
        }

        Close(ops, open);
    }

    private static int Open(List<BinXmlOp> ops, string name)
    {
        ops.Add(new BinXmlOp(BinXmlOpCode.OpenElement) { Text = name, Content = ops.Count + 1 });
        return ops.Count - 1;
    }

    private static void Close(List<BinXmlOp> ops, int open)
    {
        ops[open] = ops[open] with { End = ops.Count };
        ops.Add(new BinXmlOp(BinXmlOpCode.EndElement) { Text = ops[open].Text });
    }

    private static BinXmlOp Substitution(int index) => new(BinXmlOpCode.Substitution) { Index = index, IsOptional = true };
}
