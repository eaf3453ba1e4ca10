using System;
using TurlaHunt.Binary;

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
    private int _givenSteps;
    private int _givenText;
    private int _steps;
    private int _text;

    public UnfoldingBudget(EvtxLimits limits)
    {
        _limits = limits;
        BeginChunk();
    }

    /// <summary>The place where what is open is kept: the same for one record after the other.</summary>
    public BinXmlFrame[] Frames { get; set; } = new BinXmlFrame[8];

    /// <summary>Gives a chunk its share.</summary>
    public void BeginChunk()
    {
        _chunkSteps = (long)_limits.MaxNodes * RecordsAtTheirLimit;
        _chunkText = (long)_limits.MaxTextLength * RecordsAtTheirLimit;
        _givenSteps = _steps = 0;
        _givenText = _text = 0;
    }

    /// <summary>Gives the next record its share, after what the one before it has used.</summary>
    public void BeginRecord()
    {
        _chunkSteps -= _givenSteps - Math.Max(0, _steps);
        _chunkText -= _givenText - Math.Max(0, _text);
        _steps = _givenSteps = (int)Math.Min(_limits.MaxNodes, _chunkSteps);
        _text = _givenText = (int)Math.Min(_limits.MaxTextLength, _chunkText);
    }

    /// <summary>Pays for steps of a program, whether anything comes of them or not.</summary>
    public void Step(int count = 1)
    {
        _steps -= count;
        if (_steps < 0)
        {
            Throw(_givenSteps < _limits.MaxNodes);
        }
    }

    /// <summary>Pays for a text.</summary>
    public void Text(int length)
    {
        _text -= length;
        if (_text < 0)
        {
            Throw(_givenText < _limits.MaxTextLength);
        }
    }

    private static void Throw(bool isChunkExhausted) => MalformedDataException.Throw(
        isChunkExhausted
            ? "The records of the chunk unfold to more than it can hold"
            : "The record unfolds to more than an event can hold",
        0);
}
