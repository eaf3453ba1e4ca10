using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting.CommandLines;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>What speaks against one life of a task, in sentences that name facts.</summary>
internal sealed class TaskSuspicion
{
    private const string GenuineProactiveScan = @"\Microsoft\Windows\Chkdsk\ProactiveScan";
    private const string KopiLuwakDescription = "NTFS Volume Health Scan";

    /// <summary>Some of Elastic's rules call a task temporary up to five minutes; a slow operator takes a little longer.</summary>
    private static readonly TimeSpan ShortLife = TimeSpan.FromMinutes(10);

    /// <summary>How long the log must have been alive without a run of a task to say that there was no such task.</summary>
    private static readonly TimeSpan LongBefore = TimeSpan.FromDays(1);

    private const int ManyIntervals = 10;

    private readonly List<string> _reasons = [];
    private readonly List<string> _techniques = [];

    private TaskSuspicion()
    {
    }

    /// <summary>The most urgent of the reasons; Informational where there is none.</summary>
    public Severity Severity { get; private set; }

    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>The ATT&amp;CK techniques that the reasons point to.</summary>
    public IReadOnlyList<string> Techniques => _techniques;

    /// <summary>Looks at a life.</summary>
    /// <param name="taskName">The task's path.</param>
    /// <param name="life">The life, with all its runs.</param>
    /// <param name="coverage">When the scheduler's log was alive, or null where nothing of it was read.</param>
    /// <param name="client">The program that registered it, or null where it is not known.</param>
    public static TaskSuspicion Of(string taskName, TaskLife life, SchedulerCoverage? coverage = null, string? client = null)
    {
        TaskSuspicion suspicion = new();
        IReadOnlyList<TaskVersion> versions = life.Versions;
        suspicion.CheckName(taskName, life, versions);
        foreach (TaskVersion version in versions)
        {
            suspicion.CheckDefinition(version.Definition, taskName);
        }

        foreach (string program in life.Runs.Programs.Where(program => !IsDefined(program, versions)))
        {
            suspicion.CheckAction(TaskActionTraits.Of(program), "It was seen to start");
        }

        suspicion.CheckCadence(life, versions);
        suspicion.CheckLength(life);
        suspicion.CheckRegistration(life, coverage);
        suspicion.CheckClient(client);
        return suspicion;
    }

    /// <summary>Takes what a list of known tasks says, the most important of all reasons.</summary>
    public void Consider(KnownVerdict? verdict)
    {
        if (verdict is null or { Status: KnownStatus.Unknown })
        {
            return;
        }

        _reasons.Insert(0, verdict.Reason);
        if (verdict.Status == KnownStatus.Known)
        {
            Severity = Severity.Informational;
        }
        else if (verdict.Status == KnownStatus.Hijacked)
        {
            Severity = Severity > Severity.High ? Severity : Severity.High;
            _techniques.Add("T1036.004");
        }
    }

    private void CheckName(string taskName, TaskLife life, IReadOnlyList<TaskVersion> versions)
    {
        string leaf = taskName.Substring(taskName.LastIndexOf('\\') + 1);
        bool isGenuine = string.Equals(taskName, GenuineProactiveScan, StringComparison.OrdinalIgnoreCase);
        bool startsProgram = life.Runs.StartsProgram || versions.Any(version => StartsProgram(version.Definition));

        // Windows' own task of this name has a COM handler; an allow-list by name would hide the implant.
        if (leaf.Equals("ProactiveScan", StringComparison.OrdinalIgnoreCase) && !isGenuine)
        {
            Add(Severity.High, $"It has the name of {GenuineProactiveScan} and is not that task; so does KopiLuwak's.", "T1036.004");
        }
        else if (isGenuine && startsProgram)
        {
            Add(Severity.High, "Windows' own ProactiveScan starts no program; this one does.", "T1036.004");
        }
        else if (startsProgram && versions.Any(version => version.Definition.Description == KopiLuwakDescription))
        {
            Add(Severity.High, $"It calls itself '{KopiLuwakDescription}', as KopiLuwak's task does, and starts a program.", "T1036.004");
        }
    }

