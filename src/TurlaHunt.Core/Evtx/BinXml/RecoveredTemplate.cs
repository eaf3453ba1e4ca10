using System;
using System.Buffers.Binary;
using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Finds the template of a recovered record, if it is still there. The chunk was written to since: another definition may
/// lie in its place.
/// </summary>
internal static class RecoveredTemplate
{
    /// <summary>The template that an instance means, or null where it was written over.</summary>
    /// <param name="chunk">The chunk that the instance lies in.</param>
    /// <param name="definition">Where the instance says that its definition lies.</param>
    /// <param name="id">What the instance calls it by: the first four bytes of its GUID.</param>
    public static BinXmlProgram? Find(EvtxChunk chunk, uint definition, uint id)
    {
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        if (bytes.Length < EvtxLayout.ChunkHeaderSize
            || definition > (uint)(bytes.Length - EvtxLayout.TemplateDefinitionHeaderSize)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice((int)definition + sizeof(uint))) != id)
        {
            return null;
        }

        try
        {
            return chunk.TemplateAt((int)definition).Program;
        }
        catch (MalformedDataException)
        {
            return null;
        }
    }
}
