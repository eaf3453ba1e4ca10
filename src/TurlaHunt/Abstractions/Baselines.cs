using System;
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
    private const string Extension = ".yml";

    /// <summary>The names of those that come with the module.</summary>
    public static string[] Names =>
        [.. Directory.EnumerateFiles(Folder, "*" + Extension).Select(file => System.IO.Path.GetFileNameWithoutExtension(file)).OrderBy(name => name, StringComparer.Ordinal)];

    private static string Folder { get; } = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(typeof(Baselines).Assembly.Location)!, "..", "..", "Baselines"));

    /// <summary>Reads a baseline.</summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="given">A name, or a path.</param>
    public static AuditBaseline Read(PSCmdlet cmdlet, string given)
    {
        string file = PathOf(given) ?? KnownTaskLists.Resolve(cmdlet, given);
        try
        {
            return BaselineFile.Read(file);
        }
        catch (Exception failure) when (failure is BaselineException or IOException or UnauthorizedAccessException or SecurityException)
        {
            cmdlet.ThrowTerminatingError(failure.ToBaselineErrorRecord(given, Names));
            throw;
        }
    }

    /// <summary>The path of a baseline that comes with the module; null where none has that name.</summary>
    internal static string? PathOf(string name) =>
        name.IndexOfAny(['/', '\\']) < 0 && Names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is string found
            ? Path.Combine(Folder, found + Extension)
            : null;
}
