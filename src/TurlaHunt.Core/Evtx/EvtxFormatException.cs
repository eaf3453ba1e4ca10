using System;
using System.Diagnostics.CodeAnalysis;

namespace TurlaHunt.Evtx;

/// <summary>Bytes that do not follow the format. Inside the reader it becomes a defect; it never leaves it.</summary>
internal sealed class EvtxFormatException : Exception
{
    private EvtxFormatException(string message, int offset)
        : base(message) => Offset = offset;

    /// <summary>The place in the chunk, in bytes from its start.</summary>
    public int Offset { get; }

    [DoesNotReturn]
    public static void Throw(string message, int offset) => throw new EvtxFormatException(message, offset);

    [DoesNotReturn]
    public static void ThrowTruncated(string what, int offset, int need, int have) =>
        throw new EvtxFormatException($"{what} needs {need} bytes, {have} are left", offset);
}
