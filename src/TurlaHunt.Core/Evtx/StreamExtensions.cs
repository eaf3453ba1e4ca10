using System.IO;
#if NET
using System;
using Microsoft.Win32.SafeHandles;
#endif

namespace TurlaHunt.Evtx;

/// <summary>Reading that does not stop early.</summary>
internal static class StreamExtensions
{
    /// <summary>Reads as many bytes as are asked for, or as are left.</summary>
    /// <returns>How many were read.</returns>
    public static int ReadFully(this Stream stream, byte[] buffer, int count)
    {
        int total = 0;
        while (total < count)
        {
            int read = stream.Read(buffer, total, count - total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

#if NET
    /// <inheritdoc cref="ReadFully(Stream, byte[], int)"/>
    public static int ReadFully(this SafeFileHandle file, long offset, Span<byte> buffer)
    {
        int total = 0;
        while (total < buffer.Length)
        {
            int read = RandomAccess.Read(file, buffer.Slice(total), offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }
#endif
}
