using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

/// <summary>EVT_VARIANT of winevt.h with a number in it: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EventVariant
{
    /// <summary>EvtVarTypeUInt64.</summary>
    public const uint UInt64Type = 10;

    /// <summary>EvtVarTypeBoolean: 32 bits are used.</summary>
    public const uint BooleanType = 13;

    public ulong Value;
    public uint Count;
    public uint Type;
}
