using System;
using System.Collections;
using TurlaHunt.Hunting.Sweeps;

namespace TurlaHunt.Remoting;

/// <summary>What is asked of every session.</summary>
/// <param name="Sweep">The hunts and the window, for the results of computers that cannot give one.</param>
/// <param name="Parameters">The parameters of Invoke-TurlaHunt there, each a value that survives the way.</param>
/// <param name="Limit">How long one computer may take; null for as long as it wants.</param>
internal sealed record FleetRequest(HuntSweep Sweep, Hashtable Parameters, TimeSpan? Limit);
