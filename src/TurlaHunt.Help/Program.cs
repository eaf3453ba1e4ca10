using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TurlaHunt.Help;

/// <summary>
/// Makes TurlaHunt.dll-Help.xml from the pages of cmdlets, and an about_*.help.txt from each topic. Whatever is wrong with pages is told
/// in the form of build errors.
/// </summary>
internal static class Program
{
    private const string Usage = "usage: TurlaHunt.Help <folder of pages> <folder of about_ topics> <folder for the help>";

    private static int Main(string[] arguments)
    {
        if (arguments is not [string pages, string topics, string output])
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        IReadOnlyList<PageException> problems = Make(pages, topics, output);
        foreach (PageException problem in problems)
        {
            Console.Error.WriteLine(problem);
        }

        return problems.Count == 0 ? 0 : 1;
    }

    /// <summary>Makes the help, where all pages are as they should be.</summary>
    internal static IReadOnlyList<PageException> Make(string pages, string topics, string output)
    {
        List<PageException> problems = [];
        CommandPage[] commands = [.. ReadAll(pages, "*.md", CommandPageReader.Read, problems)];
        (string Name, string Text)[] texts = [.. ReadAll(topics, "about_*.md", page => (page.Top.Title, TopicWriter.Write(page)), problems)];
        if (problems.Count > 0)
        {
            return problems;
        }

        Directory.CreateDirectory(output);
        foreach (string stale in Directory.EnumerateFiles(output).ToArray())
        {
            File.Delete(stale);
        }

        foreach ((string name, string text) in texts)
        {
            File.WriteAllText(Path.Combine(output, name + ".help.txt"), text);
        }

        MamlWriter.Write(Path.Combine(output, "TurlaHunt.dll-Help.xml"), commands);
        return problems;
    }

    private static IEnumerable<T> ReadAll<T>(string folder, string pattern, Func<MarkdownPage, T> read, List<PageException> problems)
    {
        foreach (string path in Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal))
        {
            T? item = default;
            try
            {
                item = read(MarkdownPage.Read(path));
            }
            catch (PageException problem)
            {
                problems.Add(problem);
                continue;
            }

            yield return item;
        }
    }
}
