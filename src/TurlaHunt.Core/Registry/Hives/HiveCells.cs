using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Binary;

namespace TurlaHunt.Registry.Hives;

/// <summary>The cells of a hive: where each begins and ends, and whether it is in use.</summary>
internal sealed class HiveCells
{
    private readonly byte[] _bytes;
    private readonly int _end;

    // The places where sound bins begin and end, in the order of the file.
    private readonly List<int> _starts = [];
    private readonly List<int> _ends = [];

    /// <summary>Takes stock of the bins.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="end">Where its bins end.</param>
    /// <param name="report">Is told of bins that are none.</param>
    public HiveCells(byte[] bytes, int end, Action<HiveDefect> report)
    {
        _bytes = bytes;
        _end = end;
        int place = HiveLayout.BaseBlockSize;
        int? gap = null;
        while (place < end)
        {
            if (SizeOfBin(place) is int size)
            {
                Tell(place);
                _starts.Add(place);
                _ends.Add(place + size);
                place += size;
            }
            else
            {
                gap ??= place;
                place += Math.Min(HiveLayout.BinAlignment, end - place);
            }
        }

        Tell(end);

        void Tell(int upTo)
        {
            if (gap is int from)
            {
                report(new HiveDefect(HiveDefectKind.BinDamaged, from, $"{upTo - from} bytes are no bin of a hive"));
                gap = null;
            }
        }
    }

    /// <summary>Opens the cell that an offset leads to.</summary>
    /// <param name="offset">The offset from the end of the base block.</param>
    /// <param name="what">What it is, for errors.</param>
    /// <param name="from">The place of the offset, for errors.</param>
    /// <returns>A reader of the cell's content.</returns>
    /// <exception cref="MalformedDataException">There is no cell in use.</exception>
    public SpanReader Open(uint offset, string what, int from)
    {
        if (offset > (uint)(_end - HiveLayout.BaseBlockSize - sizeof(int)) || offset % HiveLayout.CellAlignment != 0)
        {
            MalformedDataException.Throw($"{what} would be at offset {offset}, where no cell can be", from);
        }

        int place = HiveLayout.BaseBlockSize + (int)offset;
        int size = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(place));
        if (size >= 0)
        {
            MalformedDataException.Throw($"{what} lies in a cell that is not in use", place);
        }

        int bound = BoundOf(place);
        if (size < place - bound || size % HiveLayout.CellAlignment != 0 || size > -HiveLayout.CellAlignment)
        {
            MalformedDataException.Throw($"The cell of {what} has a size that no cell there can have ({size})", place);
        }

        return new SpanReader(_bytes, place + sizeof(int), place - size);
    }

    // A cell lies within one bin, behind its header.
    private int BoundOf(int place)
    {
        int bin = _starts.BinarySearch(place);
        bin = bin < 0 ? ~bin - 1 : bin;
        return bin >= 0 && place < _ends[bin]
            ? place >= _starts[bin] + HiveLayout.BinHeaderSize ? _ends[bin] : place
            : bin + 1 < _starts.Count ? _starts[bin + 1] : _end;
    }

    private int? SizeOfBin(int place)
    {
        ReadOnlySpan<byte> header = _bytes.AsSpan(place, Math.Min(HiveLayout.BinHeaderSize, _end - place));
        if (header.Length < HiveLayout.BinHeaderSize || !header.StartsWith(HiveLayout.BinMagic))
        {
            return null;
        }

        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(4));
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(8));
        bool isSound = offset == place - HiveLayout.BaseBlockSize
            && size > 0
            && size % HiveLayout.BinAlignment == 0
            && size <= (uint)(_end - place);
        return isSound ? (int)size : null;
    }
}
