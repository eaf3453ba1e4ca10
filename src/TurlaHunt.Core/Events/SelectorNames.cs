using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>The names that a selector wants beside its ids: of who wrote the event, and of the log that it names.</summary>
internal sealed class SelectorNames
{
    private readonly IReadOnlyList<int> _ids;
    private readonly NameVerdicts? _providers;
    private readonly NameVerdicts? _channels;

    private SelectorNames(EventSelector selector, IReadOnlyList<int> ids)
    {
        _ids = ids;
        _providers = NameVerdicts.Of(selector.ProviderNames);
        _channels = NameVerdicts.Of(selector.LogNames);
    }

    /// <summary>The names of all selectors; null where one of them takes any id of anybody.</summary>
    public static SelectorNames[]? Of(IReadOnlyList<EventSelector> selectors) =>
        selectors.Any(selector => selector.Ids.Count + selector.ProviderNames.Count + selector.LogNames.Count == 0)
            ? null
            // Whether the only one wants the id is known before.
            : [.. selectors.Select(selector => new SelectorNames(selector, selectors.Count == 1 ? [] : selector.Ids))];

    /// <summary>False where the raw bytes surely hold another id, or a name that no pattern fits.</summary>
    public bool MayAccept(long? id, EventShape shape, in PlainInstance instance) =>
        DataConditions.IsAmong(_ids, id)
        && (_providers is null || _providers.MayAccept(shape.Provider, instance))
        && (_channels is null || _channels.MayAccept(shape.Channel, instance));
}