    private void CheckDefinition(TaskDefinition definition, string taskName)
    {
        foreach (TaskAction action in definition.Actions)
        {
            CheckAction(TaskActionTraits.Of(action), "It starts");
        }

        if (definition.Hidden == true && StartsProgram(definition)
            && !taskName.StartsWith(@"\Microsoft\", StringComparison.OrdinalIgnoreCase))
        {
            Add(Severity.Low, "It is hidden from the list of tasks and starts a program.", "T1564");
        }
    }

    private void CheckAction(TaskActionTraits? traits, string starts)
    {
        if (traits is null)
        {
            return;
        }

        if (traits.IsKopiLuwak)
        {
            Add(Severity.High, $"{starts} a script with -scan and a key, as KopiLuwak's task does.", "T1059.007");
        }

        if (traits.ProgramFolder is string folder)
        {
            Add(Severity.Medium, $"{starts} something in a folder that users can write to ({folder}).");
        }
        else if (traits.ArgumentFolder is string named)
        {
            Add(Severity.Medium, $"{starts} something with arguments that name a folder that users can write to ({named}).");
        }

        if (traits.Script is string script)
        {
            Severity severity = !IsWindowsScript(script) ? Severity.Low : traits.IsAmongUserFiles ? Severity.High : Severity.Medium;
            Add(severity, $"{starts} a script ({script}).", TechniqueOf(script));
        }

        if (traits.ScriptHost is string host)
        {
            // Administrators use shells too. With a user's folder it is what Sigma calls suspicious, at its level high.
            Severity severity = traits.IsAmongUserFiles
                ? Severity.High
                : host is "cmd" or "powershell" or "pwsh" ? Severity.Low : Severity.Medium;
            Add(severity, $"{starts} a program that runs scripts or commands ({host}).", TechniqueOf(host));
        }

        if (traits.IsEncoded)
        {
            Add(Severity.Medium, $"{starts} PowerShell with an encoded command.", "T1027");
        }

        if (traits.Remote is CommandTarget target)
        {
            Add(
                target.Kind is TargetKind.PublicAddress or TargetKind.Url ? Severity.High : Severity.Medium,
                $"{starts} something on another computer, or names one ({target.Text}).",
                "T1021.002");
        }
    }

    // The dropper of Topinambour persists with a task "that starts every 30 minutes" (Kaspersky, July 2019). One of Windows'
    // own that is updated as often neither repeats nor starts a program.
    private void CheckCadence(TaskLife life, IReadOnlyList<TaskVersion> versions)
    {
        bool isDefined = versions.Any(version =>
            version.Definition.ShortestRepetition == TimeSpan.FromMinutes(30) && StartsProgram(version.Definition));
        bool isObserved = RunCadence.IsHalfHour(life.Runs.Interval)
            && (versions.Count > 0 ? versions.Any(version => StartsProgram(version.Definition)) : life.Runs.StartsProgram);
        if (!isDefined && !isObserved)
        {
            return;
        }

        // Together with a program among a user's files it is all that is known of that task.
        bool isAmongUserFiles = versions.SelectMany(version => version.Definition.Actions).Select(TaskActionTraits.Of)
            .Concat(life.Runs.Programs.Select(TaskActionTraits.Of))
            .Any(traits => traits?.IsAmongUserFiles == true);
        Add(
            isAmongUserFiles ? Severity.High : Severity.Medium,
            isDefined
                ? "It repeats every 30 minutes, as the task of Topinambour's dropper does."
                : FormattableString.Invariant($"It ran every 30 minutes ({life.Runs.Count} runs), as the task of Topinambour's dropper does."));
    }

    private void CheckLength(TaskLife life)
    {
        if (life.Length is TimeSpan length && length <= ShortLife)
        {
            Add(Severity.Medium, $"It was deleted {Duration.Text(length)} after it was registered.", "T1070.009");
        }
    }

    private void CheckRegistration(TaskLife life, SchedulerCoverage? coverage)
    {
        if (life.Registration is not null || life.Changes.Count > 0 || coverage is not { HoldsChanges: true }
            || life.Marks.FirstOrDefault(mark => mark.IsStart)?.Evidence.TimeCreated is not DateTime first)
        {
            return;
        }

        if (life.AfterDeletion is DateTime deleted)
        {
            if (coverage.IsAlive(deleted, first))
            {
                Add(Severity.Medium, "It ran after it had been deleted, and nothing registered it again.", "T1112");
            }
        }
        else if (life.Runs.Interval is TimeSpan interval
            && coverage.AliveSince(first) is DateTime since
            && first - since >= LongBefore
            && (first - since).Ticks / ManyIntervals >= interval.Ticks)
        {
            Add(
                Severity.Medium,
                FormattableString.Invariant($"It began to run every {Duration.Text(interval)}, and nothing registered it although the log has been alive since {since:yyyy-MM-dd HH:mm}Z."),
                "T1112");
        }
    }

    private void CheckClient(string? client)
    {
        if (client is null)
        {
            return;
        }

        TaskActionTraits traits = TaskActionTraits.Of(client);
        if (traits.ProgramFolder is string folder)
        {
            Add(Severity.Medium, $"A program in a folder that users can write to registered it ({folder}).");
        }

        if (ProgramNames.Of(client) is "wscript" or "cscript" or "mshta")
        {
            Add(Severity.Medium, $"A script registered it ({ProgramNames.Of(client)}).", "T1059");
        }
    }

    private static bool IsDefined(string program, IReadOnlyList<TaskVersion> versions) => versions
        .SelectMany(version => version.Definition.Actions)
        .Any(action => string.Equals(action.Command, program, StringComparison.OrdinalIgnoreCase));

    private static bool StartsProgram(TaskDefinition definition) =>
        definition.Actions.Any(action => action.Kind == TaskActionKind.Exec);

    private static bool IsWindowsScript(string script) =>
        TechniqueOf(script) is "T1059.005" or "T1059.007" or "T1218.005";

    private static string TechniqueOf(string script) => script.Substring(script.LastIndexOf('.') + 1).ToLowerInvariant() switch
    {
        "js" or "jse" => "T1059.007",
        "vbs" or "vbe" or "wsf" or "wsh" => "T1059.005",
        "hta" or "mshta" => "T1218.005",
        "regsvr32" => "T1218.010",
        "ps1" or "powershell" or "pwsh" => "T1059.001",
        "bat" or "cmd" => "T1059.003",
        _ => "T1059",
    };

    private void Add(Severity severity, string reason, string? technique = null)
    {
        if (!_reasons.Contains(reason))
        {
            _reasons.Add(reason);
        }

        if (technique is not null && !_techniques.Contains(technique))
        {
            _techniques.Add(technique);
        }

        Severity = severity > Severity ? severity : Severity;
    }
}
