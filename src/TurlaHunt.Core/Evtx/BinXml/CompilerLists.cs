using System.Collections.Generic;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// The lists that a <see cref="BinXmlCompiler"/> fills. A chunk keeps them from one compilation to the next: where records
/// have no templates each is compiled, and growing new lists for all of them costs more than the rest.
/// </summary>
internal sealed class CompilerLists
{
    public List<BinXmlOp> Ops { get; } = new(256);

    public Stack<int> Open { get; } = new();

    public List<BinXmlNameReference> Names { get; } = [];

    /// <summary>Makes them empty.</summary>
    public CompilerLists Clear()
    {
        Ops.Clear();
        Open.Clear();
        Names.Clear();
        return this;
    }
}
