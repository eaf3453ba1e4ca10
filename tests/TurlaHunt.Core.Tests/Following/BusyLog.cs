using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Reading;
using TurlaHunt.Tests.Writing;

namespace TurlaHunt.Tests.Following;

/// <summary>
/// A log that is written as the event log service writes: in place, a record and then the header of its chunk, and in its first slot again when
/// it has reached its size. The header of the file stays what it was.
/// </summary>
internal sealed class BusyLog : IDisposable
{
    private const int Slots = 8;

    private readonly FileStream _file;
    private readonly List<(long Offset, byte[] Bytes)> _writes = [];
    private int _written;
    private int _turn;

    public BusyLog(string path, int records)
    {
        byte[] whole = TestLog.Of(Enumerable.Range(1, records).Select(number => TestLog.Saying($"{number}".PadRight(1000, '.'))));
        for (int chunk = 0; chunk < (whole.Length - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize; chunk++)
        {
            AddChunk(whole, chunk);
        }

        byte[] head = TestLog.Of("1").AsSpan(0, EvtxLayout.FileHeaderBlockSize).ToArray();
        _file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        _file.Write(head, 0, head.Length);
        WriteOn();
    }

    public bool IsWritten => _written == _writes.Count;

    /// <summary>Writes some more of it, often ending between a record and its header.</summary>
    public void WriteOn()
    {
        for (int end = Math.Min(_writes.Count, _written + 1 + (_turn++ * 7 % 41)); _written < end; _written++)
        {
            (long offset, byte[] bytes) = _writes[_written];
            _file.Position = offset;
            _file.Write(bytes, 0, bytes.Length);
        }

        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void AddChunk(byte[] whole, int number)
    {
        long offset = EvtxLayout.ChunkOffset(number % Slots);
        ChunkEdit chunk = new(whole, number);
        IReadOnlyList<int> records = chunk.Records;
        int end = (int)chunk.UInt32(ChunkEdit.FreeSpaceField);
        for (int count = 1; count <= records.Count; count++)
        {
            int last = records[count - 1];
            int free = count < records.Count ? records[count] : end;
            byte[] log = [.. whole.Take(EvtxLayout.FileHeaderBlockSize), .. chunk.Bytes.Slice(0, free), .. new byte[EvtxLayout.ChunkSize - free]];
            ChunkEdit partly = new ChunkEdit(log)
                .Set(16, chunk.UInt32(8) + (ulong)count - 1)
                .Set(32, chunk.UInt32(24) + (ulong)count - 1)
                .Set(44, (uint)last)
                .Set(ChunkEdit.FreeSpaceField, (uint)free);
            partly.Repair();
            if (count == 1)
            {
                _writes.Add((offset, partly.Bytes.ToArray()));
            }
            else
            {
                _writes.Add((offset + last, partly.Bytes.Slice(last, free - last).ToArray()));
                _writes.Add((offset, partly.Bytes.Slice(0, EvtxLayout.ChunkHeaderSize).ToArray()));
            }
        }
    }
}
