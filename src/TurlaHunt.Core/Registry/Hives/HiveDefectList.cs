using System.Collections.Generic;

namespace TurlaHunt.Registry.Hives;

/// <summary>The defects of one list, up to a bound. That there is one matters more than how many.</summary>
internal sealed class HiveDefectList(HiveLimits limits)
{
    private readonly List<HiveDefect> _items = [];

    public IReadOnlyList<HiveDefect> Items => _items;

    public void Add(HiveDefectKind kind, int offset, string detail) => Add(new HiveDefect(kind, offset, detail));

    public void Add(HiveDefect defect)
    {
        if (_items.Count < limits.MaxDefects)
        {
            _items.Add(defect);
        }
    }
}
