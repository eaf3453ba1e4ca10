using System;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// How much the records of a chunk may still unfold to: each up to the limits, and all of them together up to twice the
/// limits. Without the second bound a thousand records that each stay just within theirs would take hours and all memory.
/// </summary>
internal sealed class UnfoldingBudget(EvtxLimits limits)
{
    private const int RecordsAtTheirLimit = 2;

    private long _chunkSteps = (long)limits.MaxNodes * RecordsAtTheirLimit;
    private long _chunkText = (long)limits.MaxTextLength * RecordsAtTheirLimit;
    private int _givenSteps;
    private int _givenText;
    private int _steps;
    private int _text;

    /// <summary>The place where what is open is kept: the same for one record after the other.</summary>
    public BinXmlFrame[] Frames { get; set; } = new BinXmlFrame[8];

    /// <summary>Gives the next record its share, after what the one before it has used.</summary>
    public void BeginRecord()
    {
        _chunkSteps -= _givenSteps - Math.Max(0, _steps);
        _chunkText -= _givenText - Math.Max(0, _text);
        _steps = _givenSteps = (int)Math.Min(limits.MaxNodes, _chunkSteps);
        _text = _givenText = (int)Math.Min(limits.MaxTextLength, _chunkText);
    }

    /// <summary>Pays for a step of a program, whether anything comes of it or not.</summary>
    public void Step()
    {
        if (--_steps < 0)
        {
            Throw(_givenSteps < limits.MaxNodes);
        }
    }

    /// <summary>Pays for a text.</summary>
    public void Text(int length)
    {
        _text -= length;
        if (_text < 0)
        {
            Throw(_givenText < limits.MaxTextLength);
        }
    }

    private static void Throw(bool isChunkExhausted) => EvtxFormatException.Throw(
        isChunkExhausted
            ? "The records of the chunk unfold to more than it can hold"
            : "The record unfolds to more than an event can hold",
        0);
}
