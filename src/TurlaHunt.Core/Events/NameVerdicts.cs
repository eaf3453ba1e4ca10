using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Whether names fit one of many patterns, remembered by their bytes: a log has few providers and fewer channels.
/// </summary>
internal sealed class NameVerdicts
{
    private const int MaxRemembered = 64;

    private readonly NamePattern[] _patterns;
    private readonly List<(string Name, bool IsAccepted)> _known = [];

    private NameVerdicts(NamePattern[] patterns) => _patterns = patterns;

    /// <summary>The verdicts of patterns; null where there are none, so that every name is accepted.</summary>
    public static NameVerdicts? Of(IReadOnlyList<NamePattern> patterns) => patterns.Count == 0 ? null : new NameVerdicts([.. patterns]);

    /// <summary>False where the field surely holds a name that no pattern fits.</summary>
    public bool MayAccept(in EventField field, in PlainInstance instance)
    {
        if (!field.IsKnown)
        {
            return true;
        }

        if (field.Text is not null)
        {
            return IsAccepted(field.Text.AsSpan());
        }

        ReadOnlySpan<byte> value = instance.Get(field.Index, out BinXmlValueType type);
        return type != BinXmlValueType.String
            || value.IsEmpty
            || IsAccepted(MemoryMarshal.Cast<byte, char>(value).TrimEnd('\0'));
    }

    private bool IsAccepted(ReadOnlySpan<char> name)
    {
        foreach ((string known, bool isAccepted) in _known)
        {
            if (name.SequenceEqual(known.AsSpan()))
            {
                return isAccepted;
            }
        }

        string text = name.ToString();
        bool verdict = _patterns.Any(pattern => pattern.IsMatch(text));
        if (_known.Count < MaxRemembered)
        {
            _known.Add((text, verdict));
        }

        return verdict;
    }
}
