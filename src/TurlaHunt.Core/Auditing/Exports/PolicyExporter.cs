using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Auditing.Controls;

namespace TurlaHunt.Auditing.Exports;

/// <summary>Gathers the controls of an export, and writes it.</summary>
/// <param name="form">The form.</param>
internal sealed class PolicyExporter(IPolicyForm form)
{
    private readonly List<PolicyEntry> _entries = [];
    private Gathered? _gathered;

    /// <summary>The ids of the controls that are in it.</summary>
    public IReadOnlyList<string> Controls => All.Controls;

    /// <summary>The controls that are not in it, each with the reason; with its baseline, where there are several.</summary>
    public IReadOnlyList<string> LeftOut => [.. All.LeftOut.Select(entry => $"{NameOf(entry.Entry)}: {entry.Reason}")];

    /// <summary>The ids of the controls that are not in it.</summary>
    public IReadOnlyList<string> LeftOutControls => [.. All.LeftOut.Select(entry => NameOf(entry.Entry))];

    /// <summary>Whether there is a control that is not in it though a computer needs it.</summary>
    public bool HasObstacles => All.HasObstacles;

    /// <summary>What must be known before it is used.</summary>
    public IReadOnlyList<string> Notes => [.. form.NotesOn(All.Content), .. All.Losses];

    /// <summary>Where an earlier export lies that was replaced and could not be deleted; null where none does.</summary>
    public string? Leftover { get; private set; }

    private Gathered All => _gathered ??= Gather();

    /// <summary>Adds what a control asks for, as a repair would set it.</summary>
    /// <param name="baseline">Its baseline.</param>
    /// <param name="control">The control.</param>
    /// <param name="results">
    /// What came of it on computers; none where it is exported whatever they have. What one of them has beyond what is asked for stays, because
    /// a policy sets just what it says.
    /// </param>
    public void Add(AuditBaseline baseline, AuditControl control, IReadOnlyCollection<AuditResult> results)
    {
        _entries.Add(new PolicyEntry(baseline, control, results));
        _gathered = null;
    }

    /// <summary>Writes the export: all of it, or nothing.</summary>
    /// <param name="path">The full path of the file, or of the folder of a backup.</param>
    /// <param name="mayReplace">Whether an earlier export there is replaced.</param>
    /// <param name="onStep">Hears of each step before it is taken: for tests that kill there.</param>
    /// <exception cref="IOException">It cannot be written, or there is something that is not replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <returns>The full paths of the files.</returns>
    public IReadOnlyList<string> Save(string path, bool mayReplace, Action<string>? onStep = null)
    {
        IReadOnlyList<PolicyFile> files = form.Write(All.Content);
        if (files.Count == 1 && files[0].Path.Length == 0)
        {
            FileReplacement.Write(path, files[0].Content, isNew: !(mayReplace && File.Exists(path)), onStep: onStep);
            return [path];
        }

        Leftover = FolderReplacement.Write(path, [.. files.Select(file => (file.Path, file.Content))], mayReplace, GpoFolder.ObstacleTo, onStep);
        return [.. files.Select(file => Path.Combine([path, .. file.Path.Split('/')]))];
    }

    /// <summary>What was exported.</summary>
    public PolicyExport Describe(string path, PolicyFormat format, GpoDescription? gpo, IReadOnlyList<string> files) => new()
    {
        Path = path,
        Format = format,
        Name = gpo?.Name,
        BackupId = gpo?.BackupId,
        Baselines = [.. All.Baselines],
        Controls = [.. Controls],
        LeftOut = [.. LeftOut],
        Notes = [.. Notes],
        Files = [.. files],
    };

    // Where the audit policy is written, also what is as it should be is in it, so that writing it does not take that away.
    private Gathered Gather()
    {
        Gathered all = new(new PolicyContent(form));
        bool writesAudit = form.ReplacesAudit && _entries.Any(entry => entry is { Control: SubcategoryControl, IsFine: false });
        foreach (PolicyEntry entry in _entries)
        {
            SeenSettings seen = new(entry.Control, entry.Results);
            if (entry.IsFine && !(writesAudit && entry.IsAudited))
            {
                all.LeftOut.Add((entry, entry.WhyFine));
            }
            else if (all.Content.Add(seen.Keep(entry.Control.Plan(BareComputer.Of(seen.Audited)))) is string obstacle)
            {
                all.HasObstacles = true;
                all.LeftOut.Add((entry, obstacle));
            }
            else
            {
                all.Take(entry, seen);
            }
        }

        if (all.Lowering.Count > 0)
        {
            all.Losses.Add("Computers that have more of it already are lowered to what is written: larger logs, logs that are archived, higher numbers "
                + $"({string.Join(", ", all.Lowering.Distinct(StringComparer.OrdinalIgnoreCase))}). Pipe results of Test-AuditPolicy to keep it.");
        }

        return all;
    }

    private string NameOf(PolicyEntry entry) =>
        _entries.Any(other => !string.Equals(other.Baseline.Name, entry.Baseline.Name, StringComparison.OrdinalIgnoreCase))
            ? $"{entry.Baseline.Name} {entry.Control.Id}"
            : entry.Control.Id;

    private sealed class Gathered(PolicyContent content)
    {
        public PolicyContent Content { get; } = content;

        public List<string> Baselines { get; } = [];

        public List<string> Controls { get; } = [];

        public List<(PolicyEntry Entry, string Reason)> LeftOut { get; } = [];

        public List<string> Losses { get; } = [];

        public List<string> Lowering { get; } = [];

        public bool HasObstacles { get; set; }

        public void Take(PolicyEntry entry, SeenSettings seen)
        {
            AddOnce(Controls, entry.Control.Id);
            AddOnce(Baselines, entry.Baseline.Name);
            Losses.AddRange(seen.Losses());
            if (entry.Results.Count == 0 && entry.Control is (LogControl or RegistryControl { Comparison: ValueComparison.AtLeast }))
            {
                Lowering.Add(entry.Control.Id);
            }
        }

        private static void AddOnce(List<string> all, string one)
        {
            if (!all.Contains(one, StringComparer.OrdinalIgnoreCase))
            {
                all.Add(one);
            }
        }
    }
}
