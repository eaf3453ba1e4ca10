using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;

namespace TurlaHunt.Remoting;

/// <summary>The hunt in many sessions, some of them at a time.</summary>
/// <param name="request">What each is asked.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="throttle">How many hunt at the same time.</param>
internal sealed class FleetHunt(FleetRequest request, IReadOnlyList<PSSession> sessions, int throttle)
{
    /// <summary>The sessions, in the order in which they begin.</summary>
    public IReadOnlyList<PSSession> Sessions { get; } = [.. sessions.Distinct()];

    /// <summary>Hunts in all of them.</summary>
    /// <param name="begin">Called when a session's turn comes, with its place among them. All three are called on any thread.</param>
    /// <param name="tell">Takes what a session tells.</param>
    /// <param name="end">Called when a session is done, with why it did not come to its end, or null.</param>
    /// <param name="stop">Ends it at once.</param>
    public async Task RunAsync(Action<int> begin, Action<int, object> tell, Action<int, string?> end, CancellationToken stop)
    {
        // Not disposed of: a session that is left behind may still leave its place.
        SemaphoreSlim places = new(throttle);
        await Task.WhenAll(Sessions.Select((session, place) => HuntAsync(session, place))).ConfigureAwait(false);

        async Task HuntAsync(PSSession session, int place)
        {
            await places.WaitAsync(stop).ConfigureAwait(false);
            try
            {
                begin(place);
                end(place, await new SessionHunt(session, request, item => tell(place, item)).RunAsync(stop).ConfigureAwait(false));
            }
            finally
            {
                places.Release();
            }
        }
    }
}
