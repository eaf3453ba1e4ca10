namespace TurlaHunt.Evtx.BinXml;

/// <summary>Something that is open while a document is unfolded: a fragment and those after it, or an element.</summary>
internal struct BinXmlFrame
{
    public BinXmlFragment Fragment;

    /// <summary>For a fragment the list that it stands in; null for an element.</summary>
    public BinXmlFragment[]? Siblings;

    /// <summary>For a fragment its place in that list, for an element its open step.</summary>
    public int Index;

    /// <summary>The next step of the program.</summary>
    public int Next;

    /// <summary>The step behind the last one.</summary>
    public int End;

    /// <summary>For an element the number of the array that it is repeated for, or -1.</summary>
    public int ArrayIndex;

    /// <summary>The array's current item.</summary>
    public BinXmlSlot Item;

    /// <summary>The array's items that are left.</summary>
    public BinXmlSlot Rest;
}
