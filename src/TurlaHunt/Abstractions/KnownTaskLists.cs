using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using TurlaHunt.Yaml;

namespace TurlaHunt.Commands;

/// <summary>
/// Lists of known tasks as the cmdlets use them. Whatever is wrong with one ends the cmdlet: to go on without it would
/// answer another question.
/// </summary>
internal static class KnownTaskLists
{
    /// <summary>The entries of the lists that a path with wildcards finds.</summary>
    public static IEnumerable<KnownTask> ReadAll(PSCmdlet cmdlet, string pattern) => Find(cmdlet, pattern).SelectMany(path => Read(cmdlet, path));

    /// <summary>The entries of lists by their paths, and entries as they are.</summary>
    public static IEnumerable<KnownTask> ReadAll(PSCmdlet cmdlet, IEnumerable<object> given) => given
        .Select(item => item is PSObject wrapped ? wrapped.BaseObject : item)
        .SelectMany(item => item is KnownTask entry ? [entry] : ReadAll(cmdlet, LanguagePrimitives.ConvertTo<string>(item)));

    /// <summary>The entries of a list, its path as it is.</summary>
    public static IReadOnlyList<KnownTask> Read(PSCmdlet cmdlet, string path) => Use(cmdlet, path, KnownTaskFile.Read);

    /// <summary>Adds entries at once, and gives those that the list did not have.</summary>
    public static IReadOnlyList<KnownTask> Add(PSCmdlet cmdlet, string path, IReadOnlyList<KnownTask> tasks) =>
        Use(cmdlet, path, file => KnownTaskFile.Add(file, tasks));

    /// <summary>Writes a list anew, and gives what was written.</summary>
    public static IReadOnlyList<KnownTask> Export(PSCmdlet cmdlet, string path, IReadOnlyList<KnownTask> tasks, bool overwrite) =>
        Use(cmdlet, path, file => KnownTaskFile.Export(file, tasks, overwrite));

    /// <summary>Removes entries, and gives those that the list does not have.</summary>
    public static IReadOnlyList<KnownTask> Remove(PSCmdlet cmdlet, string path, IReadOnlyList<KnownTask> tasks) =>
        Use(cmdlet, path, file => KnownTaskFile.Remove(file, tasks));

    /// <summary>The full path of a list.</summary>
    public static string Resolve(PSCmdlet cmdlet, string path) => Guard(cmdlet, path, () =>
    {
        string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out PSDriveInfo _);
        RequireFiles(cmdlet, path, provider);
        return resolved;
    });

    private static IReadOnlyList<string> Find(PSCmdlet cmdlet, string pattern)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(pattern))
        {
            return [pattern];
        }

        string[] found = Guard(cmdlet, pattern, () =>
        {
            IEnumerable<string> paths = cmdlet.GetResolvedProviderPathFromPSPath(pattern, out ProviderInfo provider);
            RequireFiles(cmdlet, pattern, provider);
            return paths.Where(File.Exists).ToArray();
        });
        if (found.Length == 0)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.PathNotFound(pattern, isPattern: true));
        }

        return [.. found.OrderBy(path => path, StringComparer.Ordinal)];
    }

    private static void RequireFiles(PSCmdlet cmdlet, string path, ProviderInfo provider)
    {
        if (provider.Name != "FileSystem")
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.PathNotFileSystem(path, provider.Name));
        }
    }

    private static T Guard<T>(PSCmdlet cmdlet, string path, Func<T> resolve)
    {
        try
        {
            return resolve();
        }
        catch (Exception failure) when (ErrorRecords.IsPathFailure(failure))
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.PathNotResolved(failure, path));
            throw;
        }
    }

    private static T Use<T>(PSCmdlet cmdlet, string path, Func<string, T> use)
    {
        string file = Resolve(cmdlet, path);
        try
        {
            return use(file);
        }
        catch (Exception failure) when (failure is KnownTaskListException or IOException or UnauthorizedAccessException or SecurityException)
        {
            cmdlet.ThrowTerminatingError(failure.ToListErrorRecord(path));
            throw;
        }
    }
}
