using System;
using System.Text.RegularExpressions;

namespace TurlaHunt.KnownGood;

/// <summary>The path of a program as a list of known tasks has it: what differs from one computer to the next is replaced.</summary>
internal static class ProgramPath
{
    /// <summary>Stands for the folder of a user.</summary>
    public const string User = "<user>";

    // Public, Default and All Users are no user's; a folder of dots leads elsewhere.
    private static readonly Regex UserFolder = new(
        @"^(""?[A-Z]:\\Users\\)(?!(?:Public|Default|Default User|All Users)\\)[^\\.][^\\]*(?=\\)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex LocalPath = new(@"^""?(?:[A-Z]:\\|%[^%\\]+%\\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Any user can give these another value in his registry, and a task of Windows' own starts what he likes (T1548.002).
    private static readonly Regex WindowsVariable = new("^%(?:windir|SystemRoot)%", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex WindowsFolder = new(
        @"^(?:[A-Z]:\\Windows|%windir%|%SystemRoot%)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The path with placeholders. One on another computer stays as it is: an address looks like a version.</summary>
    public static string Normalise(string path, string? machineName) =>
        LocalPath.IsMatch(path) && path.IndexOf(@"\\", StringComparison.Ordinal) < 0 && path.IndexOf('/') < 0
            ? TaskIdentity.Of(UserFolder.Replace(path, "$1" + User), machineName)
            : path;

    /// <summary>Whether a program that was started can be the one that a definition names.</summary>
    /// <param name="defined">As the definition has it: with variables, or found through the search path.</param>
    /// <param name="started">As the log has it: mostly with variables resolved.</param>
    public static bool CanBe(string defined, string started)
    {
        string wanted = defined.Trim().Trim('"');
        string seen = started.Trim().Trim('"');
        if (string.Equals(wanted, seen, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        string leaf = seen.Substring(seen.LastIndexOf('\\') + 1);
        int variable = wanted.LastIndexOf('%');
        if (variable >= 0)
        {
            string rest = wanted.Substring(variable + 1);
            return rest.Length > 1 && rest[0] == '\\'
                ? seen.EndsWith(rest, StringComparison.OrdinalIgnoreCase)
                    && (!WindowsVariable.IsMatch(wanted) || WindowsFolder.IsMatch(seen.Substring(0, seen.Length - rest.Length)))
                : wanted.Equals("%ComSpec%", StringComparison.OrdinalIgnoreCase)
                    && leaf.Equals("cmd.exe", StringComparison.OrdinalIgnoreCase);
        }

        return wanted.IndexOf('\\') < 0
            && (leaf.Equals(wanted, StringComparison.OrdinalIgnoreCase) || leaf.Equals(wanted + ".exe", StringComparison.OrdinalIgnoreCase));
    }
}
