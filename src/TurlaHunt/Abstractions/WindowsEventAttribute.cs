using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Binary;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Evtx;

namespace TurlaHunt.Commands;

/// <summary>Takes the events that Get-WinEvent gives, by their XML.</summary>
/// <remarks>
/// They are known by the name of their type: where this is not Windows it need not be there at all.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WindowsEventAttribute : ArgumentTransformationAttribute
{
    private const string TypeName = "System.Diagnostics.Eventing.Reader.EventRecord";
    private const string RecordTypeName = "System.Diagnostics.Eventing.Reader.EventLogRecord";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (IsWindowsEvent(inputData))
        {
            return ToRecord(Unwrap(inputData)!);
        }

        return Unwrap(inputData) is IList list && list.Cast<object?>().Any(IsWindowsEvent)
            ? list.Cast<object?>().Select(item => IsWindowsEvent(item) ? ToRecord(Unwrap(item)!) : item).ToArray()
            : inputData;
    }

    /// <summary>Whether it is one of these events, wrapped or not.</summary>
    public static bool IsWindowsEvent(object? value)
    {
        for (Type? type = Unwrap(value)?.GetType(); type is not null; type = type.BaseType)
        {
            if (type.FullName is TypeName or RecordTypeName)
            {
                return true;
            }
        }

        return false;
    }

    private static object? Unwrap(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    private static EventRecord ToRecord(object given)
    {
        try
        {
            string xml = (string)given.GetType().GetMethod("ToXml", Type.EmptyTypes)!.Invoke(given, null)!;
            EventRecord record = new EventRecordBuilder().Build(xml, null, EvtxLimits.Untrusted);
            record.Source = SourceOf(given, record);
            return record;
        }
        catch (Exception failure) when (failure is MalformedDataException or System.Reflection.TargetInvocationException)
        {
            throw new ArgumentTransformationMetadataException(
                $"This event cannot be read. {(failure.InnerException ?? failure).Message}", failure);
        }
    }

    // Of an event from a file it is the path.
    private static string SourceOf(object given, EventRecord record)
    {
        string? container = Convert.ToString(given.GetType().GetProperty("ContainerLog")?.GetValue(given), CultureInfo.InvariantCulture);
        return container is not null && (container.Any(letter => letter == '\\') || container.EndsWith(".evtx", StringComparison.OrdinalIgnoreCase))
            ? container
            : new ChannelAddress(new ChannelHost(record.MachineName), record.LogName ?? "").ToString();
    }
}
