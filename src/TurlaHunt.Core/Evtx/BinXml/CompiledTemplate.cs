using System;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// A template definition that was compiled once, and how to tell it again in other chunks and files.
/// </summary>
/// <remarks>
/// The GUID and size alone do not identify a definition, nor do its bytes: it refers to names by their place in its chunk.
/// So all bytes but these references are compared, and each reference by the name that it leads to.
/// </remarks>
internal sealed class CompiledTemplate
{
    private readonly byte[] _definition;
    private readonly BinXmlNameReference[] _names;
    private PayloadShape? _payload;
    private bool _hasPayload;

    public CompiledTemplate(ReadOnlySpan<byte> definition, BinXmlNameReference[] names, BinXmlProgram program)
    {
        _definition = definition.ToArray();
        _names = names;
        Program = program;
        Shape = EventShape.Of(program);
    }

    public BinXmlProgram Program { get; }

    /// <summary>Where the fields lie that queries ask for.</summary>
    public EventShape Shape { get; }

    /// <summary>Where the values lie that queries ask for, or null where that is not plain. Told when asked for.</summary>
    public PayloadShape? Payload
    {
        get
        {
            if (!_hasPayload)
            {
                _payload = PayloadShape.Of(Program);
                _hasPayload = true;
            }

            return _payload;
        }
    }

    /// <summary>Whether the definition at an offset of a chunk is this one.</summary>
    public bool Matches(ReadOnlySpan<byte> chunk, int offset)
    {
        if (_definition.Length > chunk.Length - offset)
        {
            return false;
        }

        // The first dword chains definitions of a bucket: it belongs to the chunk, not to the definition.
        int start = sizeof(uint);
        foreach (BinXmlNameReference name in _names)
        {
            if (!IsSame(chunk, offset, start, name.Position) || !name.Matches(chunk, offset))
            {
                return false;
            }

            start = name.Position + name.Length;
        }

        return IsSame(chunk, offset, start, _definition.Length);
    }

    private bool IsSame(ReadOnlySpan<byte> chunk, int offset, int start, int end) =>
        chunk.Slice(offset + start, end - start).SequenceEqual(_definition.AsSpan(start, end - start));
}
