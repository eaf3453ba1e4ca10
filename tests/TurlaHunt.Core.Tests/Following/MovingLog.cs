using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Reading;
using TurlaHunt.Tests.Writing;

namespace TurlaHunt.Tests.Following;

/// <summary>
/// A log to which everything happens that may happen to one, by a seed: a list of steps, each of which is what somebody did to the file
/// between two looks, and what has to come of it. After each happening the log is whole for a look.
/// </summary>
internal sealed class MovingLog
{
    private const int MostSlots = 4;
    private const int Padding = 4000;

    private readonly Random _random;
    private readonly string _path;
    private readonly string _archive;
    private readonly bool _isHarsh;
    private readonly List<Action> _steps = [];
    private byte[] _log = [];
    private int _first = 1;
    private int _last;
    private bool _isInUse;
    private bool _isNumberedAnew;

    /// <param name="seed">What happens.</param>
    /// <param name="path">The log.</param>
    /// <param name="archive">Where it is moved to at times.</param>
    /// <param name="isHarsh">Whether some of it lasts longer than a writer takes.</param>
    public MovingLog(int seed, string path, string archive, bool isHarsh)
    {
        _random = new Random(seed);
        _path = path;
        _archive = archive;
        _isHarsh = isHarsh;
        Begin();
        Grow();
        Start = _log;
        for (int happening = 0; happening < 12; happening++)
        {
            Happen();
        }
    }

    public string Path => _path;

    /// <summary>What the file is at first.</summary>
    public byte[] Start { get; }

    public IReadOnlyList<Action> Steps => _steps;

    /// <summary>How often something has to be told.</summary>
    public int Changes { get; private set; }

    /// <summary>The events that have to come, each once.</summary>
    public List<string> Events { get; } = [];

    /// <summary>Those that may not come as they are, because they were taken for read while bytes of them were others.</summary>
    public HashSet<string> Excused { get; } = [];

    /// <summary>What happened, for whoever has to find out why it failed.</summary>
    public List<string> Story { get; } = [];

    /// <summary>What tells an event from all others.</summary>
    public static string Tell(EventRecord record) =>
        Tell((record.Data.Find("Text") ?? "?").TrimEnd('.'), record.RecordId, record.TimeCreated ?? default);

    private static string Tell(string text, long id, DateTime time) => $"{text} ({id}, {time.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture)})";

    private void Happen()
    {
        switch (_random.Next(_isHarsh ? 16 : 13))
        {
            case 0 or 1 or 2:
                Note("grows");
                Grow();
                Write(_log);
                break;
            case 3:
                Note("is cleared");
                Changes++;
                Begin();
                Grow();
                Write(_log);
                break;
            case 4:
                Note("is away");
                Changes += 2;
                Do(() => File.Delete(_path));
                Idle(_random.Next(3));
                Grow();
                Write(_log);
                break;
            case 5:
                Note("is archived and begun anew");
                Changes++;
                Do(() =>
                {
                    File.Delete(_archive);
                    File.Move(_path, _archive);
                });
                Changes += 2;
                Begin();
                Grow();
                Write(_log);
                break;
            case 6:
                Note("is copied in");
                CopyIn(isLengthFirst: false);
                break;
            case 7:
                Note("is copied in, its length first");
                CopyIn(isLengthFirst: true);
                break;
            case 8:
                Note("is seen half written");
                HalfWrite();
                break;
            case 9:
                Note("has a checksum that does not fit");
                Damage(Newest(), mayAlter: false, chunk => chunk.Set(52, chunk.UInt32(52) + 1));
                break;
            case 10:
                Note("idles");
                Idle(_random.Next(10, 45));
                break;
            default:
                Garble();
                break;
        }

        Idle(1);
    }

    private void Begin()
    {
        _first = _last + 1;
        _isInUse = _random.Next(2) == 0;
        _isNumberedAnew = _random.Next(2) == 0;
    }

    private void Grow()
    {
        int before = _last;
        _last += _random.Next(1, 14);
        List<EventDescription> events = [.. Enumerable.Range(_first, _last - _first + 1).Select(number =>
            TestLog.Saying($"{number}".PadRight(Padding, '.')) with
            {
                Time = TestLog.Time.AddMinutes(number),
                RecordId = (ulong)(_isNumberedAnew ? number - _first + 1 : number),
            })];
        byte[] whole = TestLog.Of(events);
        Events.AddRange(events.Skip(before + 1 - _first).Select((item, at) => Tell($"{before + 1 + at}", (long)item.RecordId!, item.Time)));
        _log = Wrapped(whole);
        _log[120] |= (byte)(_isInUse ? 1 : 0);
    }

