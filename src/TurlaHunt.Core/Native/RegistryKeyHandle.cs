using Microsoft.Win32.SafeHandles;

namespace TurlaHunt.Native;

/// <summary>An open registry key.</summary>
internal sealed class RegistryKeyHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public RegistryKeyHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => Advapi32.RegCloseKey(handle) == 0;
}
