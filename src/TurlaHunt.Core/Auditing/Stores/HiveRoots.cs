using System;
using System.Linq;
using TurlaHunt.Registry.Hives;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Tells which part of a computer's registry a hive is.</summary>
internal static class HiveRoots
{
    private static readonly (string Root, string[] Keys)[] Signs =
    [
        (@"HKLM\SYSTEM", ["Select", "ControlSet001"]),
        (@"HKLM\SECURITY", ["Policy"]),
        (@"HKLM\SOFTWARE", ["Microsoft", "Classes"]),
    ];

    /// <summary>The key that a hive is; null where it is another one.</summary>
    /// <param name="hive">The hive.</param>
    /// <param name="fileName">The name of its file: it decides where the hive is too damaged to tell.</param>
    public static string? Of(RegistryHive hive, string fileName)
    {
        foreach ((string root, string[] keys) in Signs)
        {
            if (keys.Any(key => hive.Find(key).Item is not null))
            {
                return root;
            }
        }

        bool isReadable = hive.Root.Item is HiveKey top && top.Subkeys.IsWhole;
        return isReadable
            ? null
            : Signs.Select(sign => sign.Root).FirstOrDefault(root =>
                fileName.StartsWith(root.Substring(@"HKLM\".Length), StringComparison.OrdinalIgnoreCase)
                || hive.FileName.EndsWith(root.Substring(@"HKLM\".Length), StringComparison.OrdinalIgnoreCase));
    }
}
