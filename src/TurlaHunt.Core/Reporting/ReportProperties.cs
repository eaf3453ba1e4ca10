using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace TurlaHunt.Reporting;

/// <summary>
/// The public properties of results and findings, by the names that they have in the pipeline. Whatever a finding says
/// stands in a report under the name that a user knows, also what is added later.
/// </summary>
internal static class ReportProperties
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = [];

    /// <summary>The properties of an object, those of its base first, each in the order of the source.</summary>
    public static IEnumerable<(string Name, object? Value)> Of(object item) =>
        Known.GetOrAdd(item.GetType(), Find).Select(property => (property.Name, (object?)property.GetValue(item)));

    private static PropertyInfo[] Find(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .OrderBy(property => DepthOf(property.DeclaringType!))
            .ThenBy(property => property.MetadataToken),
    ];

    private static int DepthOf(Type type)
    {
        int depth = 0;
        for (Type? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            depth++;
        }

        return depth;
    }
}
