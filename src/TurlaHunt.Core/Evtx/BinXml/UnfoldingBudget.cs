namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// How much the records of a chunk may still unfold to: each up to the limits, and all of them together up to twice the
/// limits. Without the second bound a thousand records that each stay just within theirs would take hours and all memory.
/// </summary>
internal sealed class UnfoldingBudget
{
    private const int RecordsAtTheirLimit = 2;

    private readonly EvtxLimits _limits;
    private long _chunkSteps;
    private long _chunkText;
    private int _steps;
    private int _text;

    public UnfoldingBudget(EvtxLimits limits)
    {
        _limits = limits;
        BeginChunk();
    }

    public void BeginChunk()
    {
        _chunkSteps = (long)_limits.MaxNodes * RecordsAtTheirLimit;
        _chunkText = (long)_limits.MaxTextLength * RecordsAtTheirLimit;
    }

    public void BeginRecord()
    {
        _steps = _limits.MaxNodes;
        _text = _limits.MaxTextLength;
    }

    /// <summary>Pays for a step of a program, whether anything comes of it or not.</summary>
    public void Step()
    {
        if (--_steps < 0)
        {
            ThrowRecord();
        }

        if (--_chunkSteps < 0)
        {
            ThrowChunk();
        }
    }

    /// <summary>Pays for a text.</summary>
    public void Text(int length)
    {
        _text -= length;
        _chunkText -= length;
        if (_text < 0)
        {
            ThrowRecord();
        }

        if (_chunkText < 0)
        {
            ThrowChunk();
        }
    }

    private static void ThrowRecord() =>
        EvtxFormatException.Throw("The record unfolds to more than an event can hold", 0);

    private static void ThrowChunk() =>
        EvtxFormatException.Throw("The records of the chunk unfold to more than it can hold", 0);
}
