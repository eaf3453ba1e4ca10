using System;
using System.IO;
using System.Linq;

namespace TurlaHunt.Files;

/// <summary>Goes through the files of a folder and of those below it, in a stable order.</summary>
internal static class FolderWalk
{
    /// <summary>Visits the files. Links to folders below it are not followed, so that a link upwards cannot lead in circles.</summary>
    /// <param name="folder">The folder; it may be a link itself.</param>
    /// <param name="onFile">Is given each file.</param>
    /// <param name="onFailure">Is told of folders that cannot be read.</param>
    /// <param name="onLink">Is told of links that are not followed.</param>
    /// <returns>Whether all folders could be read.</returns>
    public static bool Visit(string folder, Action<string> onFile, Action<string, Exception> onFailure, Action<string> onLink)
    {
        string[] names;
        string[] folders;
        try
        {
            names = Directory.GetFiles(folder);
            folders = Directory.GetDirectories(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            onFailure(folder, failure);
            return false;
        }

        foreach (string name in names.OrderBy(name => name, StringComparer.Ordinal))
        {
            onFile(name);
        }

        bool isWhole = true;
        foreach (string below in folders.OrderBy(name => name, StringComparer.Ordinal))
        {
            try
            {
                if ((File.GetAttributes(below) & FileAttributes.ReparsePoint) != 0)
                {
                    onLink(below);
                    continue;
                }
            }
            catch (Exception failure) when (failure is DirectoryNotFoundException or FileNotFoundException)
            {
                // It went while the folder was looked through, and nothing is in it any more.
                continue;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                onFailure(below, failure);
                isWhole = false;
                continue;
            }

            isWhole &= Visit(below, onFile, onFailure, onLink);
        }

        return isWhole;
    }
}
