using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace TurlaHunt.Tests.Remoting;

/// <summary>All that an object of ours says, property by property, with all that is within it: a line for each value.</summary>
internal static class Content
{
    public static string[] Of(object? item, params string[] without) => [.. Lines(item, item?.GetType().Name ?? "", without)];

    private static IEnumerable<string> Lines(object? value, string path, string[] without)
    {
        switch (value)
        {
            case null or string or Enum or ValueType or Version:
                string text = value is DateTime time ? $"{time:O}" : string.Create(CultureInfo.InvariantCulture, $"{value ?? "(null)"}");
                return [$"{path} = {text} ({value?.GetType().Name})"];
            case IEnumerable list:
                return list.Cast<object?>().SelectMany((item, place) => Lines(item, $"{path}[{place}]", without)).Prepend($"{path}: a list");
            default:
                return value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.GetIndexParameters().Length == 0 && !without.Contains(property.Name))
                    .SelectMany(property => Lines(property.GetValue(value), $"{path}.{property.Name}", without))
                    .Prepend($"{path}: {value.GetType().Name}");
        }
    }
}
