using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TurlaHunt.Auditing.Exports;

/// <summary>Gathers the controls of an export, and writes it.</summary>
/// <param name="form">The form.</param>
internal sealed class PolicyExporter(IPolicyForm form)
{
    private readonly PolicyContent _content = new(form);
    private readonly List<string> _baselines = [];
    private readonly List<string> _controls = [];
    private readonly List<string> _leftOut = [];

    /// <summary>The ids of the controls that are in it.</summary>
    public IReadOnlyList<string> Controls => _controls;

    /// <summary>The controls that are not in it, each with the reason.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Whether there is a control that is not in it though a computer needs it.</summary>
    public bool HasObstacles { get; private set; }

    /// <summary>What must be known before it is used.</summary>
    public IReadOnlyList<string> Notes => [.. form.NotesOn(_content)];

    /// <summary>Adds what a control asks for, as a repair would set it.</summary>
    /// <param name="baseline">Its baseline.</param>
    /// <param name="control">The control.</param>
    /// <param name="results">
    /// What came of it on computers; none where it is exported whatever they have. What is audited on one of them stays audited, because a
    /// policy sets just what it says.
    /// </param>
    public void Add(AuditBaseline baseline, AuditControl control, IReadOnlyCollection<AuditResult> results)
    {
        if (results.Count > 0 && results.All(result => result.Status is AuditStatus.Compliant or AuditStatus.NotApplicable))
        {
            LeaveOut(control, results.First().Status == AuditStatus.Compliant ? "It is as it should be." : "It does not apply.");
            return;
        }

        AuditSetting audited = (AuditSetting)results.Select(result => (int)(AuditSettings.OfWords(result.Actual) ?? 0) & 3).Aggregate(0, (all, one) => all | one);
        if (_content.Add(control.Plan(BareComputer.Of(audited == AuditSetting.Unchanged ? AuditSetting.None : audited))) is string obstacle)
        {
            HasObstacles = true;
            LeaveOut(control, obstacle);
            return;
        }

        _controls.Add(control.Id);
        if (!_baselines.Contains(baseline.Name, StringComparer.OrdinalIgnoreCase))
        {
            _baselines.Add(baseline.Name);
        }
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
        IReadOnlyList<PolicyFile> files = form.Write(_content);
        if (files.Count == 1 && files[0].Path.Length == 0)
        {
            FileReplacement.Write(path, files[0].Content, isNew: !(mayReplace && File.Exists(path)), onStep: onStep);
            return [path];
        }

        FolderReplacement.Write(path, files.Select(file => (file.Path, file.Content)), mayReplace, GpoFolder.ObstacleTo, onStep);
        return [.. files.Select(file => Path.Combine([path, .. file.Path.Split('/')]))];
    }

    /// <summary>What was exported.</summary>
    public PolicyExport Describe(string path, PolicyFormat format, GpoDescription? gpo, IReadOnlyList<string> files) => new()
    {
        Path = path,
        Format = format,
        Name = gpo?.Name,
        BackupId = gpo?.BackupId,
        Baselines = [.. _baselines],
        Controls = [.. _controls],
        LeftOut = [.. _leftOut],
        Notes = [.. Notes],
        Files = [.. files],
    };

    private void LeaveOut(AuditControl control, string reason) => _leftOut.Add($"{control.Id}: {reason}");
}
