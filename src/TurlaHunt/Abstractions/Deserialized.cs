using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
#if !NET
using System.Runtime.Serialization;
#else
using System.Runtime.CompilerServices;
#endif

namespace TurlaHunt.Commands;

/// <summary>
/// Makes our objects anew of what Invoke-Command, jobs and Import-Clixml leave of them: the same properties under the name of their
/// type with "Deserialized." before it. Every property that a type can be made with must be there; what is computed of these
/// computes itself.
/// </summary>
internal static class Deserialized
{
    private const string Prefix = "Deserialized.";
    private const string Ours = "TurlaHunt.";

    /// <summary>The type that an object is or was, where it is one of ours; else null.</summary>
    public static string? OurTypeOf(object? value)
    {
        string? name = value is PSObject wrapped ? wrapped.TypeNames.FirstOrDefault() : value?.GetType().FullName;
        name = name?.StartsWith(Prefix, StringComparison.Ordinal) == true ? name.Substring(Prefix.Length) : name;
        return name?.StartsWith(Ours, StringComparison.Ordinal) == true ? name : null;
    }

    /// <summary>The object anew where it is what is left of one of that type; else what was given.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">Not enough is left of it.</exception>
    public static object? Restore(object? value, Type type) =>
        value is PSObject bag && bag.TypeNames.FirstOrDefault() == Prefix + type.FullName ? Make(bag, type) : value;

    private static object Make(PSObject bag, Type type)
    {
        object made =
#if NET
            RuntimeHelpers.GetUninitializedObject(type);
#else
            FormatterServices.GetUninitializedObject(type);
#endif
        foreach (PropertyInfo property in type.GetProperties())
        {
            if (property.GetSetMethod(nonPublic: true) is not MethodInfo set)
            {
                continue;
            }

            PSPropertyInfo given = bag.Properties[property.Name]
                ?? throw new ArgumentTransformationMetadataException(
                    $"This {type.Name} has no {property.Name} any more. It was cut down, or is of another version of the module.");
            try
            {
                set.Invoke(made, [Convert(given.Value, property.PropertyType)]);
            }
            catch (PSInvalidCastException failure)
            {
                throw new ArgumentTransformationMetadataException($"{property.Name} of this {type.Name} cannot be read. {failure.Message}", failure);
            }
        }

        return made;
    }

    private static object? Convert(object? value, Type type)
    {
        // The engine would make an empty text of it.
        if (value is null && (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null))
        {
            return null;
        }

        bool isList = type.IsArray && type.GetElementType()!.Assembly == typeof(Finding).Assembly && !type.GetElementType()!.IsEnum;
        if (!isList)
        {
            return LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);
        }

        // At a depth of one nothing is left of our objects within our objects but a text.
        Type item = type.GetElementType()!;
        object? list = value is PSObject wrapped ? wrapped.BaseObject : value;
        List<object?> items = [.. ((list as IEnumerable) ?? Array.Empty<object>()).Cast<object?>()
            .Select(one => Restore(one, item)).Where(item.IsInstanceOfType)];
        Array array = Array.CreateInstance(item, items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        return array;
    }
}
