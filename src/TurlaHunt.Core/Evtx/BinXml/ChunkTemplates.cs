using System.Collections.Generic;
using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>The templates of one chunk by the offset of their definition, also those that cannot be decoded.</summary>
internal sealed class ChunkTemplates(TemplateStore store)
{
    // Definitions do not overlap in a chunk that Windows wrote, so that all of them together are smaller than it. Four
    // times that leaves room for some that give a wrong size, and none for thousands that share their bytes.
    private const int MaxDefinitionBytes = 4 * EvtxLayout.ChunkSize;

    private Dictionary<int, CompiledTemplate>? _byOffset;
    private Dictionary<int, MalformedDataException>? _failures;
    private CompiledTemplate? _last;
    private int _lastOffset;
    private int _bytes;

    /// <summary>Forgets the templates of the previous chunk.</summary>
    public void BeginChunk()
    {
        _byOffset?.Clear();
        _failures?.Clear();
        _last = null;
        _bytes = 0;
    }

    /// <summary>The template that is defined at an offset of the chunk.</summary>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    public CompiledTemplate Get(EvtxChunk chunk, int offset)
    {
        // Most records have the template of the one before.
        if (_last is null || _lastOffset != offset)
        {
            _last = Find(chunk, offset);
            _lastOffset = offset;
        }

        return _last;
    }

    private CompiledTemplate Find(EvtxChunk chunk, int offset)
    {
        if (_byOffset is not null && _byOffset.TryGetValue(offset, out CompiledTemplate? known))
        {
            return known;
        }

        if (_failures is not null && _failures.TryGetValue(offset, out MalformedDataException? failed))
        {
            MalformedDataException.Throw(failed.Message, failed.Offset);
        }

        try
        {
            _bytes += TemplateStore.SizeOf(chunk, offset);
            if (_bytes > MaxDefinitionBytes)
            {
                MalformedDataException.Throw("The templates of the chunk are larger than it", offset);
            }

            CompiledTemplate template = store.Get(chunk, offset);
            (_byOffset ??= []).Add(offset, template);
            return template;
        }
        catch (MalformedDataException failure)
        {
            (_failures ??= []).Add(offset, failure);
            throw;
        }
    }
}
