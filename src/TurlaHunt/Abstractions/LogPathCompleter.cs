using System;
using System.IO;

namespace TurlaHunt.Commands;

/// <summary>Completes the paths of event log files; their size and age are the tooltips.</summary>
internal sealed class LogPathCompleter() : PathCompleter(".evtx")
{
    /// <inheritdoc/>
    private protected override string Describe(FileInfo file) =>
        FormattableString.Invariant($"{file.FullName}: event log, {(file.Length + 1023) / 1024:N0} KiB, last written {file.LastWriteTimeUtc:yyyy-MM-dd HH:mm}Z");
}
