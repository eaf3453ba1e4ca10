using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

/// <summary>TOKEN_PRIVILEGES of winnt.h with one privilege: 16 bytes. A LUID has the alignment of its halves.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct TokenPrivileges
{
    public const uint Enabled = 2;

    public uint Count;
    public long Luid;
    public uint Attributes;
}
