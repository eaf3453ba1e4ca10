using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Repairs.Windows;
using TurlaHunt.Auditing.Stores.Live;

namespace TurlaHunt.Commands;

/// <summary>The computer that the module runs on, for the cmdlets that look at it or change it.</summary>
internal static class LocalComputer
{
    private static readonly GivenToRunspace<Other> Given = new();

    /// <summary>Lets a runspace look at another computer, and change it.</summary>
    public static void Use(Runspace runspace, IComputer computer, IComputerWriter writer) => Given.Use(runspace, new Other(computer, writer));

    /// <summary>The computer, to look at. Where there is no Windows it ends the cmdlet.</summary>
    public static IComputer Reading(PSCmdlet cmdlet)
    {
        RequireWindows(cmdlet);
        return TryReading()!;
    }

    /// <summary>The computer, to look at; null where there is no Windows.</summary>
    public static IComputer? TryReading() => Given.Current?.Computer ?? (IsWindows ? new WindowsComputer() : null);

    /// <summary>The computer, to change. Where there is no Windows it ends the cmdlet.</summary>
    public static IComputerWriter Writing(PSCmdlet cmdlet)
    {
        RequireWindows(cmdlet);
        return Given.Current?.Writer ?? new WindowsWriter();
    }

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static void RequireWindows(PSCmdlet cmdlet)
    {
        if (Given.Current is null && !IsWindows)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.LiveAuditNotSupported());
        }
    }

    private sealed record Other(IComputer Computer, IComputerWriter Writer);
}