    // As Windows goes on in the first slot of a log that has reached its size.
    private static byte[] Wrapped(byte[] whole)
    {
        int chunks = (whole.Length - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize;
        int slots = Math.Min(chunks, MostSlots);
        byte[] log = whole.AsSpan(0, (int)EvtxLayout.ChunkOffset(slots)).ToArray();
        for (int chunk = slots; chunk < chunks; chunk++)
        {
            Array.Copy(whole, EvtxLayout.ChunkOffset(chunk), log, EvtxLayout.ChunkOffset(chunk % MostSlots), EvtxLayout.ChunkSize);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(log.AsSpan(42), (ushort)slots);
        return log;
    }

    private void CopyIn(bool isLengthFirst)
    {
        if (_random.Next(2) == 0)
        {
            Grow();
        }

        int piece = _random.Next(isLengthFirst ? 30_000 : 9_000, 70_000);
        int stall = _isHarsh ? _random.Next(2) * _random.Next(_log.Length) : 0;
        for (int length = _random.Next(piece); length < _log.Length; length += piece)
        {
            byte[] part = _log.AsSpan(0, length).ToArray();
            if (isLengthFirst)
            {
                Array.Resize(ref part, _log.Length);
            }

            Write(part);
            if (stall > 0 && length >= stall)
            {
                stall = 0;
                Note($"stalls at {length}");
                Idle(6);
            }
        }

        Write(_log);
    }

    private void HalfWrite()
    {
        byte[] before = _log;
        int slots = SlotCount;
        int newest = Newest();
        Grow();
        byte[] torn = (byte[])_log.Clone();
        if (slots == SlotCount && newest == Newest())
        {
            // The header is there, the records are not yet, or only some bytes of them.
            int at = (int)EvtxLayout.ChunkOffset(newest);
            int from = at + EvtxLayout.ChunkHeaderSize + _random.Next(EvtxLayout.ChunkSize - EvtxLayout.ChunkHeaderSize);
            before.AsSpan(from, at + EvtxLayout.ChunkSize - from).CopyTo(torn.AsSpan(from));
        }
        else
        {
            new ChunkEdit(torn, Newest()).Bytes.Slice(_random.Next(600)).Clear();
        }

        Write(torn);
        Idle(_random.Next(2));
        Write(_log);
    }

    private void Garble()
    {
        int slot = _random.Next(SlotCount);
        int kind = _random.Next(4);
        int at = kind == 0 ? _random.Next(EvtxLayout.ChunkHeaderSize + 40) : _random.Next(EvtxLayout.ChunkSize - 64);
        Note($"is garbled in slot {slot}, kind {kind}, at {at}");
        Damage(slot, mayAlter: kind is 0 or 1, chunk =>
        {
            switch (kind)
            {
                case 0 or 1:
                    for (int i = 0; i < 8; i++)
                    {
                        chunk.Bytes[at + i] = (byte)_random.Next(128, 256);
                    }

                    break;
                case 2:
                    chunk.Bytes.Clear();
                    break;
                default:
                    chunk.Bytes.Slice(0, at).Clear();
                    break;
            }
        });
    }

    private void Damage(int slot, bool mayAlter, Action<ChunkEdit> edit)
    {
        if (_random.Next(2) == 0)
        {
            Grow();
            slot = Math.Min(slot, SlotCount - 1);
        }

        byte[] damaged = (byte[])_log.Clone();
        edit(new ChunkEdit(damaged, slot));
        Write(damaged);
        if (_isHarsh && _random.Next(2) == 0)
        {
            Note($"for long, slot {slot}");
            Idle(6);
            if (mayAlter)
            {
                Excused.UnionWith(ReadLog.Of(OnlySlot(slot)).Records.Select(Tell));
            }
        }
        else
        {
            Idle(_random.Next(2));
        }

        Write(_log);
    }

    private byte[] OnlySlot(int slot) =>
        [.. _log.AsSpan(0, EvtxLayout.FileHeaderBlockSize), .. new ChunkEdit(_log, slot).Bytes];

    private int SlotCount => (_log.Length - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize;

    private int Newest() => Enumerable.Range(0, SlotCount).OrderByDescending(slot =>
        BinaryPrimitives.ReadInt64LittleEndian(new ChunkEdit(_log, slot).Bytes.Slice(8))).First();

    private void Note(string what) => Story.Add($"after look {_steps.Count + 1} it {what}, {_first}..{_last}");

    private void Idle(int looks)
    {
        for (int look = 0; look < looks; look++)
        {
            _steps.Add(() => { });
        }
    }

    private void Write(byte[] log) => _steps.Add(() => File.WriteAllBytes(_path, log));

    private void Do(Action action) => _steps.Add(action);
}
