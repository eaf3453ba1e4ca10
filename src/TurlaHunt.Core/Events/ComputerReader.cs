using System;
using System.Runtime.InteropServices;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>A file, and a computer that it tells of.</summary>
internal readonly record struct FileComputer(string Path, string Computer);

/// <summary>
/// Finds the computers that a query's events may come from, mostly without making an event: where the template says which, as nearly
/// always. It may find one too many, never one too few. A computer that comes again at once is told once.
/// </summary>
internal sealed class ComputerReader(EventQuery query, EvtxLimits limits, Action<EvtxDefect> onDefect)
    : EvtxChunkReader<FileComputer>(new RecordFilter(query), limits, onDefect)
{
    private string? _source;
    private string _last = "";

    /// <inheritdoc/>
    protected override bool TryMake(in EvtxRecordSpan span, out FileComputer result)
    {
        bool isAgain = _source == Source;
        if (TryReadPlain(span, out ReadOnlySpan<char> name))
        {
            isAgain = isAgain && name.SequenceEqual(_last.AsSpan());
            _last = isAgain ? _last : name.ToString();
        }
        else
        {
            string computer = Decode(span).MachineName ?? "";
            isAgain = isAgain && computer == _last;
            _last = computer;
        }

        _source = Source;
        result = new FileComputer(Source, _last);
        return !isAgain;
    }

    private bool TryReadPlain(in EvtxRecordSpan span, out ReadOnlySpan<char> name)
    {
        name = default;
        if (span.Integrity != RecordIntegrity.Sound
            || !PlainInstance.TryRead(Chunk.Bytes.Slice(span.BodyOffset, span.BodyEnd - span.BodyOffset), span.BodyOffset, out PlainInstance instance)
            || !instance.IsAll)
        {
            return false;
        }

        EventField field = Chunk.TemplateAt(instance.Definition).Shape.Computer;
        if (field.Text is not null)
        {
            name = field.Text.AsSpan();
            return true;
        }

        ReadOnlySpan<byte> value = instance.Get(field.Index, out BinXmlValueType type);
        name = MemoryMarshal.Cast<byte, char>(value).TrimEnd('\0');
        return field.IsKnown && type == BinXmlValueType.String;
    }
}
