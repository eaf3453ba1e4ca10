using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// The templates of all chunks that were read so far. Logs use a few dozen templates and repeat each in most chunks: a
/// million records need some thirty compilations. One store serves one reader at a time.
/// </summary>
internal sealed class TemplateStore(EvtxLimits limits)
{
    private readonly Dictionary<ulong, List<CompiledTemplate>> _byKey = [];
    private int _count;

    /// <summary>The size of the definition at an offset of a chunk, its header included.</summary>
    /// <exception cref="MalformedDataException">None can stand there.</exception>
    public static int SizeOf(EvtxChunk chunk, int offset)
    {
        if (offset < EvtxLayout.ChunkHeaderSize)
        {
            MalformedDataException.Throw("A template is said to lie in the chunk's header", offset);
        }

        SpanReader header = new(chunk.Bytes, offset, chunk.Length);
        header.Skip(EvtxLayout.TemplateDefinitionHeaderSize - sizeof(uint), "template definition");
        uint size = header.ReadUInt32("template size");
        if (size > (uint)header.Remaining)
        {
            MalformedDataException.Throw($"A template of {size} bytes reaches past the chunk", offset);
        }

        return EvtxLayout.TemplateDefinitionHeaderSize + (int)size;
    }

    /// <summary>The template that is defined at an offset of a chunk, where <see cref="SizeOf"/> finds room for it.</summary>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    public CompiledTemplate Get(EvtxChunk chunk, int offset)
    {
        ReadOnlySpan<byte> bytes = chunk.Bytes;

        // Half the GUID tells templates apart as well as all of it; what has the same key is compared byte by byte.
        ulong key = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(offset + sizeof(uint)))
            ^ ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(offset + 20)) << 32);
        if (_byKey.TryGetValue(key, out List<CompiledTemplate>? candidates))
        {
            foreach (CompiledTemplate candidate in candidates)
            {
                if (candidate.Matches(bytes, offset))
                {
                    return candidate;
                }
            }
        }

        CompiledTemplate compiled = BinXmlCompiler.CompileDefinition(chunk, offset, limits);
        if (_count < limits.MaxTemplates && !(candidates?.Count >= limits.MaxTemplateVariants))
        {
            _count++;
            if (candidates is null)
            {
                _byKey.Add(key, candidates = []);
            }

            candidates.Add(compiled);
        }

        return compiled;
    }
}
