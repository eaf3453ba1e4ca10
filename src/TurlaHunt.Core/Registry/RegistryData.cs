using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace TurlaHunt.Registry;

/// <summary>What a registry value holds: its bytes, and what they mean by their type.</summary>
/// <param name="kind">The type.</param>
/// <param name="bytes">The bytes as they are stored.</param>
public sealed class RegistryData(RegistryKind kind, byte[] bytes) : IEquatable<RegistryData>
{
    private const int ShownBytes = 16;

    /// <summary>The type.</summary>
    public RegistryKind Kind { get; } = kind;

    /// <summary>The bytes as they are stored.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>The number that is stored; null where the type is none of a number, or the bytes are too few or too many.</summary>
    public ulong? Number => (Kind, Bytes.Length) switch
    {
        (RegistryKind.DWord, sizeof(uint)) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes),
        (RegistryKind.DWordBigEndian, sizeof(uint)) => BinaryPrimitives.ReadUInt32BigEndian(Bytes),
        (RegistryKind.QWord, sizeof(ulong)) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes),
        _ => null,
    };

    /// <summary>The text that is stored, up to its first zero; null where the type is none of a text.</summary>
    public string? Text => Kind is RegistryKind.String or RegistryKind.ExpandString ? All().Split('\0')[0] : null;

    /// <summary>The texts that are stored; null where the type is not that of several texts.</summary>
    public IReadOnlyList<string>? Texts =>
        Kind == RegistryKind.MultiString ? [.. All().TrimEnd('\0').Split('\0').Where(text => text.Length > 0)] : null;

    /// <summary>A number of 32 bits.</summary>
    public static RegistryData DWord(uint number)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return new RegistryData(RegistryKind.DWord, bytes);
    }

    /// <summary>Text, with the zero behind it that Windows stores too.</summary>
    public static RegistryData String(string text) => new(RegistryKind.String, Encoding.Unicode.GetBytes(text + "\0"));

    /// <inheritdoc/>
    public bool Equals(RegistryData? other) => other is not null && other.Kind == Kind && other.Bytes.SequenceEqual(Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RegistryData);

    /// <inheritdoc/>
    public override int GetHashCode() => Bytes.Aggregate((int)Kind, (hash, value) => unchecked((hash * 31) + value));

    /// <summary>The data for the eye: a number, text, or the first bytes.</summary>
    public override string ToString() =>
        Number?.ToString(CultureInfo.InvariantCulture)
        ?? Text
        ?? (Texts is { } texts ? string.Join("; ", texts) : null)
        ?? (Bytes.Length == 0
            ? "no data"
            : BitConverter.ToString(Bytes, 0, Math.Min(Bytes.Length, ShownBytes)) + (Bytes.Length > ShownBytes ? "…" : ""));

    private string All() => MemoryMarshal.Cast<byte, char>(Bytes.AsSpan(0, Bytes.Length & ~1)).ToString();
}
