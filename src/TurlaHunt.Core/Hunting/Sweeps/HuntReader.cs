using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>Reads files for one hunt, and tells at the end what the hunt could see in them.</summary>
public sealed class HuntReader
{
    private readonly Hunt _hunt;
    private readonly HuntWindow _window;
    private readonly CountingReader _reader;

    /// <summary>Makes a reader.</summary>
    /// <param name="hunt">The hunt.</param>
    /// <param name="start">The first moment of the window, in UTC; null where it is open.</param>
    /// <param name="end">The moment from which on nothing is looked at, in UTC; null where it is open.</param>
    /// <param name="listener">Hears of what is damaged or cannot be read.</param>
    public HuntReader(Hunt hunt, DateTime? start, DateTime? end, IReadListener listener)
    {
        _hunt = hunt;
        _window = new HuntWindow(start, end);
        _reader = new CountingReader([hunt], _window, bookmark: null, listener);
    }

    /// <summary>The events that the hunt wants. They come while the files are still being read.</summary>
    /// <param name="files">The files, which Windows may still be writing to.</param>
    /// <param name="cancellation">Ends the reading between two chunks.</param>
    public IEnumerable<EventRecord> Read(IEnumerable<string> files, CancellationToken cancellation) =>
        _reader.Read(files, cancellation).Where(_hunt.Query.Matches);

    /// <summary>Counts what is in files, without giving any of it.</summary>
    /// <param name="files">The files, which Windows may still be writing to.</param>
    /// <param name="cancellation">Ends the reading between two chunks.</param>
    /// <returns>Those in which there may be events for the hunt, by the computers that these come from: one too many at times, never one too few.</returns>
    internal ComputerGroups Survey(IEnumerable<string> files, CancellationToken cancellation)
    {
        EventQuery wanted = _hunt.Query.Or(_hunt.Context);
        foreach (EventSelector selector in wanted.Selectors)
        {
            foreach (NamePattern log in selector.LogNames)
            {
                _reader.Plan.Count(log.Text, selector.Ids);
            }
        }

        _reader.Survey(files, cancellation);
        ComputerGroups groups = new();
        foreach (LogTally log in _reader.Census.Files.SelectMany(file => file.Logs).Where(log => log.MayHold(wanted)))
        {
            groups.Add(log.File.Path, log.MachineName);
        }

        return groups;
    }

    /// <summary>What the hunt could see of each computer in the files that were read, by name.</summary>
    /// <param name="gaps">What the hunt had to pass over.</param>
    /// <returns>Nothing where the files hold no event at all.</returns>
    public IReadOnlyList<HuntVisibility> Judge(IEnumerable<EvaluationGap> gaps)
    {
        ILookup<string, EvaluationGap> byComputer = gaps.ToLookup(gap => gap.MachineName ?? "", StringComparer.OrdinalIgnoreCase);
        return
        [
            .. _reader.Census.ToComputers().Select(computer => VisibilityJudge.Judge(
                _hunt, computer, _window, [.. byComputer[computer.MachineName]], failure: null, more: [], settings: null)),
        ];
    }

    /// <summary>Whether there were files, and nothing kept any of them from being read.</summary>
    internal bool HasReadAll => _reader.Census.Files.Count > 0 && _reader.Census.Files.All(file => file.Failure is null);
}
