using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace TurlaHunt.KnownGood;

/// <summary>
/// What a task is called on every computer: its path with those parts replaced that differ from one computer, user or
/// release to the next.
/// </summary>
/// <remarks>
/// Whoever makes a task chooses its name. That two tasks have one identity says that they are called alike, never that they
/// are the same.
/// </remarks>
public static class TaskIdentity
{
    /// <summary>Stands for a security identifier.</summary>
    public const string Sid = "<SID>";

    /// <summary>Stands for a GUID, with braces or without.</summary>
    public const string Guid = "<GUID>";

    /// <summary>Stands for a version of two to four numbers.</summary>
    public const string Version = "<version>";

    /// <summary>Stands for the name of the computer.</summary>
    public const string Host = "<host>";

    /// <summary>Shorter names are too often part of a word.</summary>
    private const int ShortestHost = 3;

    private static readonly Regex Sids = new(@"(?<![0-9A-Za-z])S-1-[0-9]{1,15}(?:-[0-9]{1,10}){1,15}(?![0-9])", RegexOptions.IgnoreCase);

    private static readonly Regex Guids = new(
        @"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Versions = new(@"(?<![0-9.])[0-9]{1,9}(?:\.[0-9]{1,9}){1,3}(?![0-9]|\.[0-9])");

    private static readonly Regex Placeholders = new($"{Sid}|{Guid}|{Version}|{Host}");

    /// <summary>The identity of a task.</summary>
    /// <param name="taskName">Its path, such as \OneDrive Standalone Update Task-S-1-5-21-....</param>
    /// <param name="machineName">The computer, with its domain or without; null where it is not known.</param>
    public static string Of(string taskName, string? machineName = null) =>
        Versions.Replace(Guids.Replace(Sids.Replace(WithoutHost(taskName, machineName ?? ""), Sid), Guid), Version);

    /// <summary>Whether nothing is left of the name behind its last folder but placeholders.</summary>
    internal static bool IsPlaceholder(string identity) =>
        !Placeholders.Replace(identity.Substring(identity.LastIndexOf('\\') + 1), "").Any(char.IsLetterOrDigit);

    /// <summary>Whether a name has that security identifier in it.</summary>
    internal static bool HasSid(string taskName, string sid)
    {
        foreach (Match match in Sids.Matches(taskName))
        {
            if (string.Equals(match.Value, sid, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Folders are the maker's, and Windows' own are called Microsoft and Windows: only the task's own name has the computer's.
    private static string WithoutHost(string taskName, string machineName)
    {
        string host = machineName.Split('.')[0];
        int copied = 0;
        StringBuilder? identity = null;
        for (int place = taskName.LastIndexOf('\\') + 1; host.Length >= ShortestHost;)
        {
            place = taskName.IndexOf(host, place, StringComparison.OrdinalIgnoreCase);
            if (place < 0)
            {
                break;
            }

            bool isWhole = string.Compare(taskName, place, machineName, 0, machineName.Length, StringComparison.OrdinalIgnoreCase) == 0;
            int end = place + (isWhole ? machineName.Length : host.Length);
            if (IsBorder(taskName, place - 1) && IsBorder(taskName, end))
            {
                (identity ??= new StringBuilder()).Append(taskName, copied, place - copied).Append(Host);
                copied = end;
            }

            place = end;
        }

        return identity?.Append(taskName, copied, taskName.Length - copied).ToString() ?? taskName;
    }

    private static bool IsBorder(string text, int place) =>
        place < 0 || place >= text.Length || !char.IsLetterOrDigit(text[place]);
}
