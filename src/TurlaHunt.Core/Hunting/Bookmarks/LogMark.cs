namespace TurlaHunt.Hunting.Bookmarks;

/// <summary>How far a log was hunted: its last event that was looked at.</summary>
/// <param name="MachineName">The computer.</param>
/// <param name="LogName">The log.</param>
/// <param name="RecordId">The number of the event in its log.</param>
/// <param name="SourceRecordId">Its number in the file; that is what counts where a collector gathers events.</param>
/// <param name="Ticks">When it happened, in ticks of a DateTime in UTC; 0 where it has no time.</param>
/// <param name="IsCollected">Whether it stood in a file that gathers events of several logs or computers.</param>
internal sealed record LogMark(string MachineName, string LogName, long RecordId, long SourceRecordId, long Ticks, bool IsCollected);
