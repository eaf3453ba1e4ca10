using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Accounts;
using TurlaHunt.Hunting.CommandLines;
using TurlaHunt.Hunting.Processes;

namespace TurlaHunt;

/// <summary>
/// A command line that connects to a share, or that reaches for a path on an address: of one process, or of a shell and the
/// programs that it started for it, with all records that show them.
/// </summary>
/// <remarks>Passwords are blotted out. Who must see one reads the event itself.</remarks>
public sealed class NetUse : Finding
{
    /// <param name="hunt">The hunt.</param>
    /// <param name="chain">The records, that of the line that tells most first.</param>
    /// <param name="severity">How urgent it is.</param>
    internal NetUse(Hunt hunt, IReadOnlyList<ProcessSighting> chain, Severity severity)
        : base(
            hunt,
            chain[0].MachineName,
            severity,
            [.. chain.SelectMany(item => item.Line.Reasons).Distinct(StringComparer.Ordinal)],
            [],
            [.. chain.Select(item => item.Evidence)])
    {
        ProcessDetails process = chain[0].Process;
        CommandLine line = chain[0].Line;

        // The audit log knows more of an account than Sysmon does, and either may miss one of the processes.
        ProcessDetails account = chain.Select(item => item.Process)
            .OrderBy(item => item.Privilege == PrivilegeVerdict.Unknown)
            .ThenBy(item => item.UserSid is null)
            .ThenBy(item => item.UserName is null)
            .First();
        CommandTarget? target = line.Targets.FirstOrDefault(t => t.Use == TargetUse.Connect)
            ?? line.Targets.FirstOrDefault(t => t.Kind is not (TargetKind.Loopback or TargetKind.Name))
            ?? (line.Targets.Count > 0 ? line.Targets[0] : null);
        UserName = account.UserName;
        UserSid = account.UserSid;
        LogonId = account.LogonId;
        Privilege = account.Privilege;
        IsNetUse = chain.Any(item => item.Line.NetUse);
        IsFetch = chain.Any(item => item.Line.Targets.Any(t => t is { Use: TargetUse.Path, Kind: not TargetKind.Loopback }));
        Target = target?.Text;
        TargetHost = target?.Host;
        TargetScope = target?.Kind;
        Share = target is { Share.Length: > 0 } ? target.Share : null;
        AllTargets =
            [.. chain.SelectMany(item => item.Line.Targets).Select(t => t.Text).Distinct(StringComparer.OrdinalIgnoreCase)];
        AccountGiven = chain.Select(item => item.Line.UserName).FirstOrDefault(name => name is not null);
        HasPassword = chain.Any(item => item.Line.HasPassword);
        CommandLine = line.Redacted;
        AllCommandLines = [.. chain.Select(item => item.PlainLine).Distinct(StringComparer.Ordinal)];
        ProcessName = process.Name;
        ProcessId = process.Id;
        ParentProcessName = process.ParentName;
        ParentProcessId = process.ParentId;
    }

    /// <summary>Whose process it is, as DOMAIN\name.</summary>
    public string? UserName { get; internal init; }

    /// <summary>The SID of that account.</summary>
    public string? UserSid { get; internal init; }

    /// <summary>Its logon session.</summary>
    public string? LogonId { get; internal init; }

    /// <summary>With what rights the process runs. Unknown where the event does not say enough.</summary>
    public PrivilegeVerdict Privilege { get; internal init; }

    /// <summary>Whether it is a net use; otherwise the command line reaches for the path without connecting first.</summary>
    public bool IsNetUse { get; internal init; }

    /// <summary>The share or path, as written.</summary>
    public string? Target { get; internal init; }

    /// <summary>The host of the target: an address in its usual form, or a name in lower case.</summary>
    public string? TargetHost { get; internal init; }

    /// <summary>Where that host is: public or private address, or a name.</summary>
    public TargetKind? TargetScope { get; internal init; }

    /// <summary>The share, in lower case.</summary>
    public string? Share { get; internal init; }

    /// <summary>All places on other hosts that the command lines name.</summary>
    public string[] AllTargets { get; internal init; }

    /// <summary>The account that it connects with, where one is given.</summary>
    public string? AccountGiven { get; internal init; }

    /// <summary>Whether a password stands in a command line. It is blotted out here.</summary>
    public bool HasPassword { get; internal init; }

    /// <summary>The command line, with passwords blotted out and all else as it was.</summary>
    public string CommandLine { get; internal init; }

    /// <summary>The command lines of all its processes, with passwords blotted out.</summary>
    public string[] AllCommandLines { get; internal init; }

    /// <summary>The program.</summary>
    public string? ProcessName { get; internal init; }

    /// <summary>The process.</summary>
    public long? ProcessId { get; internal init; }

    /// <summary>The program that started it, where the event names it.</summary>
    public string? ParentProcessName { get; internal init; }

    /// <summary>The process that started it.</summary>
    public long? ParentProcessId { get; internal init; }

    /// <summary>Whether it reaches for a path on another host, to copy something or to start it.</summary>
    internal bool IsFetch { get; }

    /// <inheritdoc/>
    internal override string Fact => CommandLine;

    /// <inheritdoc/>
    internal override string? Actor => UserName;

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Severity}: {UserName} ran '{CommandLine}' on {MachineName} at {TimeCreated:yyyy-MM-dd HH:mm:ss}Z");
}
