namespace TurlaHunt.Events;

/// <summary>What a census takes down of a record.</summary>
/// <param name="Log">The log that the event itself names, and its computer.</param>
/// <param name="Id">The event id.</param>
/// <param name="Ticks">When it happened, in ticks of a DateTime in UTC; 0 where it has no time.</param>
/// <param name="RecordId">Its number in the log of its computer.</param>
/// <param name="SourceRecordId">Its number in the file.</param>
/// <param name="IsWatched">Whether the plan counts its id.</param>
/// <param name="LacksField">Whether its layout lacks a field that the plan needs.</param>
/// <param name="IsEdge">
/// Whether it is the first or last of a log of which nothing else was read on that side: no record is missing beside it.
/// </param>
internal readonly record struct CensusEntry(
    CensusLog Log, int Id, long Ticks, long RecordId, long SourceRecordId, bool IsWatched, bool LacksField, bool IsEdge = false);
