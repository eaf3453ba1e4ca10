using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace TurlaHunt.Commands;

/// <summary>
/// The values of one object that came through remoting or a file, as the properties of its type hold them. A value that is not there or
/// cannot be one of its property is an error that names both: to go on without it would say less than was found.
/// </summary>
internal sealed class RestoredValues(PSObject bag, Type type)
{
    /// <summary>The value of a property.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">There is none, or it is none of that property.</exception>
    public object? Of(PropertyInfo property)
    {
        object? value = Given(property.Name);
        if (value is null)
        {
            return MayBeNull(property) ? null : throw Unreadable(property.Name, "It is empty.");
        }

        try
        {
            return Convert(value, property);
        }
        catch (PSInvalidCastException failure)
        {
            // Not as the inner error: the binder takes one of casting for "belongs to another parameter" and tells nothing of it.
            throw Unreadable(property.Name, failure.Message);
        }
    }

    // The value that came, and not what the types of the module show for it: that takes a script, which not every thread can run.
    private object? Given(string name)
    {
        PSPropertyInfo? given = bag.Properties[name] is PSScriptProperty ? (bag.Members["psadapted"] as PSMemberSet)?.Properties[name] : bag.Properties[name];
        return Bare((given ?? throw new ArgumentTransformationMetadataException(
            $"This {type.Name} has no {name} any more. It was cut down, or is of another version of the module.")).Value);
    }

    private object? Convert(object value, PropertyInfo property)
    {
        Type wanted = property.PropertyType;
        if (wanted == typeof(EventData))
        {
            return DataOf(value, property.Name);
        }

        if (wanted.IsArray && wanted.GetElementType() is { IsEnum: false } item && item.Assembly == typeof(Finding).Assembly)
        {
            return ListOf(value, item, property.Name);
        }

        object? converted = LanguagePrimitives.ConvertTo(
            value, wanted == typeof(IReadOnlyList<string>) ? typeof(string[]) : wanted, CultureInfo.InvariantCulture);
        return converted is DateTime time ? ToUtc(time) : converted;
    }

    // Where the other side did not know how deep our objects go, nothing is left of those within others but a text.
    private Array ListOf(object value, Type item, string name)
    {
        object?[] items = [.. (value is IEnumerable list and not string ? list : new[] { value }).Cast<object?>().Select(one => Deserialized.Restore(one, item))];
        if (Array.Find(items, one => !item.IsInstanceOfType(Bare(one))) is object other)
        {
            throw Unreadable(name, $"It should hold objects of {item.Name} and holds '{other}'. Import the module where the objects come from.");
        }

        Array array = Array.CreateInstance(item, items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            array.SetValue(Bare(items[i]) ?? throw Unreadable(name, "One of it is empty."), i);
        }

        return array;
    }

    // A table has no order any more; the names have.
    private EventData DataOf(object value, string name)
    {
        if (value is not IDictionary table)
        {
            throw Unreadable(name, $"It should hold values by name and is '{value}'.");
        }

        string[] names = LanguagePrimitives.ConvertTo<string[]>(Given(nameof(EventRecord.DataNames))) ?? [];
        EventData data = new();
        foreach (string key in names.Concat(table.Keys.Cast<object>().Select(key => $"{key}").OrderBy(key => key, StringComparer.Ordinal)))
        {
            if (!table.Contains(key))
            {
                throw Unreadable(name, $"It has no '{key}' any more.");
            }

            if (!data.ContainsKey(key))
            {
                data.Add(key, LanguagePrimitives.ConvertTo<string>(table[key]) ?? "");
            }
        }

        return data;
    }

    private ArgumentTransformationMetadataException Unreadable(string name, string problem) =>
        new($"{name} of this {type.Name} cannot be read. {problem}");

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    // All times of ours are in UTC, whatever a file or somebody's script made of them.
    private static DateTime ToUtc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);

    // The compiler writes down what may be null, at the property or, where most are alike, at its type: 2 stands for "may be".
    private static bool MayBeNull(PropertyInfo property)
    {
        if (property.PropertyType.IsValueType)
        {
            return Nullable.GetUnderlyingType(property.PropertyType) is not null;
        }

        object? mark = MarkOf(property, "NullableAttribute") ?? MarkOf(property.DeclaringType!, "NullableContextAttribute");
        return mark is byte one ? one == 2 : mark is IReadOnlyList<CustomAttributeTypedArgument> many && many[0].Value is byte first && first == 2;
    }

    private static object? MarkOf(MemberInfo member, string name) => member.CustomAttributes
        .FirstOrDefault(attribute => attribute.AttributeType.Name == name)?.ConstructorArguments[0].Value;
}
