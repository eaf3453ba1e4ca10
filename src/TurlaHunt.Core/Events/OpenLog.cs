using System;
using System.Collections.Generic;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>A file while it is read: what is said of it, from its first batch to its last.</summary>
internal sealed class OpenLog : IDisposable
{
    private readonly IReadListener _listener;
    private readonly UnreadableSlots _unreadable;
    private readonly EvtxFile? _file;
    private readonly IEnumerable<int> _slots = [];
    private readonly long _length;
    private readonly Exception? _failure;
    private bool _isBegun;
    private bool _isOver;
    private long _bytesRead = EvtxLayout.FileHeaderBlockSize;

    /// <summary>Opens a file. That it cannot be opened is said when its turn comes.</summary>
    public OpenLog(string path, IReadListener listener)
    {
        Path = path;
        _listener = listener;
        _unreadable = new UnreadableSlots(OnDefect);
        try
        {
            _file = EvtxFile.Open(path, OnDefect);
            _slots = _file.OrderSlots();
            _length = _file.Length;
        }
        catch (Exception failure) when (EvtxFile.IsFileFailure(failure))
        {
            _failure = failure;
        }
    }

    /// <summary>Its path, as it was given.</summary>
    public string Path { get; }

    /// <summary>The file itself.</summary>
    public EvtxFile File => _file ?? throw new InvalidOperationException("The file was not opened.");

    /// <summary>What it holds, cut into pieces of work, in order; the last one may be empty.</summary>
    public IEnumerable<SlotBatch> ToBatches(BatchSize size)
    {
        List<int> slots = [];
        foreach (int slot in _slots)
        {
            if (_isOver)
            {
                break;
            }

            if (slots.Count >= size.Slots)
            {
                yield return new SlotBatch(this, [.. slots], IsLast: false);
                slots.Clear();
            }

            slots.Add(slot);
        }

        yield return new SlotBatch(this, [.. slots], IsLast: true);
    }

    /// <summary>Its turn has come.</summary>
    public void OnBegin()
    {
        if (!_isBegun)
        {
            _isBegun = true;
            _listener.OnBegin(Path);
            if (_failure is not null)
            {
                OnFailure(_failure);
            }
        }
    }

    /// <summary>A slot holds no chunk.</summary>
    public void OnUnreadable(in UnreadableSlot slot) => _unreadable.Add(slot);

    /// <summary>A slot holds a chunk.</summary>
    public void OnChunk() => _unreadable.Flush();

    /// <summary>Something is damaged.</summary>
    public void OnDefect(EvtxDefect defect) => _listener.OnDefect(Path, defect);

    /// <summary>A slot was read.</summary>
    public void OnRead(int bytes)
    {
        _bytesRead += bytes;
        _listener.OnProgress(Path, Math.Min(_bytesRead, _length), _length);
    }

    /// <summary>Nothing more can be read.</summary>
    public void OnFailure(Exception failure)
    {
        if (!_isOver)
        {
            _isOver = true;
            _unreadable.Flush();
            _listener.OnFailure(Path, failure);
        }
    }

    /// <summary>The last batch was taken.</summary>
    public void OnEnd()
    {
        if (!_isOver)
        {
            _unreadable.Flush();
            File.CheckChunkCount();
        }

        _listener.OnEnd(Path);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
