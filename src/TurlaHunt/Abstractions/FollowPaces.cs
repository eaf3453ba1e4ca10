using System.Management.Automation.Runspaces;
using TurlaHunt.Events.Following;

namespace TurlaHunt.Commands;

/// <summary>How events are waited for: by the clock, or as a runspace was told, as by tests.</summary>
internal static class FollowPaces
{
    private static readonly GivenToRunspace<FollowPace> Given = new();

    /// <summary>How the runspace of the calling thread waits.</summary>
    public static FollowPace Current => Given.Current ?? new FollowPace();

    /// <summary>Lets a runspace wait in another way.</summary>
    public static void Use(Runspace runspace, FollowPace pace) => Given.Use(runspace, pace);
}
