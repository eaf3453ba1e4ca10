using System;
using System.Diagnostics.CodeAnalysis;

namespace TurlaHunt.Binary;

/// <summary>Bytes that do not follow the format. Inside the reader it becomes a defect; it never leaves it.</summary>
internal sealed class MalformedDataException : Exception
{
    private MalformedDataException(string message, int offset)
        : base(message) => Offset = offset;

    /// <summary>The place, in bytes from the start of the chunk or hive.</summary>
    public int Offset { get; }

    [DoesNotReturn]
    public static void Throw(string message, int offset) => throw new MalformedDataException(message, offset);

    [DoesNotReturn]
    public static void ThrowTruncated(string what, int offset, int need, int have) =>
        throw new MalformedDataException($"{what} needs {need} bytes, {have} are left", offset);
}
