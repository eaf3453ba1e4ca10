using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TurlaHunt.Evtx;

/// <summary>Writes an event log file, format version 3.1.</summary>
/// <remarks>
/// Events are kept in memory until a chunk of 64 KiB is full. Until <see cref="Complete"/> the file says of itself that
/// it was not closed cleanly, as a live log does; what has been written by then can be read.
/// The writer is not safe for use by several threads at once.
/// </remarks>
public sealed class EvtxWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly long _origin;
    private readonly ChunkBuilder _chunk = new();
    private readonly TemplateCatalog _templates = new();
    private long _chunks;
    private ulong _lastId;
    private bool _completed;

    /// <summary>Starts a log at the stream's position.</summary>
    /// <param name="stream">A stream that can be written and sought.</param>
    /// <param name="leaveOpen">Whether the stream outlives the writer.</param>
    public EvtxWriter(Stream stream, bool leaveOpen = false)
    {
        _stream = stream ?? throw new ArgumentNullException(nameof(stream));
        if (!stream.CanWrite || !stream.CanSeek)
        {
            throw new ArgumentException(
                "An event log's header is written last: the stream must be writable and seekable.", nameof(stream));
        }

        _leaveOpen = leaveOpen;
        _origin = stream.Position;
        WriteHeader(EvtxFileFlags.Dirty);
    }

    /// <summary>Adds an event.</summary>
    /// <exception cref="ArgumentException">The event does not fit a chunk, or says something a log cannot hold. Nothing
    /// of it was written, and the writer can go on.</exception>
    public void Write(EventDescription description)
    {
        _ = description ?? throw new ArgumentNullException(nameof(description));
        EventValue.RequireUtc(description.Time, nameof(description));
        ulong id = IdOf(description.RecordId);
        List<EventValue> systemValues = SystemTemplate.ValuesOf(description, id);
        BinXmlTemplate system = _templates.SystemOf(description);
        EventPayload? payload = description.Payload;
        if (payload is null)
        {
            Append(id, description.Time, chunk => chunk.WriteInstance(system, systemValues));
            return;
        }

        List<EventValue> values = PayloadTemplate.ValuesOf(payload);
        if (values.Sum(value => (long)value.Length + sizeof(uint)) > ChunkBuilder.MaxRecordSize)
        {
            throw TooLarge();
        }

        BinXmlTemplate inner = _templates.PayloadOf(payload);
        Append(id, description.Time, chunk =>
            chunk.WriteInstance(system, systemValues, SystemTemplate.PayloadIndex, () =>
            {
                chunk.WriteInstance(inner, values);
                chunk.WriteEndOfStream();
            }));
    }

    /// <summary>Writes what is left and the final header; after that nothing more can be added.</summary>
    public void Complete()
    {
        if (_completed)
        {
            return;
        }

        // A log without events has one chunk without records.
        if (!_chunk.IsEmpty || _chunks == 0)
        {
            Flush();
        }

        WriteHeader(EvtxFileFlags.None);
        _stream.Flush();
        _completed = true;
    }

    /// <summary>Completes the log and closes the stream unless it was to stay open.</summary>
    public void Dispose()
    {
        Complete();
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    /// <summary>Adds a record whose body has no template, as event collectors write it.</summary>
    internal void WriteElements(DateTime time, BinXmlElement root, ulong? recordId = null) =>
        Append(IdOf(recordId), EventValue.RequireUtc(time, nameof(time)), chunk => chunk.WriteElement(root));

    private ulong IdOf(ulong? requested)
    {
        ulong id = requested ?? _lastId + 1;
        return id > _lastId && id != ulong.MaxValue
            ? id
            : throw new ArgumentException($"Record ids ascend: {id} cannot follow {_lastId}.", nameof(requested));
    }

    private void Append(ulong id, DateTime time, Action<ChunkBuilder> writeBody)
    {
        if (_completed)
        {
            throw new InvalidOperationException("The log is complete.");
        }

        if (!_chunk.TryAppend(id, time, writeBody))
        {
            if (_chunk.IsEmpty)
            {
                throw TooLarge();
            }

            // The next chunk knows no names and templates yet, so the record is encoded anew and gets longer.
            Flush();
            if (!_chunk.TryAppend(id, time, writeBody))
            {
                throw TooLarge();
            }
        }

        _lastId = id;
    }

    private void Flush()
    {
        ReadOnlySpan<byte> bytes = _chunk.Seal();
#if NET
        _stream.Write(bytes);
#else
        byte[] copy = bytes.ToArray();
        _stream.Write(copy, 0, copy.Length);
#endif
        _chunks++;
        _chunk.StartNext();
    }

    private void WriteHeader(EvtxFileFlags flags)
    {
        byte[] header = EvtxFileHeaderWriter.Make(_chunks, _lastId + 1, flags);
        _stream.Position = _origin;
        _stream.Write(header, 0, header.Length);
        _stream.Position = _origin + EvtxLayout.FileHeaderBlockSize + (_chunks * EvtxLayout.ChunkSize);
    }

    private static ArgumentException TooLarge() =>
        new(
            $"The event does not fit an event log: a record takes at most {ChunkBuilder.MaxRecordSize} bytes.",
            "description");
}
