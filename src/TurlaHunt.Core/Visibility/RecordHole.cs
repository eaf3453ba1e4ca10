namespace TurlaHunt.Visibility;

/// <summary>Records that are missing between two others of a log.</summary>
/// <param name="LogName">The log.</param>
/// <param name="MachineName">The computer of the record behind them.</param>
/// <param name="Before">The number of the record in front of them.</param>
/// <param name="After">The number of the record behind them.</param>
/// <param name="BeforeTicks">The time of the former; 0 where it has none.</param>
/// <param name="AfterTicks">The time of the latter; 0 where it has none.</param>
internal readonly record struct RecordHole(
    string LogName, string MachineName, long Before, long After, long BeforeTicks, long AfterTicks)
{
    public long Missing => After - Before - 1 is long count and >= 0 ? count : long.MaxValue;
}
