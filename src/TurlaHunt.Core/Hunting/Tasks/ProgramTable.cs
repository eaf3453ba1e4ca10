using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>The different programs that runs of one task started, each once.</summary>
internal sealed class ProgramTable
{
    private readonly List<string> _programs = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public string this[int place] => _programs[place];

    public int PlaceOf(string program)
    {
        if (!_places.TryGetValue(program, out int place))
        {
            place = _programs.Count;
            _programs.Add(program);
            _places.Add(program, place);
        }

        return place;
    }
}
