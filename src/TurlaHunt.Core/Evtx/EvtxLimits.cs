namespace TurlaHunt.Evtx;

/// <summary>
/// The bounds within which an event log is believed. Each is far above what real logs hold and low enough that a
/// hostile file can neither hang the reader nor fill its memory.
/// </summary>
public sealed class EvtxLimits
{
    /// <summary>The bounds for files of unknown origin, which is every file.</summary>
    public static EvtxLimits Untrusted { get; } = new();

    /// <summary>How deep binary XML values may lie inside one another. Real records use 1 or 2.</summary>
    public int MaxNesting { get; init; } = 64;

    /// <summary>How many elements may be open at once in one record, its template and its values together.</summary>
    public int MaxElementDepth { get; init; } = 512;

    /// <summary>How many values a template instance may carry.</summary>
    public int MaxValues { get; init; } = 4096;

    /// <summary>
    /// How many templates are kept for other chunks and files before those that were not used since are forgotten. One log uses a few
    /// hundred at most; the computer's name stands in them, so that those of a thousand computers would add up.
    /// </summary>
    public int MaxTemplates { get; init; } = 256;

    /// <summary>
    /// How many templates are kept that differ only where they should not. Real ones differ in a name at most.
    /// </summary>
    public int MaxTemplateVariants { get; init; } = 16;

    /// <summary>
    /// How many elements, attributes, texts and places of values one record may unfold to. A value may be used many
    /// times, also by values that are used many times: without this bound 60 KiB unfold to more than a disk holds. The
    /// records of one chunk together may unfold to twice as many.
    /// </summary>
    public int MaxNodes { get; init; } = 1 << 18;

    /// <summary>How many characters of text one record may unfold to; the records of a chunk together twice as many.</summary>
    public int MaxTextLength { get; init; } = 1 << 23;
}
