using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using TurlaHunt.Auditing;
using TurlaHunt.Yaml;

namespace TurlaHunt.Commands;

/// <summary>
/// Baselines as the cmdlets use them: one that comes with the module, by its name, or a file of the user's own. Whatever is wrong
/// with one ends the cmdlet: to go on without it would answer another question.
/// </summary>
internal static class Baselines
{
    /// <summary>Those that come with the module.</summary>
    public static ShippedFiles Shipped { get; } = new("Baselines");

    /// <summary>Reads baselines, each once.</summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="given">Names, or paths.</param>
    public static IReadOnlyList<AuditBaseline> ReadAll(PSCmdlet cmdlet, IEnumerable<string> given)
    {
        Dictionary<string, AuditBaseline> all = new(StringComparer.OrdinalIgnoreCase);
        foreach (string one in given.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            AuditBaseline baseline = Read(cmdlet, one);
            if (all.ContainsKey(baseline.Name))
            {
                BaselineException failure = new(one, 1, 1, $"Another one is called '{baseline.Name}' too, and results name their baseline so.");
                cmdlet.ThrowTerminatingError(failure.ToBaselineErrorRecord(one, Shipped.Names));
            }

            all.Add(baseline.Name, baseline);
        }

        return [.. all.Values];
    }

    /// <summary>
    /// The baseline that a result names: one of those that the user gave, or one that comes with the module. Results come from other
    /// computers: what they name never chooses a file. Where there is none it is an error, and the others go on.
    /// </summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="known">Those that the user gave; one that comes with the module is added.</param>
    /// <param name="name">The name.</param>
    public static AuditBaseline? OfResult(PSCmdlet cmdlet, Dictionary<string, AuditBaseline> known, string name)
    {
        if (known.TryGetValue(name, out AuditBaseline? baseline))
        {
            return baseline;
        }

        if (Shipped.PathOf(name) is null)
        {
            cmdlet.WriteError(ErrorRecords.BaselineOfResultNotFound(name, Shipped.Names));
            return null;
        }

        return known[name] = Read(cmdlet, name);
    }

    /// <summary>Reads a baseline.</summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="given">A name, or a path.</param>
    public static AuditBaseline Read(PSCmdlet cmdlet, string given)
    {
        string file = Shipped.PathOf(given) ?? KnownTaskLists.Resolve(cmdlet, given);
        try
        {
            return BaselineFile.Read(file);
        }
        catch (Exception failure) when (failure is BaselineException or IOException or UnauthorizedAccessException or SecurityException)
        {
            cmdlet.ThrowTerminatingError(failure.ToBaselineErrorRecord(given, Shipped.Names));
            throw;
        }
    }
}
