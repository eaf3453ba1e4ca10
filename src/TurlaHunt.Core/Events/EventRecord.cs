using System;
using TurlaHunt.Binary;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt;

/// <summary>
/// One event, as it was written: the same shape whatever log it comes from. Names follow Get-WinEvent. Never changed after
/// it was made; null means that the event does not say.
/// </summary>
public sealed class EventRecord
{
    /// <summary>Values without a name are called so, with their number behind it.</summary>
    internal const string UnnamedPrefix = "Param";

    // One of the first two, by where it was read; none where the record was made anew of what remoting or a file left of it.
    private readonly BinXmlDocument? _document;
    private readonly string? _xml;
    private readonly EvtxLimits? _limits;

    internal EventRecord(BinXmlDocument document, EvtxLimits limits)
    {
        _document = document;
        _limits = limits;
    }

    internal EventRecord(string xml)
    {
        _xml = xml;
        _limits = EvtxLimits.Untrusted;
    }

    /// <summary>What it was made of; null where that was no log file.</summary>
    internal BinXmlDocument? Document => _document;

    /// <summary>When it happened, in UTC. Null where the event holds no time, or one that no calendar has.</summary>
    public DateTime? TimeCreated { get; internal set; }

    /// <summary>The event id.</summary>
    public int Id { get; internal set; }

    /// <summary>The part of a classic event's identifier above its id.</summary>
    public int? Qualifiers { get; internal set; }

    /// <summary>The version of the event's layout.</summary>
    public int? Version { get; internal set; }

    /// <summary>1 critical, 2 error, 3 warning, 4 information, 5 verbose; 0 logged always.</summary>
    public int? Level { get; internal set; }

    /// <summary>The provider's own grouping.</summary>
    public int? Task { get; internal set; }

    /// <summary>The step within an operation.</summary>
    public int? Opcode { get; internal set; }

    /// <summary>Bits by which events are filtered; success and failure of an audit are among them.</summary>
    public long? Keywords { get; internal set; }

    /// <summary>Who wrote it, such as Microsoft-Windows-Security-Auditing.</summary>
    public string? ProviderName { get; internal set; }

    /// <summary>The provider's GUID.</summary>
    public Guid? ProviderId { get; internal set; }

    /// <summary>The log it was written to: the channel that the event itself names, also where it was forwarded.</summary>
    public string? LogName { get; internal set; }

    /// <summary>The computer it happened on.</summary>
    public string? MachineName { get; internal set; }

    /// <summary>Its number in the log of that computer.</summary>
    public long RecordId { get; internal set; }

    /// <summary>The process that wrote it.</summary>
    public long? ProcessId { get; internal set; }

    /// <summary>The thread that wrote it.</summary>
    public long? ThreadId { get; internal set; }

    /// <summary>The account of the writer, as a SID. Seldom the account that the event is about.</summary>
    public string? UserId { get; internal set; }

    /// <summary>The activity that it belongs to.</summary>
    public Guid? ActivityId { get; internal set; }

    /// <summary>Another activity that it relates to.</summary>
    public Guid? RelatedActivityId { get; internal set; }

    /// <summary>The event's own values, by name and in order, exactly as Windows writes them into its XML.</summary>
    public EventData Data { get; internal init; } = new();

    /// <summary>
    /// The names of the values in their order. Over a wire and in files <see cref="Data"/> becomes a table without an order.
    /// </summary>
    public string[] DataNames => [.. Data.Keys];

    /// <summary>Where it was read: the path of a file, or a log of a computer such as <c>\\DC01\Security</c>.</summary>
    public string? Source { get; internal set; }

    /// <summary>
    /// Its number in the file that it was read from. Differs from <see cref="RecordId"/> where a collector gathered the
    /// logs of many computers.
    /// </summary>
    public long SourceRecordId { get; internal set; }

    /// <summary>How far the record can be believed; anything but Sound came with an error that says why.</summary>
    public RecordIntegrity Integrity { get; internal set; }

    /// <summary>The event as XML in one line, as Windows shows it. Made when asked for.</summary>
    /// <exception cref="InvalidOperationException">The record came through remoting or a file, which keep its properties only.</exception>
    public string ToXml() => ToText(EventTextFormat.Xml);

    /// <summary>
    /// The event as a JSON object in one line: these properties by these names, without those that the event does not have.
    /// </summary>
    public string ToJson() => ToText(EventTextFormat.Json);

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{ProviderName} {Id} on {MachineName} at {TimeCreated:yyyy-MM-dd HH:mm:ss}Z (record {RecordId})");

    /// <summary>Adds the event to a text.</summary>
    /// <exception cref="MalformedDataException">It unfolds to more than the limits allow.</exception>
    internal void WriteTo(Utf8Buffer output, EventTextFormat format, UnfoldingBudget budget)
    {
        if (format == EventTextFormat.Json)
        {
            EventJsonWriter.Write(this, output);
        }
        else if (_document is not null)
        {
            EventXmlWriter.Write(_document, _limits!, budget, output);
        }
        else
        {
            EventXmlWriter.Write(
                _xml ?? throw new InvalidOperationException(
                    "The XML of this event is not here: remoting and files keep its properties only. Get-HuntEvent -AsXml gives it where the log is."),
                _limits!,
                output);
        }
    }

    private string ToText(EventTextFormat format)
    {
        Utf8Buffer text = new();
        WriteTo(text, format, new UnfoldingBudget(_limits ?? EvtxLimits.Untrusted));
        return text.ToString();
    }
}
