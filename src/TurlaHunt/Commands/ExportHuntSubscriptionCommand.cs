using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Forwarding;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Commands;

/// <summary>
/// Writes a subscription for a collector of Windows Event Forwarding, made of what the hunts ask for: whatever they look at is forwarded,
/// and what verdicts need.
/// </summary>
[Cmdlet(VerbsData.Export, "HuntSubscription", SupportsShouldProcess = true)]
[OutputType(typeof(HuntSubscription))]
public sealed class ExportHuntSubscriptionCommand : PSCmdlet
{
    /// <summary>The file, which wecutil cs takes. Its folder must be there.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Which computers are to forward: all of them, or few beside.</summary>
    [Parameter(Position = 1)]
    public SubscriptionKind Kind { get; set; } = SubscriptionKind.Baseline;

    /// <summary>The hunts whose events are forwarded, by id or title; with wildcards. Without it, all of that kind.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HuntCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Hunt { get; set; } = [];

    /// <summary>
    /// The groups of computers that may forward: SIDs, or the two letters of SDDL. Without it the computers and the domain controllers of
    /// the domain.
    /// </summary>
    [Parameter]
    [ValidatePattern("^(S-1-[0-9]+(-[0-9]+)+|[A-Za-z]{2})\\z")]
    [ValidateNotNullOrEmpty]
    public string[] AllowedSource { get; set; } = ["DC", "DD"];

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string file = KnownTaskLists.Resolve(this, Path);
        if (Directory.Exists(file) || (File.Exists(file) && !Force))
        {
            ThrowTerminatingError(ErrorRecords.SubscriptionExists(file));
        }

        IReadOnlyList<Hunt> chosen = HuntCatalog.Select(HuntCatalog.All(), Hunt, out IReadOnlyList<string> unmatched);
        if (unmatched.Count > 0)
        {
            ThrowTerminatingError(ErrorRecords.HuntNotFound(unmatched[0]));
        }

        IReadOnlyList<Hunt> hunts = ForwardedEvents.Of(chosen, Kind);
        if (hunts.Count == 0)
        {
            ThrowTerminatingError(ErrorRecords.SubscriptionEmpty(chosen, Kind));
        }

        string[] others = [.. chosen.Except(hunts).Select(hunt => hunt.Id)];
        if (Hunt.Length > 0 && others.Length > 0)
        {
            WriteWarning($"These hunts have their events in the other kind of subscription: {string.Join(", ", others)}.");
        }

        if (ShouldProcess(file, $"Write the subscription for {string.Join(", ", hunts.Select(hunt => hunt.Id))} as {Kind}"))
        {
            Write(file, hunts);
        }
    }

    private void Write(string file, IReadOnlyList<Hunt> hunts)
    {
        // Several of one kind are on a collector side by side: each has a name of its own.
        string id = string.Join("-", (string[])["TurlaHunt", Kind.ToString(), .. Hunt.Length > 0 ? hunts.Select(hunt => hunt.Id) : []]);
        IReadOnlyList<ForwardedLog> logs = ForwardedEvents.Select(hunts, Kind);
        string text = SubscriptionXml.Write(id, $"For the hunts {string.Join(", ", hunts.Select(hunt => $"{hunt.Id} ({hunt.Title})"))}", logs, AllowedSource);
        try
        {
            FileReplacement.Write(file, new System.Text.UTF8Encoding(false).GetBytes(text), isNew: !File.Exists(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            ThrowTerminatingError(ErrorRecords.SubscriptionFailed(failure, file));
        }

        WriteObject(new HuntSubscription
        {
            Path = file,
            SubscriptionId = id,
            Kind = Kind,
            Hunts = [.. hunts.Select(hunt => hunt.Id)],
            Events = [.. logs.Select(log => log.ToString())],
        });
    }
}
