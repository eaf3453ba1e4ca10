using System;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Reading;

/// <summary>Damages a log at random; one seed gives one damage.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[] Telling =
        [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x0D, 0x0E, 0x0F, 0x21, 0x2A, 0x41, 0x7F, 0x80, 0x81, 0xFF];

    private readonly Random _random = new(seed);

    /// <summary>The header and up to three chunks of a log, so that many mutants fit into a short time.</summary>
    public byte[] Excerpt(byte[] log)
    {
        int slots = (log.Length - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize;
        int count = Math.Min(slots, _random.Next(1, 4));
        int first = _random.Next(slots - count + 1);
        byte[] excerpt = new byte[EvtxLayout.FileHeaderBlockSize + (count * EvtxLayout.ChunkSize)];
        Array.Copy(log, excerpt, EvtxLayout.FileHeaderBlockSize);
        Array.Copy(
            log,
            EvtxLayout.FileHeaderBlockSize + (first * EvtxLayout.ChunkSize),
            excerpt,
            EvtxLayout.FileHeaderBlockSize,
            count * EvtxLayout.ChunkSize);
        excerpt[42] = (byte)count;
        excerpt[43] = 0;
        return excerpt;
    }

    public byte[] Mutate(byte[] log)
    {
        byte[] mutant = [.. log];
        int chunks = (mutant.Length - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize;
        if (chunks > 1 && _random.Next(10) == 0)
        {
            Swap(mutant, _random.Next(chunks), _random.Next(chunks));
        }

        for (int flips = _random.Next(1, 41); flips > 0; flips--)
        {
            mutant[Place(mutant.Length)] = _random.Next(3) == 0
                ? Telling[_random.Next(Telling.Length)]
                : (byte)_random.Next(256);
        }

        if (_random.Next(8) == 0)
        {
            CopyWithin(mutant);
        }

        if (_random.Next(3) > 0)
        {
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                new ChunkEdit(mutant, chunk).Repair();
            }
        }

        return _random.Next(10) == 0 ? [.. mutant.Take(_random.Next(mutant.Length))] : mutant;
    }

    // Most of the structure lies in the first records of a chunk, where the templates are defined.
    private int Place(int length) => _random.Next(20) switch
    {
        0 => _random.Next(Math.Min(length, 128)),
        < 3 => Chunk(length) + _random.Next(EvtxLayout.ChunkHeaderSize),
        < 14 => Chunk(length) + EvtxLayout.ChunkHeaderSize + _random.Next(12_000),
        _ => _random.Next(length),
    };

    private int Chunk(int length) => EvtxLayout.FileHeaderBlockSize
        + (_random.Next((length - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize) * EvtxLayout.ChunkSize);

    // Bytes that make sense, in a place where they make none.
    private void CopyWithin(byte[] mutant)
    {
        int length = _random.Next(4, 600);
        int chunk = Chunk(mutant.Length) + EvtxLayout.ChunkHeaderSize;
        int range = EvtxLayout.ChunkSize - EvtxLayout.ChunkHeaderSize - length;
        Array.Copy(mutant, chunk + _random.Next(range), mutant, chunk + _random.Next(range), length);
    }

    private static void Swap(byte[] log, int first, int second)
    {
        byte[] kept = new byte[EvtxLayout.ChunkSize];
        int one = EvtxLayout.FileHeaderBlockSize + (first * EvtxLayout.ChunkSize);
        int other = EvtxLayout.FileHeaderBlockSize + (second * EvtxLayout.ChunkSize);
        Array.Copy(log, one, kept, 0, kept.Length);
        Array.Copy(log, other, log, one, kept.Length);
        Array.Copy(kept, 0, log, other, kept.Length);
    }
}
