using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Auditing;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet about audit settings: chooses controls, and tells what becomes of the files that it reads.</summary>
public abstract class AuditCommand : CancellableCommand
{
    internal const string DefaultBaseline = "Turla";

    private ArtefactTeller? _artefacts;

    /// <summary>Tells what becomes of files.</summary>
    private protected ArtefactTeller Artefacts => _artefacts ??= new ArtefactTeller(this);

    /// <summary>Whether all that was given was found.</summary>
    private protected bool IsSound { get; set; } = true;

    /// <summary>Which controls of baselines are asked for. A name or pattern that fits none of them is an error; the others are looked at.</summary>
    private protected Func<AuditControl, bool> Choose(IReadOnlyCollection<AuditBaseline> baselines, string[] names)
    {
        WildcardPattern[] patterns = [.. names.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        foreach ((string name, WildcardPattern pattern) in names.Zip(patterns, (name, pattern) => (name, pattern)))
        {
            if (!baselines.SelectMany(baseline => baseline.Controls).Any(known => pattern.IsMatch(known.Id)))
            {
                IsSound = false;
                WriteError(ErrorRecords.ControlNotFound(name, baselines));
            }
        }

        return control => patterns.Length == 0 || patterns.Any(pattern => pattern.IsMatch(control.Id));
    }
}
