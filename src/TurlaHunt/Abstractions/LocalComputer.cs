using System.Management.Automation;
using System.Runtime.InteropServices;
using TurlaHunt.Auditing.Stores.Live;

namespace TurlaHunt.Commands;

/// <summary>The computer that the module runs on, for the cmdlets that look at it.</summary>
internal static class LocalComputer
{
    /// <summary>Another computer in its place: tests set one that is in memory.</summary>
    internal static IComputer? Instead { get; set; }

    /// <summary>The computer, to look at. Where there is no Windows it ends the cmdlet.</summary>
    public static IComputer Reading(PSCmdlet cmdlet)
    {
        RequireWindows(cmdlet);
        return Instead ?? new WindowsComputer();
    }

    private static void RequireWindows(PSCmdlet cmdlet)
    {
        if (Instead is null && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.LiveAuditNotSupported());
        }
    }
}
