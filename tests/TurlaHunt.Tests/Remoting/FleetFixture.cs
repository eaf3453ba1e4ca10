using System;
using System.Management.Automation.Runspaces;

namespace TurlaHunt.Tests.Remoting;

/// <summary>An engine in another process with fifty sessions for a fleet, and some more that a test may break.</summary>
public sealed class FleetFixture : IDisposable
{
    private const int OfFleet = 50;
    private int _next = OfFleet;

    internal FarSide Far { get; } = new(OfFleet + 12);

    internal PSSession[] Fleet => Far.Sessions[..OfFleet];

    /// <summary>A session that no other test uses.</summary>
    internal PSSession Next() => Far.Sessions[_next++];

    public void Dispose() => Far.Dispose();
}
