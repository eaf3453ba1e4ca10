namespace TurlaHunt.Events.Plans;

/// <summary>
/// A template as a list of what an event has where: its properties and its named values. Only of templates that are plain; the
/// others are unfolded step by step.
/// </summary>
/// <param name="system">The properties, in order; none for a template that lies in another.</param>
/// <param name="data">The steps to the named values, in order.</param>
/// <param name="hasDistinctNames">Whether each value has a name of its own, and no array can make several of one.</param>
internal sealed class EventPlan(SystemStep[] system, DataStep[] data, bool hasDistinctNames)
{
    public SystemStep[] System { get; } = system;

    public DataStep[] Data { get; } = data;

    public bool HasDistinctNames { get; } = hasDistinctNames;
}

/// <summary>One content or attribute of a System section.</summary>
/// <param name="Field">The property that it is.</param>
/// <param name="Index">The number of its value, or -1.</param>
/// <param name="Text">Its text, where that stands in the template.</param>
/// <param name="Dependency">The number of the value that its element stands or falls with, or -1.</param>
/// <param name="IsContent">Whether it is the content of the element: one that is empty says so, an attribute is not there then.</param>
internal readonly record struct SystemStep(SystemField Field, int Index, string Text, int Dependency, bool IsContent);

/// <summary>What a <see cref="DataStep"/> does.</summary>
internal enum DataStepCode : byte
{
    /// <summary>Adds a value, or each item of an array.</summary>
    Value,

    /// <summary>Adds a text that stands in the template.</summary>
    Text,

    /// <summary>Goes on with the templates that a value holds.</summary>
    Sections,

    /// <summary>Goes to the step <c>Target</c> where the value is null.</summary>
    SkipIfNull,
}

/// <summary>One step to the named values of an event.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Index">The number of the value, or -1.</param>
/// <param name="Name">The name; null where values are only counted.</param>
/// <param name="Text">The text, where it stands in the template.</param>
/// <param name="Target">Where it goes.</param>
internal readonly record struct DataStep(DataStepCode Code, int Index, string? Name = null, string Text = "", int Target = 0);
