using System;

namespace TurlaHunt.Visibility;

/// <summary>A window of time as it was asked for, in UTC; what is null is open.</summary>
/// <param name="Start">The first moment; included.</param>
/// <param name="End">The moment from which on nothing is looked at; excluded.</param>
internal readonly record struct HuntWindow(DateTime? Start, DateTime? End)
{
    public long FirstTicks => Start?.Ticks ?? long.MinValue;

    public long EndTicks => End?.Ticks ?? long.MaxValue;
}
