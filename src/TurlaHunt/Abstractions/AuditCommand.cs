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

    /// <summary>Which controls of baselines are asked for. A name that none of them has is an error; the others are looked at.</summary>
    private protected Func<AuditControl, bool> Choose(IReadOnlyCollection<AuditBaseline> baselines, string[] names)
    {
        foreach (string name in names)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name)
                && !baselines.SelectMany(baseline => baseline.Controls).Any(known => string.Equals(known.Id, name, StringComparison.OrdinalIgnoreCase)))
            {
                IsSound = false;
                WriteError(ErrorRecords.ControlNotFound(name, baselines));
            }
        }

        WildcardPattern[] patterns = [.. names.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        return control => patterns.Length == 0 || patterns.Any(pattern => pattern.IsMatch(control.Id));
    }
}
