using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting.CommandLines;

namespace TurlaHunt.Hunting.Chains;

/// <summary>Reads from a finding the steps that it shows.</summary>
internal static class ChainSteps
{
    // SYSTEM, LOCAL SERVICE and NETWORK SERVICE have the same session on every computer, and all services are in it.
    private static readonly long[] SharedSessions = [0x3e4, 0x3e5, 0x3e7];

    private static readonly string[] ScriptHosts = ["wscript", "cscript", "mshta", "powershell", "pwsh", "rundll32", "regsvr32"];

    private static readonly string[] StartsAnything = [.. ScriptHosts, "cmd", "explorer", "svchost", "services", "taskhostw", "taskeng"];

    /// <summary>The steps of a finding; none where it has no time or tells of no step.</summary>
    public static IEnumerable<ChainStep> Of(Finding finding) => finding switch
    {
        NetUse line => OfLine(line),
        CredentialUse use => OfCredentials(use),
        SmbConnection connection => OfConnection(connection),
        TaskCreation task => OfTask(task),
        _ => [],
    };

    private static IEnumerable<ChainStep> OfLine(NetUse line)
    {
        if (line.TimeCreated is not DateTime time)
        {
            yield break;
        }

        ChainStep step = new(line, ChainStage.Connect, time, line.Fact, line.Evidence[0])
        {
            UserName = line.Actor,
            LogonId = SessionOf(line.LogonId),
            LogonText = line.LogonId,
            Targets = TargetsOf(line.TargetScope == TargetKind.Loopback ? null : line.TargetHost),
            ProcessId = line.ProcessId,
            ParentId = line.ParentProcessId,
            ParentProgram = ProgramOf(line.ParentProcessName),
        };
        if (line.IsNetUse)
        {
            yield return step;
        }

        if (line.IsFetch)
        {
            yield return step with { Stage = ChainStage.Fetch };
        }
    }

    private static IEnumerable<ChainStep> OfCredentials(CredentialUse use)
    {
        if (use.TimeCreated is DateTime time)
        {
            yield return new ChainStep(
                use, ChainStage.Connect, time, use.Fact, use.Evidence[0])
            {
                UserName = use.Actor,
                LogonId = SessionOf(use.LogonId),
                LogonText = use.LogonId,
                Targets = TargetsOf(use.TargetHost, use.RemoteAddress),
                ProcessId = use.IsRedirector ? null : use.ProcessId,
            };
        }
    }

    private static IEnumerable<ChainStep> OfConnection(SmbConnection connection)
    {
        if (connection.TimeCreated is DateTime time)
        {
            yield return new ChainStep(connection, ChainStage.Smb, time, connection.Fact, connection.Evidence[0])
            {
                UserName = connection.Actor,
                LogonId = SessionOf(connection.LogonId),
                LogonText = connection.LogonId,
                Targets = TargetsOf(connection.RemoteAddress, connection.RemoteName),
                ProcessId = connection.IsRedirector ? null : connection.ProcessId,
            };
        }
    }

    private static IEnumerable<ChainStep> OfTask(TaskCreation task)
    {
        if (task.TimeCreated is not DateTime time || task.Operation is not (TaskOperation.Registered or TaskOperation.Updated))
        {
            yield break;
        }

        ChainStep registration = new(task, ChainStage.Register, time, task.Fact, task.Evidence[0])
        {
            UserName = task.Actor,
            LogonId = SessionOf(task.LogonId),
            LogonText = task.LogonId,
            ProcessId = task.ClientProcessId,
            ParentId = task.ParentProcessId,
        };
        yield return registration;

        // The script that registers it was started before.
        Evidence? start = task.Evidence.FirstOrDefault(record => record.Id is 4688 or 1);
        if (start?.TimeCreated is DateTime started && started <= time && task.ClientCommandLine is string line && IsScriptHost(task.ClientProcessName))
        {
            yield return registration with { Stage = ChainStage.Fetch, Time = started, Text = line, Evidence = start };
        }

        if (task.FirstRun is DateTime run)
        {
            Evidence record = task.Evidence.FirstOrDefault(item => item.TimeCreated == run) ?? task.Evidence[0];
            yield return new ChainStep(
                task, ChainStage.Run, run, $"task {task.TaskName} ran{(task.Started is { Length: > 0 } programs ? $": {string.Join("; ", programs)}" : "")}", record)
            {
                UserName = task.RunAs ?? task.UserContext,
                Program = task.Started?.Select(ProgramOf).FirstOrDefault(program => program is not null),
            };
        }
    }

    private static long? SessionOf(string? logonId) =>
        EventText.ToInt64(logonId) is long session and not 0 && Array.IndexOf(SharedSessions, session) < 0 ? session : null;

    private static string[] TargetsOf(params string?[] names) =>
        [.. names.OfType<string>().Select(name => name.ToUpperInvariant()).Distinct()];

    private static bool IsScriptHost(string? program) => program is not null && Array.IndexOf(ScriptHosts, ProgramNames.Of(program)) >= 0;

    // Only a program of its own says that its child comes from it.
    private static string? ProgramOf(string? path) =>
        string.IsNullOrEmpty(path) || path!.IndexOf('\\') < 0 || Array.IndexOf(StartsAnything, ProgramNames.Of(path)) >= 0
            ? null
            : path.ToUpperInvariant();
}
