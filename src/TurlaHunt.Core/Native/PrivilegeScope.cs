using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

/// <summary>
/// A privilege that is on until it is disposed of, and then is what it was. An elevated administrator holds most privileges
/// turned off. Where this account does not hold one nothing happens: the call that needs it tells.
/// </summary>
internal sealed class PrivilegeScope : IDisposable
{
    /// <summary>The right to manage auditing and the Security log.</summary>
    public const string Security = "SeSecurityPrivilege";

    private const uint AdjustPrivileges = 0x20;
    private const uint Query = 0x8;

    private readonly IntPtr _token;
    private TokenPrivileges _before;

    /// <summary>Turns a privilege of this process on.</summary>
    public PrivilegeScope(string privilege)
    {
        if (!Advapi32.LookupPrivilegeValueW(null, privilege, out long luid)
            || !Advapi32.OpenProcessToken(Kernel32.GetCurrentProcess(), AdjustPrivileges | Query, out _token))
        {
            return;
        }

        TokenPrivileges wanted = new() { Count = 1, Luid = luid, Attributes = TokenPrivileges.Enabled };
        uint size = (uint)Marshal.SizeOf<TokenPrivileges>();
        if (!Advapi32.AdjustTokenPrivileges(_token, false, ref wanted, size, out _before, out _))
        {
            _before = default;
        }
    }

    public void Dispose()
    {
        if (_token == IntPtr.Zero)
        {
            return;
        }

        // None where it was on already, or is not held.
        if (_before.Count > 0)
        {
            Advapi32.AdjustTokenPrivileges(_token, false, ref _before, (uint)Marshal.SizeOf<TokenPrivileges>(), out _, out _);
        }

        Kernel32.CloseHandle(_token);
    }
}
