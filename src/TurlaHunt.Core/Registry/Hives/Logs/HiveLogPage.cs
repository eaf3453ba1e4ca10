namespace TurlaHunt.Registry.Hives.Logs;

/// <summary>Bytes that a transaction log holds for a hive.</summary>
/// <param name="Offset">Where they belong, from the end of the hive's base block.</param>
/// <param name="Place">Where they are in the log.</param>
/// <param name="Length">How many they are.</param>
internal readonly record struct HiveLogPage(int Offset, int Place, int Length);
