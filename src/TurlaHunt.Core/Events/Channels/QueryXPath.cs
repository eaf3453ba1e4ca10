using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

namespace TurlaHunt.Events.Channels;

/// <summary>Says a query in the XPath of the event log service, so that only events come over that may be wanted.</summary>
/// <remarks>
/// It selects what the query wants, and where XPath cannot say it, more: the service compares texts with case and knows no
/// wildcards. So it is never asked for logs, providers and texts, only for ids, levels, record ids, time, and numbers among the
/// values of a selector with <see cref="EventSelector.HasManifestNames"/>. Times are in whole milliseconds, as Event Viewer
/// writes them. Whoever reads matches the events again by <see cref="EventQuery.Matches"/>.
/// <para>
/// The language is the subset of XPath 1.0 that "Consuming Events" of the Windows documentation describes; an expression of
/// more than 20 terms has to be several selects of one query there.
/// </para>
/// </remarks>
internal static class QueryXPath
{
    /// <summary>How many terms one select has at most.</summary>
    public const int MaxTerms = 20;

    /// <summary>How many selects are made of one kind of event before a condition with many alternatives is left out.</summary>
    private const int MaxSelects = 16;

    // A query has to have a select; no event has that id.
    private const string Nothing = "*[System[(EventID=65536)]]";

    /// <summary>The query for one channel, as the service takes it.</summary>
    public static string ToQueryList(this EventQuery query, string logName)
    {
        StringWriter text = new(CultureInfo.InvariantCulture);
        using (XmlWriter xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("QueryList");
            xml.WriteStartElement("Query");
            xml.WriteAttributeString("Id", "0");
            foreach (string select in query.ToXPath())
            {
                xml.WriteStartElement("Select");
                xml.WriteAttributeString("Path", logName);
                xml.WriteString(select);
                xml.WriteEndElement();
            }
        }

        return text.ToString();
    }

    /// <summary>Expressions that together select every event that the query wants; at least one.</summary>
    public static IReadOnlyList<string> ToXPath(this EventQuery query)
    {
        Condition? window = Window(query);
        if (query.Selectors.Count == 0)
        {
            return [Say(window is Condition time ? [time] : [])];
        }

        // Selectors that differ in their ids alone are one.
        List<string> selects = [];
        foreach (IGrouping<string, EventSelector> alike in query.Selectors.GroupBy(KindOf, StringComparer.Ordinal))
        {
            EventSelector first = alike.First();
            List<Condition> conditions = [];
            if (alike.All(selector => selector.Ids.Count > 0))
            {
                conditions.Add(Numbers("EventID", alike.SelectMany(selector => selector.Ids), ushort.MaxValue));
            }

            if (first.Levels.Count > 0)
            {
                conditions.Add(Numbers("Level", first.Levels, byte.MaxValue));
            }

            if (first.RecordIds.Count > 0)
            {
                conditions.Add(new Condition([.. first.RecordIds.Where(range => range.Last >= 0).Select(Range)], TermsEach: 2));
            }

            conditions.AddRange(Values(first));
            selects.AddRange(Split(conditions, MaxTerms - (window?.Terms ?? 0))
                .Select(part => Say(window is Condition time ? [.. part, time] : part)));
        }

        return selects.Count > 0 ? selects : [Nothing];
    }

    private static Condition? Window(EventQuery query)
    {
        const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        List<string> bounds = [];
        if (query.StartTime is DateTime start)
        {
            bounds.Add($"@SystemTime>='{start.ToString(Format, CultureInfo.InvariantCulture)}'");
        }

        if (query.EndTime is DateTime end)
        {
            // To the end of the millisecond.
            long over = end.Ticks % TimeSpan.TicksPerMillisecond;
            long rest = over == 0 ? 0 : Math.Min(TimeSpan.TicksPerMillisecond - over, DateTime.MaxValue.Ticks - end.Ticks);
            bounds.Add($"@SystemTime<'{end.AddTicks(rest).ToString(Format, CultureInfo.InvariantCulture)}'");
        }

        return bounds.Count == 0 ? null : new Condition([$"TimeCreated[{string.Join(" and ", bounds)}]"], bounds.Count);
    }

