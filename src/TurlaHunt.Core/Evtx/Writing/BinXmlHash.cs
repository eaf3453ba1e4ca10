using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx;

/// <summary>The two hashes by which a chunk's tables find names and templates (libyal format notes).</summary>
internal static class BinXmlHash
{
    private const uint Factor = 65599;

    /// <summary>The hash stored with a name.</summary>
    public static ushort OfName(string name)
    {
        uint hash = 0;
        foreach (char unit in name)
        {
            hash = unchecked((hash * Factor) + unit);
        }

        return (ushort)hash;
    }

    /// <summary>The bucket of a name in the string table.</summary>
    public static int NameBucket(ushort hash) => hash % EvtxLayout.StringTableBuckets;

    /// <summary>The bucket of a template in format version 3.1; version 3.2 uses another function.</summary>
    public static int TemplateBucket(Guid id)
    {
        ReadOnlySpan<byte> bytes = id.ToByteArray();
        uint hash = 0;
        for (int i = 0; i < bytes.Length; i += sizeof(ushort))
        {
            hash = unchecked((hash * Factor) + BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(i)));
        }

        return (int)(hash % EvtxLayout.TemplateTableBuckets);
    }
}
