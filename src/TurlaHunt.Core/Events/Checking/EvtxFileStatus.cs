namespace TurlaHunt;

/// <summary>What a check of an event log file comes to.</summary>
public enum EvtxFileStatus
{
    /// <summary>All that can be checked fits.</summary>
    Sound,

    /// <summary>
    /// The file can be read, and something in it is not as Windows leaves it: a hidden record, ids that are missing or come
    /// again, headers that tell of other records than there are.
    /// </summary>
    Suspect,

    /// <summary>Part of the file is cut off, overwritten or does not fit its checksum.</summary>
    Damaged,
}
