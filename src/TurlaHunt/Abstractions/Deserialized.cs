using System;
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

    /// <summary>The object anew where it is what is left of one of that type, or of one derived from it; else what was given.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">Not enough is left of it.</exception>
    public static object? Restore(object? value, Type type) =>
        value is PSObject bag && KindOf(bag, type) is Type kind ? Make(bag, kind) : value;

    private static Type? KindOf(PSObject bag, Type type)
    {
        string? name = bag.TypeNames.FirstOrDefault();
        Type? kind = name?.StartsWith(Prefix, StringComparison.Ordinal) == true ? type.Assembly.GetType(name.Substring(Prefix.Length)) : null;
        return kind?.IsAbstract == false && type.IsAssignableFrom(kind) ? kind : null;
    }

    private static object Make(PSObject bag, Type type)
    {
        object made =
#if NET
            RuntimeHelpers.GetUninitializedObject(type);
#else
            FormatterServices.GetUninitializedObject(type);
#endif
        RestoredValues values = new(bag, type);
        foreach (PropertyInfo property in type.GetProperties())
        {
            property.GetSetMethod(nonPublic: true)?.Invoke(made, [values.Of(property)]);
        }

        return made;
    }
}
