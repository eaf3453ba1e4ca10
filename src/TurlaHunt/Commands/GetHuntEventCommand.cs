using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Text;
using TurlaHunt.Events;

namespace TurlaHunt.Commands;

/// <summary>Reads events, oldest first: from .evtx files on any operating system, on Windows from live logs too.</summary>
[Cmdlet(VerbsCommon.Get, "HuntEvent", DefaultParameterSetName = "Path")]
[OutputType(typeof(EventRecord), typeof(string))]
public sealed class GetHuntEventCommand : EventSourceCommand
{
    private long _emitted;
    private EventQuery? _query;

    /// <summary>
    /// Of files: the logs that the events name as their own. Without a path: the live logs that are read; all where none is named.
    /// Wildcards are allowed.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(LogNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public override string[]? LogName { get; set; }

    /// <summary>The providers that wrote the events. Wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? ProviderName { get; set; }

    /// <summary>The event ids.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public int[]? Id { get; set; }

    /// <summary>The levels: 1 critical, 2 error, 3 warning, 4 information, 5 verbose; 0 logged always.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public int[]? Level { get; set; }

    /// <summary>
    /// The numbers of the events in the log of their computer: 100, or a range such as '100-200', '100-' or '-200'.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public RecordIdRange[]? RecordId { get; set; }

    /// <summary>
    /// Named values that an event must have, such as @{ TaskName = '\Updater' }. A list means any of its items, a number its
    /// decimal and its hexadecimal form.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Data { get; set; }

    /// <summary>How many events are emitted at most.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long MaxEvents { get; set; } = long.MaxValue;

    /// <summary>Emits each event as the XML that Windows shows for it, in one line of text.</summary>
    [Parameter]
    public SwitchParameter AsXml { get; set; }

    /// <summary>Emits each event as a JSON object in one line of text; what an event does not have is left out.</summary>
    [Parameter]
    public SwitchParameter AsJson { get; set; }

    /// <summary>Goes on when all was read, with the events that are written from then on, until Ctrl-C.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    private protected override bool IsWaiting => Wait;

    /// <inheritdoc/>
    protected override bool IsDone => _emitted >= MaxEvents;

    /// <inheritdoc/>
    protected override EventQuery Query => _query ??= new EventQuery(
    [
        new EventSelector
        {
            // What a collector gathers names other logs than the one that it lies in.
            LogNames = IsLive ? [] : NamePattern.FromTexts(LogName),
            ProviderNames = NamePattern.FromTexts(ProviderName),
            Ids = Id ?? [],
            Levels = Level ?? [],
            RecordIds = RecordId ?? [],
            Data = [.. ToTexts(Data)],
        },
    ]);

    /// <inheritdoc/>
    protected override void ProcessEvent(EventRecord record)
    {
        _emitted++;
        WriteObject(AsJson ? record.ToJson() : AsXml ? record.ToXml() : record);
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (AsXml && AsJson)
        {
            ThrowTerminatingError(ErrorRecords.ParametersExclude(nameof(AsXml), nameof(AsJson)));
        }

        // The XML of an event has no place for what is recovered; nobody could tell it from the others.
        if (AsXml && IncludeRecovered)
        {
            ThrowTerminatingError(ErrorRecords.ParametersExclude(nameof(AsXml), nameof(IncludeRecovered)));
        }
    }

    /// <inheritdoc/>
    protected override void Read(IReadOnlyList<string> files, EventQuery query)
    {
        if (!AsXml && !AsJson)
        {
            base.Read(files, query);
            return;
        }

        EventTextFormat format = AsJson ? EventTextFormat.Json : EventTextFormat.Xml;
        foreach (ReadOnlyMemory<byte> line in Source.ReadText(files, query, format, StopToken))
        {
            _emitted++;
            WriteObject(ToText(line));
            if (IsDone)
            {
                break;
            }
        }
    }

    private static string ToText(ReadOnlyMemory<byte> line) =>
        MemoryMarshal.TryGetArray(line, out ArraySegment<byte> bytes)
            ? Encoding.UTF8.GetString(bytes.Array!, bytes.Offset, bytes.Count)
            : "";

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> ToTexts(Hashtable? data)
    {
        foreach (DictionaryEntry entry in data ?? [])
        {
            object? value = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            IEnumerable items = value is IEnumerable list and not string ? list : new[] { value };
            string[] texts = [.. items.Cast<object?>().SelectMany(ToTexts)];
            yield return new KeyValuePair<string, IReadOnlyList<string>>(LanguagePrimitives.ConvertTo<string>(entry.Key), texts);
        }
    }

    // Windows writes some numbers in decimal and others, such as logon and process ids, in hexadecimal.
    private static string[] ToTexts(object? item)
    {
        object? value = item is PSObject wrapped ? wrapped.BaseObject : item;
        string text = LanguagePrimitives.ConvertTo<string>(value) ?? "";
        return value is byte or short or ushort or int or uint or long or ulong
            ? [text, System.FormattableString.Invariant($"0x{value:x}")]
            : [text];
    }
}
