namespace TurlaHunt.Evtx.Rendering;

/// <summary>A template as JSON text with gaps for its values.</summary>
internal sealed class JsonPlan(JsonStep[] steps, bool hasNames)
{
    public JsonStep[] Steps { get; } = steps;

    /// <summary>Whether it adds named values. Only one plan in an event may: names of two could be the same.</summary>
    public bool HasNames { get; } = hasNames;
}

/// <summary>What a step of a <see cref="JsonPlan"/> does.</summary>
internal enum JsonStepCode : byte
{
    /// <summary>Writes <c>Text</c>.</summary>
    Text,

    /// <summary>Writes a property of the event: <c>Text</c>, then the value as a number. Nothing where it is null.</summary>
    Number,

    /// <summary>The same for a number that 32 bits hold.</summary>
    Int,

    /// <summary>The same for bits.</summary>
    Bits,

    /// <summary>The same for a text.</summary>
    String,

    /// <summary>The same for a GUID.</summary>
    Guid,

    /// <summary>The same for a time.</summary>
    Time,

    /// <summary>Writes a named value: <c>Text</c>, then the value as text.</summary>
    Named,

    /// <summary>Writes a value without a name, or each item of an array: <c>Param1</c>, <c>Param2</c>, ...</summary>
    Unnamed,

    /// <summary>The same for a text of the template, which <c>Text</c> is, with its quotes.</summary>
    UnnamedText,

    /// <summary>Writes what lies in a section: a value with the name that <c>Text</c> gives, or binary XML.</summary>
    Section,

    /// <summary>Writes the sections that a value holds.</summary>
    Sections,

    /// <summary>Goes to the step <c>Target</c> where the value is null.</summary>
    SkipIfNull,
}

/// <summary>One step of a <see cref="JsonPlan"/>.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Index">The number of the value, or -1.</param>
/// <param name="Text">What is written, or stands in front of the value.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="IsRequired">Whether an empty value is for the full way: there it is not the same as none.</param>
internal readonly record struct JsonStep(JsonStepCode Code, int Index, byte[] Text, int Target = 0, bool IsRequired = false);
