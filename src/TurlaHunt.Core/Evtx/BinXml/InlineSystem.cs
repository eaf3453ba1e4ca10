namespace TurlaHunt.Evtx.BinXml;

/// <summary>What the System element of a record without a template says, as text; null where it does not.</summary>
internal struct InlineSystem
{
    public string? Id;
    public string? Time;
    public string? RecordId;
    public string? Channel;
    public string? Computer;
}
