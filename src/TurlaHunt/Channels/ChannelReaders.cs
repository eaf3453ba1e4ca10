using System.Management.Automation.Runspaces;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Commands;

/// <summary>What reads live logs: Windows, where this is Windows; or what was given to a runspace, as tests do.</summary>
internal static class ChannelReaders
{
    private static readonly GivenToRunspace<IChannelReader> Given = new();

    /// <summary>What reads live logs for the runspace of the calling thread; null where nothing can.</summary>
    public static IChannelReader? Current => Given.Current ?? OfSystem();

    /// <summary>Lets a runspace read other logs.</summary>
    public static void Use(Runspace runspace, IChannelReader reader) => Given.Use(runspace, reader);

    // The net472 build is loaded by Windows PowerShell alone.
    private static WindowsChannels? OfSystem() =>
#if NET
        System.OperatingSystem.IsWindows() ? new WindowsChannels() : null;
#else
        new();
#endif
}
