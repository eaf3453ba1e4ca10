namespace TurlaHunt.Events;

/// <summary>What tells one record of a file from all others: ids begin anew where a log was cleared, times do not.</summary>
/// <param name="Id">The identifier of the record in this file.</param>
/// <param name="FileTime">When it was written here.</param>
internal readonly record struct RecordKey(long Id, long FileTime)
{
    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)(FileTime ^ (FileTime >> 32) ^ (Id * 31)));
}
