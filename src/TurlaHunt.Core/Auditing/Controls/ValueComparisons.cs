namespace TurlaHunt.Auditing.Controls;

/// <summary>Compares numbers.</summary>
internal static class ValueComparisons
{
    /// <summary>Whether a number is as it should be.</summary>
    /// <param name="comparison">How it is compared.</param>
    /// <param name="number">The number.</param>
    /// <param name="wanted">What it is compared with.</param>
    public static bool Accepts(this ValueComparison comparison, ulong number, ulong wanted) => comparison switch
    {
        ValueComparison.Equals => number == wanted,
        ValueComparison.Not => number != wanted,
        ValueComparison.AtLeast => number >= wanted,
        _ => true,
    };
}
