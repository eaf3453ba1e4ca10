using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx;

/// <summary>
/// What is learned from one chunk and holds for others, also of other files: names and templates. It serves one thread at
/// a time.
/// </summary>
internal sealed class DecodingCache(EvtxLimits limits, bool hasStrictNames = false)
{
    public EvtxLimits Limits { get; } = limits;

    public NameTable Names { get; } = new(hasStrictNames);

    public TemplateStore Templates { get; } = new(limits);
}
