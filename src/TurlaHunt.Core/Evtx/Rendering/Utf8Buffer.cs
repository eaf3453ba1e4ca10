using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>UTF-8 text that grows at its end, and can be cut back to where it was. One serves one thread.</summary>
internal sealed class Utf8Buffer
{
    private byte[] _bytes = new byte[4096];

    /// <summary>How many bytes it holds.</summary>
    public int Length { get; private set; }

    /// <summary>What it holds.</summary>
    public ReadOnlySpan<byte> Written => new(_bytes, 0, Length);

    /// <summary>A stretch of it; good until more is added.</summary>
    public ReadOnlyMemory<byte> Slice(int start, int length) => new(_bytes, start, length);

    /// <summary>Adds bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        Length += utf8.Length;
    }

    /// <summary>Adds an ASCII character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(char ascii)
    {
        Reserve(1)[0] = (byte)ascii;
        Length++;
    }

    /// <summary>Puts an ASCII character in the place of another.</summary>
    public void Overwrite(int place, char ascii) => _bytes[place] = (byte)ascii;

    /// <summary>Room for at least so many bytes behind the text; <see cref="Commit"/> makes them part of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int count)
    {
        if (count > _bytes.Length - Length)
        {
            Grow(count);
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Takes bytes that were written into the room behind the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Commit(int count) => Length += count;

    /// <summary>Forgets what was added since the text had that length.</summary>
    public void CutBack(int length) => Length = length;

    /// <summary>Writes the text to a stream and forgets it.</summary>
    public void MoveTo(Stream stream)
    {
        stream.Write(_bytes, 0, Length);
        Length = 0;
    }

    /// <summary>The text from a place on.</summary>
    public string ToString(int start) => Encoding.UTF8.GetString(_bytes, start, Length - start);

    /// <inheritdoc/>
    public override string ToString() => ToString(0);

    private void Grow(int count) => Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, checked(Length + count)));
}
