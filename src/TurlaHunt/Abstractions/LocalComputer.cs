using System.Management.Automation;
using System.Runtime.InteropServices;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Repairs.Windows;
using TurlaHunt.Auditing.Stores.Live;

namespace TurlaHunt.Commands;

/// <summary>The computer that the module runs on, for the cmdlets that look at it or change it.</summary>
internal static class LocalComputer
{
    /// <summary>Another computer in its place: tests set one that is in memory.</summary>
    internal static (IComputer Computer, IComputerWriter Writer)? Instead { get; set; }

    /// <summary>The computer, to look at. Where there is no Windows it ends the cmdlet.</summary>
    public static IComputer Reading(PSCmdlet cmdlet)
    {
        RequireWindows(cmdlet);
        return TryReading()!;
    }

    /// <summary>The computer, to look at; null where there is no Windows.</summary>
    public static IComputer? TryReading() => Instead?.Computer ?? (IsWindows ? new WindowsComputer() : null);

    /// <summary>The computer, to change. Where there is no Windows it ends the cmdlet.</summary>
    public static IComputerWriter Writing(PSCmdlet cmdlet)
    {
        RequireWindows(cmdlet);
        return Instead?.Writer ?? new WindowsWriter();
    }

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static void RequireWindows(PSCmdlet cmdlet)
    {
        if (Instead is null && !IsWindows)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.LiveAuditNotSupported());
        }
    }
}
