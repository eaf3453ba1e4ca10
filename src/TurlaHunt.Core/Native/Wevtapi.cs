namespace TurlaHunt.Native;

/// <summary>Functions of wevtapi.dll: the event log (winevt.h).</summary>
internal static partial class Wevtapi
{
    private const string Library = "wevtapi.dll";
}
