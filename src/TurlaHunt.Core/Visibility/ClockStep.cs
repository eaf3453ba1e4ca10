namespace TurlaHunt.Visibility;

/// <summary>A record that is older than the one in front of it.</summary>
/// <param name="LogName">The log.</param>
/// <param name="MachineName">The computer.</param>
/// <param name="BeforeTicks">The time of the record in front.</param>
/// <param name="AfterTicks">The time of the record itself, which is earlier.</param>
internal readonly record struct ClockStep(string LogName, string MachineName, long BeforeTicks, long AfterTicks);
