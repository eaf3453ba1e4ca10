using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TurlaHunt.Binary;

namespace TurlaHunt.Registry.Policies;

/// <summary>
/// A registry policy (registry.pol, ntuser.pol): what group policy sets in the registry. "PReg", version 1, and entries of the
/// form [key;value;type;size;data], in which brackets and semicolons are UTF-16 and the rest between them is raw.
/// </summary>
/// <remarks>The format is documented by Microsoft as "Registry Policy File Format" and in [MS-GPREG] 2.2.1.</remarks>
public sealed class RegistryPolicyFile
{
    private const int HeaderSize = 8;
    private const int MaxData = 1 << 16;
    private const string Comment = "**Comment:";
    private const string CommentPolicy = "GPO Name:";

    private RegistryPolicyFile(IReadOnlyList<RegistryPolicyEntry> entries, string? problem)
    {
        Entries = entries;
        Problem = problem;
    }

    /// <summary>The entries in their order; later ones win.</summary>
    public IReadOnlyList<RegistryPolicyEntry> Entries { get; }

    /// <summary>What ended the reading before the end of the file, in a sentence; null where nothing did.</summary>
    public string? Problem { get; }

    private static ReadOnlySpan<byte> Magic => "PReg\u0001\0\0\0"u8;

    /// <summary>Whether bytes begin as such a file does.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic.Slice(0, 4));

    /// <summary>Reads the content of a file, as far as it goes.</summary>
    public static RegistryPolicyFile Parse(byte[] bytes)
    {
        List<RegistryPolicyEntry> entries = [];
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            return new RegistryPolicyFile(entries, "It does not begin as a registry policy of version 1 does.");
        }

        try
        {
            SpanReader reader = new(bytes, HeaderSize, bytes.Length);
            string? policy = null;
            while (reader.Remaining > 0)
            {
                ReadEntry(ref reader, entries, ref policy);
            }

            return new RegistryPolicyFile(entries, null);
        }
        catch (MalformedDataException failure)
        {
            return new RegistryPolicyFile(entries, $"{failure.Message} (offset {failure.Offset}).");
        }
    }

    /// <summary>Writes a policy that sets values.</summary>
    public static byte[] Write(IEnumerable<(string Key, string ValueName, RegistryData Data)> values)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.Unicode);
        writer.Write(Magic.ToArray());
        foreach ((string key, string name, RegistryData data) in values)
        {
            writer.Write('[');
            writer.Write((key + "\0;" + name + "\0;").ToCharArray());
            writer.Write((uint)data.Kind);
            writer.Write(';');
            writer.Write((uint)data.Bytes.Length);
            writer.Write(';');
            writer.Write(data.Bytes);
            writer.Write(']');
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>What the policy does to a value in the end; null where it leaves it alone.</summary>
    /// <param name="key">The key below the root; upper and lower case are alike.</param>
    /// <param name="valueName">The name of the value.</param>
    public RegistryPolicyEntry? Find(string key, string valueName) => Entries.LastOrDefault(entry => entry.Action switch
    {
        RegistryPolicyAction.Other => false,
        RegistryPolicyAction.DeleteAllValues => Same(entry.Key, key),
        RegistryPolicyAction.DeleteKey => Same(entry.Key, key) || key.StartsWith(entry.Key + "\\", StringComparison.OrdinalIgnoreCase),
        _ => Same(entry.Key, key) && Same(entry.ValueName, valueName),
    });

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static void ReadEntry(ref SpanReader reader, List<RegistryPolicyEntry> entries, ref string? policy)
    {
        Expect(ref reader, '[');
        string key = ReadText(ref reader, "a key");
        Expect(ref reader, ';');
        string name = ReadText(ref reader, "the name of a value");
        Expect(ref reader, ';');
        RegistryKind kind = (RegistryKind)reader.ReadUInt32("the type of a value");
        Expect(ref reader, ';');
        uint size = reader.ReadUInt32("the size of a value");
        Expect(ref reader, ';');
        if (size > MaxData)
        {
            MalformedDataException.Throw($"A value has {size} bytes, more than a policy can hold", reader.Position);
        }

        RegistryData data = new(kind, reader.ReadBytes((int)size, "the data of a value").ToArray());
        Expect(ref reader, ']');
        if (name.StartsWith(Comment, StringComparison.OrdinalIgnoreCase))
        {
            string comment = name.Substring(Comment.Length).Trim();
            policy = comment.StartsWith(CommentPolicy, StringComparison.OrdinalIgnoreCase) ? comment.Substring(CommentPolicy.Length).Trim() : policy;
        }

        foreach ((RegistryPolicyAction action, string actionKey, string actionName) in Actions(key, name, data))
        {
            entries.Add(new RegistryPolicyEntry(action, actionKey, actionName, data, policy));
        }
    }

    private static IEnumerable<(RegistryPolicyAction Action, string Key, string Name)> Actions(string key, string name, RegistryData data)
    {
        string[] List() => [.. (data.Text ?? "").Split(';').Select(item => item.Trim()).Where(item => item.Length > 0)];
        if (After(name, "**del.") is string deleted)
        {
            return [(RegistryPolicyAction.DeleteValue, key, deleted)];
        }

        if (After(name, "**soft.") is string soft)
        {
            return [(RegistryPolicyAction.SetWhereAbsent, key, soft)];
        }

        if (After(name, "**delvals") is not null)
        {
            return [(RegistryPolicyAction.DeleteAllValues, key, "")];
        }

        if (After(name, "**DeleteValues") is not null)
        {
            return List().Select(item => (RegistryPolicyAction.DeleteValue, key, item));
        }

        return After(name, "**DeleteKeys") is not null
            ? List().Select(item => (RegistryPolicyAction.DeleteKey, $@"{key}\{item}", ""))
            : [(name.StartsWith("**", StringComparison.Ordinal) ? RegistryPolicyAction.Other : RegistryPolicyAction.Set, key, name)];
    }

    private static string? After(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name.Substring(prefix.Length) : null;

    private static string ReadText(ref SpanReader reader, string what)
    {
        int start = reader.Position;
        int length = 0;
        while (reader.ReadUInt16(what) != 0)
        {
            length++;
        }

        int end = reader.Position;
        reader.Position = start;
        string text = reader.ReadUtf16(length, what);
        reader.Position = end;
        return text;
    }

    private static void Expect(ref SpanReader reader, char mark)
    {
        int place = reader.Position;
        if (reader.ReadUInt16($"'{mark}'") != mark)
        {
            MalformedDataException.Throw($"There is no '{mark}' where one should be", place);
        }
    }
}
