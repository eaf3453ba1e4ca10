using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that runs several hunts at once, and tells of each computer what could be seen.</summary>
public abstract class SweepCommand : EventWindowCommand
{
    private HuntSweep? _sweep;
    private SweepSettings? _settings;

    /// <summary>
    /// The hunts, by id such as TH-0001 or by title; <c>*</c> and <c>?</c> are wildcards. All, where none is named.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(HuntCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Hunt { get; set; } = [];

    /// <summary>
    /// Computers that must be among the logs, with their domain or without. One of which nothing is there is a result too.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ExpectedComputer { get; set; } = [];

    /// <summary>
    /// Folders with the files that tell of a computer's settings, one for each computer, as Test-AuditPolicy takes them: hives, what
    /// auditpol /backup and reg export write. The verdict then says which setting keeps a hunt from seeing. Wildcards are resolved.
    /// Without it the settings of this computer are looked at where its own logs are read.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] AuditPath { get; set; } = [];

    /// <summary>Whether the hunt runs elsewhere, over what is there.</summary>
    private protected virtual bool IsElsewhere => false;

    /// <summary>The sweep.</summary>
    protected HuntSweep Sweep => _sweep ?? throw new InvalidOperationException("The sweep has not begun.");

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        IReadOnlyList<Hunt> hunts = HuntCatalog.Select(HuntCatalog.All(ReadKnown()), Hunt, out IReadOnlyList<string> unmatched);
        if (unmatched.Count > 0)
        {
            ThrowTerminatingError(ErrorRecords.HuntNotFound(unmatched[0]));
        }

        if (StartTime >= EndTime)
        {
            ThrowTerminatingError(ErrorRecords.WindowEmpty(StartTime.Value, EndTime.Value));
        }

        _sweep = new HuntSweep(hunts, MakeOptions(StartTime?.UtcDateTime, EndTime?.UtcDateTime, ExpectedComputer), this);
        _settings = new SweepSettings(this, _sweep.Settings);
        if (!IsElsewhere)
        {
            _settings.ReadFiles(AuditPath);
        }
    }

    /// <summary>The tasks that somebody vouches for; null where there is no list of them.</summary>
    protected virtual KnownTaskList? ReadKnown() => null;

    /// <summary>What the sweep goes by.</summary>
    private protected virtual SweepOptions MakeOptions(DateTime? start, DateTime? end, string[] expected) =>
        new() { StartTime = start, EndTime = end, ExpectedComputers = expected };

    /// <inheritdoc/>
    private protected override IReadOnlyList<string> NeededLogs => Sweep.LogNames;

    /// <inheritdoc/>
    private protected override void ProcessChannels(IChannelReader reader, IReadOnlyList<ChannelAddress> channels)
    {
        if (channels.Any(channel => channel.Host.Name is null))
        {
            _settings!.ReadComputer();
        }

        Sweep.Read(reader, channels, StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessFiles(IReadOnlyList<string> files)
    {
        _settings!.ReadComputerOf(files);
        Sweep.Read(files, StopToken);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        BeginAgain();
        foreach (HuntResult result in Sweep.Complete(StopToken))
        {
            Emit(result);
        }

        _settings!.TellProblems();
        base.EndProcessing();
    }

    /// <summary>Does with a result what the cmdlet is for.</summary>
    protected abstract void Emit(HuntResult result);
}
