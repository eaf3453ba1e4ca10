using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>
/// Progress by bytes of files or by computers, so that the percentage is honest. Nothing is shown for work under a second, nor more often than five
/// times a second.
/// </summary>
internal sealed class ReadProgress(string activity, Action<ProgressRecord> write, Func<TimeSpan>? clock = null)
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Func<TimeSpan> _elapsed = clock ?? SinceNow();
    private readonly ProgressRecord _record = new(1, activity, "Reading");
    private readonly Dictionary<string, long> _lengths = new(StringComparer.Ordinal);
    private TimeSpan _next = Delay;
    private long _expected;
    private long _finished;
    private bool _isShown;

    /// <summary>Adds files that are going to be read.</summary>
    public void Expect(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            _expected += _lengths[file] = LengthOf(file);
        }
    }

    /// <summary>Shows how far the reading is, if it is time to.</summary>
    public void Report(string file, long bytesRead)
    {
        if (IsTime())
        {
            long done = _finished + bytesRead;
            int percent = _expected == 0 ? 0 : (int)Math.Min(100, 100.0 * done / _expected);
            Show(file, $"{done / 1048576:N0} of {_expected / 1048576:N0} MB", percent);
        }
    }

    /// <summary>Shows which log of which computer is read, if it is time to.</summary>
    /// <param name="log">The log.</param>
    /// <param name="done">How many computers are done with.</param>
    /// <param name="all">How many there are.</param>
    public void Report(string log, int done, int all)
    {
        if (IsTime())
        {
            Show(log, $"{done} of {all} computers", 100 * done / all);
        }
    }

    /// <summary>Counts a file as read.</summary>
    public void Finish(string file) => _finished += _lengths.TryGetValue(file, out long length) ? length : 0;

    /// <summary>Takes the display away.</summary>
    public void Complete()
    {
        if (_isShown)
        {
            _record.RecordType = ProgressRecordType.Completed;
            write(_record);
            _isShown = false;
        }
    }

    private bool IsTime()
    {
        TimeSpan now = _elapsed();
        if (now < _next)
        {
            return false;
        }

        _next = now + Interval;
        return true;
    }

    private void Show(string operation, string status, int percent)
    {
        _isShown = true;
        _record.CurrentOperation = operation;
        _record.StatusDescription = status;
        _record.PercentComplete = percent;
        write(_record);
    }

    private static Func<TimeSpan> SinceNow()
    {
        Stopwatch watch = Stopwatch.StartNew();
        return () => watch.Elapsed;
    }

    private static long LengthOf(string file)
    {
        try
        {
            return new FileInfo(file).Length;
        }
        catch (IOException)
        {
            return 0;
        }
        catch (UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
