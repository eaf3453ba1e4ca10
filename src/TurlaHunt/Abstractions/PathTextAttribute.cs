using System;
using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>
/// Refuses our own objects, and events, where paths are expected, once no other parameter takes them. The engine would make text of them, and say
/// that there is no such file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PathTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Deserialized.OurTypeOf(inputData) is string type ? new NoPath(type)
        : WindowsEventAttribute.IsWindowsEvent(inputData) ? new NoPath("event of Get-WinEvent")
        : inputData;

    // The engine asks for its text last, when it makes what it can of an argument that nothing takes as it is.
    private sealed class NoPath(string type)
    {
        public override string ToString() =>
            throw new PSInvalidCastException($"A {type} is neither a path nor what this command takes.");
    }
}
