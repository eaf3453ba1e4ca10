using System.Collections.Generic;

namespace TurlaHunt.Shell.Prompting;

/// <summary>
/// The lines typed so far, oldest first, and the line that was begun before the arrow keys left it.
/// </summary>
internal sealed class History
{
    private readonly List<string> _lines = [];
    private string _begun = "";
    private int _position;

    internal void Add(string line)
    {
        if (line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
        {
            _lines.Add(line);
        }

        _position = _lines.Count;
    }

    internal string? Older(string current)
    {
        if (_position == 0)
        {
            return null;
        }

        if (_position == _lines.Count)
        {
            _begun = current;
        }

        return _lines[--_position];
    }

    internal string? Newer()
    {
        if (_position == _lines.Count)
        {
            return null;
        }

        return ++_position == _lines.Count ? _begun : _lines[_position];
    }
}
