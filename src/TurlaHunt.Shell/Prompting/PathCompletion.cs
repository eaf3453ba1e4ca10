using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace TurlaHunt.Shell.Prompting;

/// <summary>Completes file names, which the engine leaves to Get-ChildItem, a command of a full PowerShell.</summary>
internal static class PathCompletion
{
    private const int MostCandidates = 1000;
    private static readonly char[] Separators = OperatingSystem.IsWindows() ? ['/', '\\'] : ['/'];

    internal static CommandCompletion? Complete(string text, int cursor, string currentFolder)
    {
        Parser.ParseInput(text, out Token[] tokens, out _);
        Token? token = tokens.FirstOrDefault(
            token => token is StringToken && token.Extent.EndOffset == cursor && token.Extent.Text.Length > 0);
        int start = token?.Extent.StartOffset ?? cursor;
        string word = text[start..cursor].Trim('\'', '"');

        Collection<CompletionResult> candidates = [.. Candidates(word, currentFolder).Take(MostCandidates)];
        return candidates.Count > 0 ? new CommandCompletion(candidates, -1, start, cursor - start) : null;
    }

    private static IEnumerable<CompletionResult> Candidates(string word, string currentFolder)
    {
        int nameStart = word.LastIndexOfAny(Separators) + 1;
        string folder = word[..nameStart];
        string name = word[nameStart..];
        DirectoryInfo searched = new(Path.Combine(currentFolder, ExpandHome(folder)));
        if (!searched.Exists)
        {
            yield break;
        }

        EnumerationOptions options = new() { AttributesToSkip = default, IgnoreInaccessible = true };
        IEnumerable<FileSystemInfo> entries = searched.EnumerateFileSystemInfos("*", options);
        foreach (FileSystemInfo entry in entries.OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase))
        {
            bool hidden = entry.Name.StartsWith('.') && !name.StartsWith('.');
            if (!hidden && entry.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                bool isFolder = entry is DirectoryInfo;
                string path = folder + entry.Name + (isFolder ? "/" : "");
                yield return new CompletionResult(
                    Quoted(path),
                    entry.Name,
                    isFolder ? CompletionResultType.ProviderContainer : CompletionResultType.ProviderItem,
                    entry.FullName);
            }
        }
    }

    private static string ExpandHome(string folder) =>
        folder.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + folder[1..]
            : folder;

    private static string Quoted(string path) =>
        path.All(c => char.IsLetterOrDigit(c) || "/\\.-_~:+%".Contains(c, StringComparison.Ordinal))
            ? path
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(path)}'";
}
