using System;
using System.Management.Automation.Runspaces;
using Xunit;

namespace TurlaHunt.Tests.Remoting;

/// <summary>An engine in another process with fifty sessions for a fleet, and some more that a test may break.</summary>
public sealed class FleetFixture : IDisposable
{
    private const int OfFleet = 50;
    private const int OfAKind = 4;
    private int _next = OfFleet;
    private int _nextFrozen;
    private int _nextDead;
    private FarSide? _frozen;
    private FarSide? _dead;

    internal FarSide Far { get; } = new(OfFleet + 12);

    internal PSSession[] Fleet => Far.Sessions[..OfFleet];

    /// <summary>A session that no other test uses.</summary>
    internal PSSession Next() => Far.Sessions[_next++];

    /// <summary>Sessions to an engine that was stopped where it is: it answers nothing, and nobody knows. One for each test that wants some.</summary>
    internal PSSession NextFrozen() => Frozen.Sessions[_nextFrozen++];

    /// <summary>A session to an engine that was ended like a computer that is switched off.</summary>
    internal PSSession NextDead() => Dead.Sessions[_nextDead++];

    public void Dispose()
    {
        Far.Dispose();
        _frozen?.Dispose();
        _dead?.Dispose();
    }

    private FarSide Frozen
    {
        get
        {
            if (_frozen is null)
            {
                Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that stops a process where it is.");
                _frozen = new FarSide(OfAKind);
                _frozen.Freeze();
            }

            return _frozen;
        }
    }

    private FarSide Dead
    {
        get
        {
            if (_dead is null)
            {
                _dead = new FarSide(OfAKind);
                _dead.Kill();
            }

            return _dead;
        }
    }
}
