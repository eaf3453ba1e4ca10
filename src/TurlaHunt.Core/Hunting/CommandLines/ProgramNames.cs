using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Which program a word names, whatever its case, folder, extension or variable.</summary>
internal static class ProgramNames
{
    private const int LongestPath = 1024;

    // Folder variables (%SystemRoot%\system32\net) need no entry: only the last part of a path names the program.
    private static readonly Dictionary<string, string> Variables = new(StringComparer.OrdinalIgnoreCase)
    {
        ["%comspec%"] = "cmd",
        ["!comspec!"] = "cmd",
        ["$env:comspec"] = "cmd",
        ["${env:comspec}"] = "cmd",
    };

    // What a report, a search or a comment merely mentions is not run.
    private static readonly HashSet<string> Prose = new(StringComparer.OrdinalIgnoreCase)
    {
        "echo", "echo.", "echo:", "rem", "::", "title", "find", "findstr", "grep", "sls", "select-string", "msg",
        "logger", "eventcreate", "write-host", "write-output", "write-verbose", "write-warning", "git", "notepad",
    };

    private static readonly HashSet<string> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "net", "net1", "cmd", "copy", "xcopy", "robocopy", "move", "type", "del", "erase", "dir", "cd", "chdir", "md",
        "mkdir", "ren", "rename", "mklink", "pushd", "popd", "start", "call", "echo", "rem", "set", "if", "for", "exit",
        "goto", "cls", "powershell", "pwsh", "wscript", "cscript", "mshta", "rundll32", "regsvr32", "certutil", "reg",
        "schtasks", "wmic", "sc", "ping", "timeout", "whoami", "ipconfig", "hostname", "tasklist", "taskkill",
        "systeminfo", "bitsadmin", "curl", "explorer", "msiexec", "attrib", "psexec", "winrs", "nltest", "cmdkey",
        "netsh", "arp", "route", "nslookup", "tracert", "gpresult", "vssadmin", "at", "find", "findstr", "runas",
    };

    // The built-in commands of cmd that take a path; a backslash may follow their names without a space.
    private static readonly HashSet<string> BuiltIns = new(StringComparer.OrdinalIgnoreCase)
    {
        "call", "cd", "chdir", "copy", "del", "dir", "erase", "md", "mkdir", "mklink", "move", "pushd", "rd", "ren", "rename", "rmdir",
        "start", "type",
    };

    public static bool IsBuiltIn(string name) => BuiltIns.Contains(name);

    public static bool IsNet(string name) => name is "net" or "net1";

    public static bool IsCmd(string name) => name == "cmd";

    public static bool IsPowerShell(string name) => name is "powershell" or "pwsh";

    /// <summary>The programs whose arguments are read as their own language.</summary>
    public static bool IsReader(string name) => IsNet(name) || IsCmd(name) || IsPowerShell(name);

    /// <summary>
    /// What a process is whatever its command line calls it: by the name that its program was built with, or by its file.
    /// </summary>
    /// <returns>Null where it is none of those whose arguments are read.</returns>
    public static string? OfProcess(string? originalName, string? file)
    {
        foreach (string? known in new[] { originalName, file })
        {
            string name = Of(known ?? string.Empty);

            // PowerShell 7 is pwsh.exe, and its version resource says pwsh.dll.
            name = name == "pwsh.dll" ? "pwsh" : name;
            if (IsReader(name))
            {
                return name;
            }
        }

        return null;
    }

    public static bool IsProse(string name) => Prose.Contains(name);

    /// <summary>Commands that chains are made of.</summary>
    public static bool IsVerb(string name) => Verbs.Contains(name);

    /// <summary>The bare name in lower case; empty if the word is too long to be a program.</summary>
    public static string Of(string word, bool doubledPercent = false)
    {
        if (word.Length is 0 or > LongestPath)
        {
            return string.Empty;
        }

        // Sysmon doubles every percent sign.
        string text = doubledPercent ? word.Replace("%%", "%") : word;
        text = text.Trim().TrimStart('@');
        int slash = text.IndexOf('/');
        if (slash > 0 && IsCmd(Of(text.Substring(0, slash))))
        {
            return "cmd";
        }

        string name = text.Substring(text.LastIndexOfAny(['\\', '/']) + 1).TrimEnd('.', ' ');
        if (Variables.TryGetValue(name, out string? expanded))
        {
            return expanded;
        }

        name = name.ToLowerInvariant();
        foreach (string extension in new[] { ".exe", ".com", ".cmd", ".bat" })
        {
            if (name.EndsWith(extension, StringComparison.Ordinal))
            {
                return name.Substring(0, name.Length - extension.Length);
            }
        }

        return name;
    }
}
