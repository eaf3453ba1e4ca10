using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>Takes objects of that type also where remoting or a file was in between.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RestoredAttribute(Type type) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : inputData;
        if (value is not IList list)
        {
            return Deserialized.Restore(inputData, type);
        }

        List<object?> restored = [.. list.Cast<object?>().Select(item => Deserialized.Restore(item, type))];
        return restored.ToArray();
    }
}
