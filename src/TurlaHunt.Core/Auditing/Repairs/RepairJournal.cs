using System;
using System.IO;
using System.Security;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>
/// What was changed on a computer, line by line (JSON), each on the disk before the next step is taken: a change is written down
/// before it is made, and again when it was read back. So whatever ends the program, the journal tells what may have been changed.
/// </summary>
internal sealed class RepairJournal : IDisposable
{
    /// <summary>The form of the lines. A reader takes no other.</summary>
    public const int Schema = 1;

    public const string StartEvent = "start";
    public const string ChangeEvent = "change";
    public const string ReadBackEvent = "readBack";
    public const string UndoEvent = "undo";
    public const string UndoneEvent = "undone";

    private readonly FileStream _stream;
    private readonly Action<string>? _onStep;
    private int _last;

    private RepairJournal(string path, FileMode mode, Action<string>? onStep)
    {
        Path = path;
        _onStep = onStep;
        _stream = Guard(() => new FileStream(path, mode, FileAccess.ReadWrite, FileShare.Read));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Begins a journal.</summary>
    /// <param name="path">The full path of the file, which must not be there yet.</param>
    /// <param name="host">The computer.</param>
    /// <param name="onStep">Hears of each step before it is taken: for tests that kill there.</param>
    /// <exception cref="RepairJournalException">It cannot be written, or nobody could tell later whose it is.</exception>
    public static RepairJournal Create(string path, RepairHost host, Action<string>? onStep = null)
    {
        if (host.MachineId is null)
        {
            throw new RepairJournalException(path, "this computer has no MachineGuid by which it could be known again, so that nothing could be taken back.");
        }

        RepairJournal journal = new(path, FileMode.CreateNew, onStep);
        journal.Append(
            ("event", StartEvent),
            ("schema", Schema),
            ("machineName", host.MachineName),
            ("machineId", host.MachineId),
            ("version", typeof(RepairJournal).Assembly.GetName().Version?.ToString(3)),
            ("time", DateTime.UtcNow));
        return journal;
    }

    /// <summary>Opens a journal to go on with it. What a kill left of a line at its end is cut off.</summary>
    /// <param name="content">What it holds.</param>
    /// <param name="onStep">Hears of each step before it is taken: for tests that kill there.</param>
    /// <exception cref="RepairJournalException">It cannot be written.</exception>
    public static RepairJournal Continue(JournalContent content, Action<string>? onStep = null)
    {
        RepairJournal journal = new(content.Path, FileMode.Open, onStep);
        journal._last = content.Changes.Count;
        journal.Guard(() =>
        {
            journal._stream.SetLength(content.WholeLength);
            journal._stream.Seek(0, SeekOrigin.End);
            return 0;
        });
        return journal;
    }

    /// <summary>Writes a change down that is about to be made.</summary>
    /// <returns>Its number.</returns>
    public int Change(string control, SettingAddress address, string? before, string? requested, string? source)
    {
        Append(
            ("event", ChangeEvent),
            ("number", ++_last),
            ("control", control),
            ("kind", address.Kind),
            ("path", address.Path),
            ("item", address.Item),
            ("before", before),
            ("requested", requested),
            ("source", source),
            ("time", DateTime.UtcNow));
        return _last;
    }

    /// <summary>Writes down what was read back of a change.</summary>
    public void ReadBack(int number, string? after) =>
        Append(("event", ReadBackEvent), ("number", number), ("after", after), ("time", DateTime.UtcNow));

    /// <summary>Writes down that a change is about to be taken back.</summary>
    public void Undo(int number) => Append(("event", UndoEvent), ("number", number), ("time", DateTime.UtcNow));

    /// <summary>Writes down that a change was taken back, and its setting is what it was before.</summary>
    public void Undone(int number) => Append(("event", UndoneEvent), ("number", number), ("time", DateTime.UtcNow));

    public void Dispose() => _stream.Dispose();

    private void Append(params (string Name, object? Value)[] properties)
    {
        byte[] line = JournalLine.Write(properties);
        Guard(() =>
        {
            _onStep?.Invoke("write");
            _stream.Write(line, 0, line.Length / 2);
            _stream.Flush();
            _onStep?.Invoke("write on");
            _stream.Write(line, line.Length / 2, line.Length - (line.Length / 2));
            _onStep?.Invoke("flush");
            _stream.Flush(flushToDisk: true);
            _onStep?.Invoke("written");
            return 0;
        });
    }

    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            throw new RepairJournalException(Path, $"it cannot be written. {failure.Message}", failure);
        }
    }
}
