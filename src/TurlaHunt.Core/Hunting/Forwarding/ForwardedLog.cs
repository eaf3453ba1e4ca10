using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Hunting.Forwarding;

/// <summary>The events of one log that computers forward.</summary>
/// <param name="LogName">The log.</param>
/// <param name="Query">The events.</param>
internal sealed record ForwardedLog(string LogName, EventQuery Query)
{
    /// <summary>Expressions that together select them, as the event log service takes them.</summary>
    public IReadOnlyList<string> Selects => Query.ToXPath();

    /// <summary>The log and the ids, for the eye.</summary>
    public override string ToString()
    {
        IEnumerable<string> ids = Query.Selectors.SelectMany(selector => selector.Ids).Distinct().OrderBy(id => id)
            .Select(id => id.ToString(CultureInfo.InvariantCulture));
        return $"{LogName}: {string.Join(", ", ids)}";
    }
}
