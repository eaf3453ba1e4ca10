using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
#if NET
using Microsoft.Win32.SafeHandles;
#endif

namespace TurlaHunt.Evtx;

/// <summary>
/// An open event log: its chunks, oldest first. The header's counts are not believed; every slot up to the end of the
/// file is looked at.
/// </summary>
internal sealed class EvtxFile : IDisposable
{
    private readonly Stream _stream;
    private readonly Action<EvtxDefect> _onDefect;

    private EvtxFile(Stream stream, EvtxFileHeader header, Action<EvtxDefect> onDefect)
    {
        _stream = stream;
        _onDefect = onDefect;
        Header = header;
    }

    public EvtxFileHeader Header { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long Length => _stream.Length;

    /// <summary>How many slots there are, a short last one included.</summary>
    public int SlotCount =>
        (int)Math.Min(
            int.MaxValue,
            (Math.Max(0, _stream.Length - EvtxLayout.FileHeaderBlockSize) + EvtxLayout.ChunkSize - 1) / EvtxLayout.ChunkSize);

    /// <summary>Whether the file is shorter than its header counts.</summary>
    public bool IsShort => Length < EvtxLayout.FileHeaderBlockSize || Header.ChunkCount > SlotCount;

    /// <summary>Whether a file is to blame for a failure, and not this program.</summary>
    public static bool IsFileFailure(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or NotAnEventLogException
            or System.Security.SecurityException or NotSupportedException;

    /// <summary>Opens a file that may be anything, and that Windows may be writing to.</summary>
    /// <exception cref="NotAnEventLogException">It is no event log.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static EvtxFile Open(string path, Action<EvtxDefect> onDefect)
    {
        // A pipe or device has no length. It is never opened: that could wait for ever.
        if (new FileInfo(path).Length == 0)
        {
            throw new NotAnEventLogException("The file is empty.");
        }

        FileStream stream = new(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 1,
            FileOptions.SequentialScan);
        return Open(stream, onDefect);
    }

    /// <summary>Reads the header of an event log and takes the stream over.</summary>
    /// <exception cref="NotAnEventLogException">It is no event log.</exception>
    public static EvtxFile Open(Stream stream, Action<EvtxDefect> onDefect)
    {
        try
        {
            byte[] header = new byte[EvtxLayout.FileHeaderSize];
            int length = stream.ReadFully(header, header.Length);
            return new EvtxFile(stream, EvtxFileHeader.Read(header.AsSpan(0, length)), onDefect);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The chunks that can be one, oldest first. It is one object again and again: each is good until the next is asked for.
    /// </summary>
    public IEnumerable<EvtxChunk> ReadChunks(DecodingCache cache)
    {
        using EvtxChunk chunk = new(cache);
        UnreadableSlots unreadable = new(_onDefect);
        foreach (int slot in OrderSlots())
        {
            chunk.Load(this, slot);
            if (chunk.HasHeader)
            {
                unreadable.Flush();
                yield return chunk;
            }
            else
            {
                unreadable.Add(UnreadableSlot.Of(chunk));
            }
        }

        unreadable.Flush();
        CheckChunkCount();
    }

    /// <summary>Reads bytes of the file, also while others do.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    public int ReadAt(long offset, byte[] buffer, int count)
    {
#if NET
        if (_stream is FileStream { SafeFileHandle: SafeFileHandle handle })
        {
            return handle.ReadFully(offset, buffer.AsSpan(0, count));
        }
#endif
        lock (_stream)
        {
            _stream.Position = offset;
            return _stream.ReadFully(buffer, count);
        }
    }

    /// <summary>
    /// The slots of these numbers, in that order, also those that hold no chunk. It is one object again and again, with a
    /// cache of its own.
    /// </summary>
    public IEnumerable<EvtxChunk> ReadSlots(IEnumerable<int> slots, DecodingCache cache)
    {
        using EvtxChunk chunk = new(cache);
        foreach (int slot in slots)
        {
            chunk.Load(this, slot);
            yield return chunk;
        }
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>
    /// Reports a file that is shorter than its header counts. A stale header counts too few chunks, never too many: what it
    /// counts was there once.
    /// </summary>
    public void CheckChunkCount()
    {
        int slots = SlotCount;
        if (Length < EvtxLayout.FileHeaderBlockSize)
        {
            _onDefect(new EvtxDefect(
                EvtxDefectKind.FileTruncated,
                0,
                Length,
                null,
                $"The file ends inside its header block, after {Length} of {EvtxLayout.FileHeaderBlockSize} bytes"));
        }
        else if (Header.ChunkCount > slots)
        {
            _onDefect(new EvtxDefect(
                EvtxDefectKind.FileTruncated,
                slots,
                Length,
                null,
                $"The file ends early: its header counts {Header.ChunkCount} chunks, {slots} are there"));
        }
    }

    /// <summary>The slots in the order of their records.</summary>
    /// <remarks>
    /// A log that has reached its size starts again at its first slot. Its oldest chunk then lies in the middle, and the
    /// record numbers in the chunk headers, which count over the file's life, tell the order.
    /// </remarks>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<int> OrderSlots()
    {
        int count = SlotCount;
        byte[] header = new byte[EvtxLayout.ChunkHeaderSize];
        if (count == 0 || FirstRecordNumber(0, header) <= 1)
        {
            return Enumerable.Range(0, count);
        }

        List<(long Number, int Slot)> order = new(Math.Min(count, 1 << 16));
        long last = 0;
        for (int slot = 0; slot < count; slot++)
        {
            // A slot that is no chunk stays behind the one before it.
            last = FirstRecordNumber(slot, header) ?? last;
            order.Add((last, slot));
        }

        order.Sort();
        return order.Select(item => item.Slot);
    }

    private long? FirstRecordNumber(int slot, byte[] header)
    {
        int length = ReadAt(EvtxLayout.ChunkOffset(slot), header, header.Length);
        return EvtxChunkHeader.TryRead(header.AsSpan(0, length), out EvtxChunkHeader chunk) ? chunk.FirstRecordNumber : null;
    }
}
