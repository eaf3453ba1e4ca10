using System;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace TurlaHunt.Events.Channels;

/// <summary>The place of an event in the log that it was read from, for <see cref="IChannelSession"/>.</summary>
/// <param name="Mark">What the session finds it by.</param>
/// <param name="RecordNumber">
/// Its number in that log, which in a log of a collector is another than that of the event; null where it is not known.
/// </param>
internal sealed record ChannelPlace(object Mark, long? RecordNumber)
{
    /// <summary>The number of the record that a bookmark of Windows points to.</summary>
    /// <param name="bookmark">
    /// Its XML (EvtRenderBookmark): <c>&lt;BookmarkList&gt;&lt;Bookmark Channel='Security' RecordId='7' IsCurrent='true'/&gt;&lt;/BookmarkList&gt;</c>.
    /// </param>
    /// <param name="logName">The log.</param>
    /// <returns>The number; null where it has none of that log.</returns>
    public static long? NumberIn(string? bookmark, string logName)
    {
        if (string.IsNullOrEmpty(bookmark))
        {
            return null;
        }

        try
        {
            return XElement.Parse(bookmark).Descendants("Bookmark")
                .Where(one => string.Equals((string?)one.Attribute("Channel"), logName, StringComparison.OrdinalIgnoreCase))
                .Select(one => long.TryParse((string?)one.Attribute("RecordId"), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                    ? number
                    : (long?)null)
                .FirstOrDefault();
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
