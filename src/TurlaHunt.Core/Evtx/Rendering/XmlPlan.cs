namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// A template as XML text with gaps for its values: what stands in the template is text already, so that writing a record
/// is mostly copying.
/// </summary>
internal sealed class XmlPlan(XmlStep[] steps, bool isEvent)
{
    public XmlStep[] Steps { get; } = steps;

    /// <summary>
    /// Whether its root is an event, which as a record is there in any case. What is optional in any other is not there where
    /// its value is null.
    /// </summary>
    public bool IsEvent { get; } = isEvent;
}

/// <summary>What a step of an <see cref="XmlPlan"/> does.</summary>
internal enum XmlStepCode : byte
{
    /// <summary>Writes <c>Text</c>.</summary>
    Text,

    /// <summary>Writes a value as the content of an element.</summary>
    Value,

    /// <summary>Writes <c>Text</c>, which begins an attribute, and its value; nothing where the value is empty.</summary>
    Attribute,

    /// <summary>Writes an element with one value as its content: once for each item where it is an array.</summary>
    Element,

    /// <summary>Goes to the step <c>Target</c> where the value is null.</summary>
    SkipIfNull,
}

/// <summary>One step of an <see cref="XmlPlan"/>.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Index">The number of the value, or -1.</param>
/// <param name="Text">What is written, or stands in front of the value.</param>
/// <param name="End">What stands behind the value.</param>
/// <param name="Target">Where it goes.</param>
internal readonly record struct XmlStep(XmlStepCode Code, int Index, byte[] Text, byte[] End, int Target)
{
    public static XmlStep OfText(byte[] text) => new(XmlStepCode.Text, -1, text, [], 0);
}
