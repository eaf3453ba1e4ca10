using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

/// <summary>The error codes of Windows (winerror.h) that mean something here, and what is said of the others.</summary>
internal static class WindowsError
{
    public const int None = 0;
    public const int FileNotFound = 2;
    public const int AccessDenied = 5;
    public const int InvalidData = 13;
    public const int InvalidParameter = 87;
    public const int NotImplemented = 120;
    public const int MoreData = 234;
    public const int NoMoreItems = 259;
    public const int Timeout = 1460;
    public const int NotAllAssigned = 1300;
    public const int PrivilegeNotHeld = 1314;
    public const int ChannelNotFound = 15007;

    /// <summary>What an error means, in a sentence with the function that gave it.</summary>
    public static string Describe(string function, int error) => error switch
    {
        AccessDenied => $"{function} was denied (error 5): run it elevated.",
        PrivilegeNotHeld => $"{function} needs a privilege that this account does not hold (error 1314): run it elevated, as an administrator.",
        NotImplemented => $"This Windows does not have {function} (error 120).",
        InvalidData => $"{function} gave something that cannot be (error 13).",
        < 0 => $"{function} failed with 0x{error:X8}: {new Win32Exception(error).Message.TrimEnd('.')}.",
        _ => $"{function} failed with error {error}: {new Win32Exception(error).Message.TrimEnd('.')}.",
    };

    /// <summary>
    /// Why the last call failed. A function that fails without saying why must not be taken for one that did its work.
    /// </summary>
    public static int Last() => Marshal.GetLastWin32Error() is int error and not None ? error : InvalidData;

    /// <summary>The error that an HRESULT stands for; the HRESULT itself where it stands for none of Windows' own.</summary>
    public static int OfResult(int result) => (uint)result >> 16 == 0x8007 ? result & 0xFFFF : result;

    /// <summary>The error of a call that gives one, also where there is no such function to call.</summary>
    public static int Of(Func<int> call)
    {
        try
        {
            return call();
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            return NotImplemented;
        }
    }
}