    private static Condition Numbers(string element, IEnumerable<int> numbers, int largest) => new(
        [.. numbers.Where(number => number >= 0 && number <= largest).Distinct().OrderBy(number => number)
            .Select(number => FormattableString.Invariant($"{element}={number}"))]);

    private static string Range(RecordIdRange range) => range.First == range.Last
        ? FormattableString.Invariant($"EventRecordID={range.First}")
        : range.Last == long.MaxValue
            ? FormattableString.Invariant($"EventRecordID>={Math.Max(0, range.First)}")
            : FormattableString.Invariant($"(EventRecordID>={Math.Max(0, range.First)} and EventRecordID<={range.Last})");

    // A name with a number behind it is ours: that value has the plain name, as others of the event have.
    private static IEnumerable<Condition> Values(EventSelector selector) => selector.Data
        .Where(wanted => selector.HasManifestNames && wanted.Key.All(IsNameLetter) && wanted.Value.All(text => text.Length > 0 && text.All(IsOfNumber)))
        .Select(wanted => new Condition([.. wanted.Value.Select(text => $"Data[@Name='{wanted.Key}']='{text}'")], TermsEach: 2, IsPayload: true));

    private static bool IsDigit(char letter) => letter is >= '0' and <= '9';

    // As %%14593 too, which stands for a word in the language of whoever reads.
    private static bool IsOfNumber(char letter) => IsDigit(letter) || letter == '%';

    private static bool IsNameLetter(char letter) => IsDigit(letter) || letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    // Cut in half where it is widest, until each part is short enough.
    private static List<Condition[]> Split(IReadOnlyList<Condition> conditions, int room)
    {
        List<Condition> kept = [.. conditions];
        while (true)
        {
            List<Condition[]> parts = [];
            if (TrySplit([.. kept], room, parts))
            {
                return parts;
            }

            kept.Remove(Widest(kept));
        }
    }

    private static bool TrySplit(Condition[] conditions, int room, List<Condition[]> parts)
    {
        if (Array.Exists(conditions, condition => condition.Alternatives.Length == 0))
        {
            return true;
        }

        if (conditions.Sum(condition => condition.Terms) <= room)
        {
            parts.Add(conditions);
            return parts.Count <= MaxSelects;
        }

        Condition widest = Widest(conditions);
        if (widest.Alternatives.Length == 1)
        {
            return false;
        }

        int half = widest.Alternatives.Length / 2;
        return TrySplit(With(widest.Alternatives.Take(half)), room, parts) && TrySplit(With(widest.Alternatives.Skip(half)), room, parts);

        Condition[] With(IEnumerable<string> alternatives) =>
            Array.ConvertAll(conditions, condition => condition == widest ? condition with { Alternatives = [.. alternatives] } : condition);
    }

    private static Condition Widest(IEnumerable<Condition> conditions) =>
        conditions.Aggregate((one, other) => other.Alternatives.Length > one.Alternatives.Length ? other : one);

    private static string Say(Condition[] conditions)
    {
        string system = Join(conditions.Where(condition => !condition.IsPayload));
        string payload = Join(conditions.Where(condition => condition.IsPayload));
        string[] sections = [.. new[] { Section("System", system), Section("EventData", payload) }.Where(section => section.Length > 0)];
        return sections.Length == 0 ? "*" : $"*[{string.Join(" and ", sections)}]";
    }

    private static string Section(string name, string content) => content.Length == 0 ? "" : $"{name}[{content}]";

    private static string Join(IEnumerable<Condition> conditions) => string.Join(" and ", conditions.Select(condition => condition.ToString()));

    private static string KindOf(EventSelector selector)
    {
        StringBuilder kind = new();
        kind.Append(selector.Ids.Count == 0).Append('|').Append(string.Join(",", selector.Levels));
        kind.Append('|').Append(string.Join(",", selector.RecordIds));
        foreach (Condition value in Values(selector))
        {
            kind.Append('|').Append(value);
        }

        return kind.ToString();
    }

    /// <summary>Something that an event must have: one of several expressions.</summary>
    private sealed record Condition(string[] Alternatives, int TermsEach = 1, bool IsPayload = false)
    {
        public int Terms => Alternatives.Length * TermsEach;

        public override string ToString() =>
            Alternatives.Length == 1 && TermsEach > 1 ? Alternatives[0] : $"({string.Join(" or ", Alternatives)})";
    }
}
