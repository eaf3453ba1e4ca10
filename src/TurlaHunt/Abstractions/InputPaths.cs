using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>Turns what users give as paths into full paths of files and folders, and tells of what leads nowhere.</summary>
internal static class InputPaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>The path as it is written.</summary>
    public static List<string> Literal(PSCmdlet cmdlet, string path)
    {
        try
        {
            string resolved =
                cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out PSDriveInfo _);
            if (provider.Name != FileSystem)
            {
                cmdlet.WriteError(ErrorRecords.PathNotFileSystem(path, provider.Name));
                return [];
            }

            if (File.Exists(resolved) || Directory.Exists(resolved))
            {
                return [resolved];
            }

            cmdlet.WriteError(ErrorRecords.PathNotFound(path));
        }
        catch (Exception failure) when (ErrorRecords.IsPathFailure(failure))
        {
            cmdlet.WriteError(ErrorRecords.PathNotResolved(failure, path));
        }

        return [];
    }

    /// <summary>All that match the path by now, which was resolved before.</summary>
    public static IReadOnlyList<string> Again(PSCmdlet cmdlet, string path)
    {
        try
        {
            return cmdlet.GetResolvedProviderPathFromPSPath(path, out ProviderInfo _);
        }
        catch (Exception failure) when (ErrorRecords.IsPathFailure(failure))
        {
            // Nothing matches at the moment.
            return [];
        }
    }

    /// <summary>All that match the path, in which there may be wildcards.</summary>
    public static List<string> Wildcards(PSCmdlet cmdlet, string path)
    {
        try
        {
            Collection<string> resolved = cmdlet.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            if (provider.Name != FileSystem)
            {
                cmdlet.WriteError(ErrorRecords.PathNotFileSystem(path, provider.Name));
                return [];
            }

            if (resolved.Count > 0)
            {
                return [.. resolved];
            }

            cmdlet.WriteError(ErrorRecords.PathNotFound(path, isPattern: true));
        }
        catch (Exception failure) when (ErrorRecords.IsPathFailure(failure))
        {
            cmdlet.WriteError(ErrorRecords.PathNotResolved(failure, path));
        }

        return [];
    }
}
