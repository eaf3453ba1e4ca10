namespace TurlaHunt;

/// <summary>How far the record that an event was read from can be believed.</summary>
public enum RecordIntegrity
{
    /// <summary>The record is as its log wrote it, as far as can be told.</summary>
    Sound,

    /// <summary>The end of the record was overwritten. It can be decoded, but some of its values may not be its own.</summary>
    Damaged,

    /// <summary>
    /// Somebody hid the record by enlarging the size of the one before it. Ordinary readers do not show it.
    /// </summary>
    Hidden,

    /// <summary>
    /// The record was found where its log keeps nothing any more: behind the records of a chunk, or in a block without a
    /// chunk's header. It is old or what is left of a damaged log. Read only when asked for.
    /// </summary>
    Recovered,
}
