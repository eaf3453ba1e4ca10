using System;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Auditing;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet about audit settings: chooses controls, and tells what becomes of the files that it reads.</summary>
public abstract class AuditCommand : CancellableCommand, IArtefactListener
{
    internal const string DefaultBaseline = "Turla";

    /// <summary>What the user gave, for errors.</summary>
    private protected string Given { get; set; } = "";

    /// <summary>Whether all that was given was found and read.</summary>
    private protected bool IsSound { get; set; } = true;

    void IArtefactListener.OnUsed(string path, string role) => WriteVerbose($"{path} is used as {role}.");

    void IArtefactListener.OnSkipped(string path, string reason) => WriteVerbose($"Left out {path}: {reason}.");

    void IArtefactListener.OnFailure(string path, Exception failure)
    {
        IsSound = false;
        WriteError(failure.ToArtefactErrorRecord(path, Given));
    }

    void IArtefactListener.OnDefect(string path, string problem) => WriteError(ErrorRecords.ArtefactDamaged(path, problem, Given));

    void IArtefactListener.OnStale(string path, string problem) => WriteWarning(_Format.Text($"'{path}': {problem}"));

    /// <summary>Which controls of a baseline are asked for. A name that none has is an error; the others are looked at.</summary>
    private protected Func<AuditControl, bool> Choose(AuditBaseline baseline, string[] names)
    {
        foreach (string name in names)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name)
                && !baseline.Controls.Any(known => string.Equals(known.Id, name, StringComparison.OrdinalIgnoreCase)))
            {
                IsSound = false;
                WriteError(ErrorRecords.ControlNotFound(name, baseline));
            }
        }

        WildcardPattern[] patterns = [.. names.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        return control => patterns.Length == 0 || patterns.Any(pattern => pattern.IsMatch(control.Id));
    }
}
