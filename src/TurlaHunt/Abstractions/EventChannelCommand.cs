using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that reads event log files, or the live logs of Windows computers.</summary>
public abstract class EventChannelCommand : EventFileCommand
{
    private protected const string LogSet = "Log";

    private ChannelHost[] _hosts = [];

    /// <summary>
    /// Event log files, or folders that are searched for .evtx files, with their sub-folders. Wildcards are resolved. Without a
    /// path live logs are read.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [PathText]
    [ArgumentCompleter(typeof(LogPathCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public override string[] Path { get; set; } = [];

    /// <summary>
    /// Live logs, such as Security or ForwardedEvents; wildcards are allowed. Where none is named, those that are needed. On
    /// Windows only.
    /// </summary>
    [Parameter(ParameterSetName = LogSet)]
    [ArgumentCompleter(typeof(LogNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public virtual string[]? LogName { get; set; }

    /// <summary>
    /// Computers whose live logs are read, by the event log's own RPC. One that fails is an error, and the others are read. On
    /// Windows only.
    /// </summary>
    [Parameter(ParameterSetName = LogSet)]
    [Alias("Cn", "MachineName", "PSComputerName")]
    [ValidateNotNullOrEmpty]
    public string[] ComputerName { get; set; } = [];

    /// <summary>The account by which computers are asked. On Windows only.</summary>
    [Parameter(ParameterSetName = LogSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Whether live logs are read: also where nothing is named at all, and nothing comes down the pipeline.</summary>
    private protected bool IsLive => ParameterSetName == LogSet || (ParameterSetName == PathSet && Path.Length == 0);

    /// <summary>The live logs that are read where none is named; wildcards are allowed.</summary>
    private protected virtual IReadOnlyList<string> NeededLogs => ["*"];

    /// <summary>Reads live logs, until it is done.</summary>
    private protected abstract void ProcessChannels(IChannelReader reader, IReadOnlyList<ChannelAddress> channels);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!IsLive)
        {
            base.ProcessRecord();
            return;
        }

        if (ChannelReaders.Current is not IChannelReader reader)
        {
            ThrowTerminatingError(ErrorRecords.LiveLogsNotSupported());
            return;
        }

        bool isNamed = LogName is not null;
        _hosts = ComputerName.Length == 0
            ? [new ChannelHost(null, Account)]
            : [.. ComputerName.Select(name => IsThisComputer(name) ? "" : name).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => new ChannelHost(name.Length == 0 ? null : name, Account))];
        Track(() => ProcessChannels(
            reader,
            [.. from host in _hosts from name in LogName ?? NeededLogs select new ChannelAddress(host, name) { IsOptional = !isNamed }]));
    }

    /// <inheritdoc/>
    private protected override void OnBegin(string path)
    {
        base.OnBegin(path);
        if (ChannelAddress.TryParse(path, out ChannelAddress? log))
        {
            int turn = Array.FindIndex(_hosts, host => host.ToString() == log.Host.ToString());
            Progress.Report(path, Math.Max(0, turn), _hosts.Length);
        }
    }

    private ChannelAccount? Account => Credential is null || Credential == PSCredential.Empty ? null : new ChannelAccount(
        Credential.GetNetworkCredential().Domain, Credential.GetNetworkCredential().UserName, Credential.Password);

    private static bool IsThisComputer(string name) => name is "."
        || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || name.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase);
}
