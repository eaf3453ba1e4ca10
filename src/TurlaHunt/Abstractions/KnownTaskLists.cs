using System;
using System.Collections.Generic;
using System.IO;
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
    /// <summary>The entries of a list.</summary>
    public static IReadOnlyList<KnownTask> Read(PSCmdlet cmdlet, string path) => Use(cmdlet, path, KnownTaskFile.Read);

    /// <summary>Adds an entry; false where the list has it.</summary>
    public static bool Add(PSCmdlet cmdlet, string path, KnownTask task) => Use(cmdlet, path, file => KnownTaskFile.Add(file, task));

    /// <summary>Removes entries, and tells how many.</summary>
    public static int Remove(PSCmdlet cmdlet, string path, IReadOnlyList<KnownTask> tasks) =>
        Use(cmdlet, path, file => KnownTaskFile.Remove(file, tasks));

    /// <summary>The full path of a list.</summary>
    public static string Resolve(PSCmdlet cmdlet, string path)
    {
        try
        {
            string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out PSDriveInfo _);
            if (provider.Name != "FileSystem")
            {
                cmdlet.ThrowTerminatingError(ErrorRecords.PathNotFileSystem(path, provider.Name));
            }

            return resolved;
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
