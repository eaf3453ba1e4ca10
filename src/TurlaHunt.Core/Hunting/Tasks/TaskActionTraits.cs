using System;
using System.Linq;
using TurlaHunt.Hunting.CommandLines;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>What is remarkable about something that a task starts, by its text alone.</summary>
internal sealed class TaskActionTraits
{
    private const string EncodedCommand = "encodedcommand";

    // Folders that any user can write to, his own or everybody's, as they stand in task definitions.
    private static readonly string[] UserWritable =
    [
        @"\appdata\", "%appdata%", "%localappdata%", "%temp%", "%tmp%", @"\users\public\", "%public%", @"\windows\temp\",
        @"%windir%\temp\", @"%systemroot%\temp\", @"\downloads\", @"\desktop\", @"\$recycle.bin\", @"c:\temp\", @"c:\perflogs\",
    ];

    private static readonly string[] ScriptExtensions =
        [".js", ".jse", ".vbs", ".vbe", ".wsf", ".wsh", ".hta", ".ps1", ".bat", ".cmd"];

    private TaskActionTraits(string program, string arguments)
    {
        string text = $"{program} {arguments}".Trim();
        ProgramFolder = FindWritable(program);
        ArgumentFolder = FindWritable(arguments);
        Remote = CommandLine.Read(text).Targets.FirstOrDefault(target =>
            target.Kind is not TargetKind.Loopback && target.Use != TargetUse.Disconnect);

        string name = ProgramNames.Of(program.Trim().Trim('"'));
        string file = FileName(program);
        Script = Array.Exists(ScriptExtensions, extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) ? file : null;
        ScriptHost = Script is not null
            ? null
            : name switch
            {
                "wscript" or "cscript" or "mshta" or "regsvr32" or "powershell" or "pwsh" => name,
                "cmd" when IsCommandOfCmd(text.ToLowerInvariant()) => name,
                _ => null,
            };
        IsEncoded = ProgramNames.IsPowerShell(name) && arguments.Split(' ', '\t').Any(IsEncodedSwitch);
        IsKopiLuwak = arguments.TrimStart().StartsWith("-scan", StringComparison.OrdinalIgnoreCase)
            && file.EndsWith(".js", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The part of the program's path that says that users can write there; null where there is none.</summary>
    public string? ProgramFolder { get; }

    /// <summary>The same of the arguments.</summary>
    public string? ArgumentFolder { get; }

    /// <summary>Whether the action has to do with a folder that users can write to.</summary>
    public bool IsAmongUserFiles => ProgramFolder is not null || ArgumentFolder is not null;

    /// <summary>Another computer that it reaches for.</summary>
    public CommandTarget? Remote { get; }

    /// <summary>The script that is its program.</summary>
    public string? Script { get; }

    /// <summary>The program that runs scripts or commands which is its program.</summary>
    public string? ScriptHost { get; }

    /// <summary>Whether it hands PowerShell an encoded command.</summary>
    public bool IsEncoded { get; }

    /// <summary>Whether it starts a script in the way of KopiLuwak: Chkdsk.js -scan and a key (Kaspersky, July 2019).</summary>
    public bool IsKopiLuwak { get; }

    /// <summary>Reads an action of a definition; only those that start something have traits.</summary>
    public static TaskActionTraits? Of(TaskAction action) =>
        action.Kind == TaskActionKind.Exec ? new(action.Command ?? "", action.Arguments ?? "") : null;

    /// <summary>Reads what an event of a run shows: a program without arguments.</summary>
    public static TaskActionTraits Of(string program) => new(program, "");

    private static string? FindWritable(string text)
    {
        foreach (string folder in UserWritable)
        {
            int place = text.IndexOf(folder, StringComparison.OrdinalIgnoreCase);
            if (place >= 0)
            {
                return text.Substring(place, folder.Length).Trim('\\');
            }
        }

        return null;
    }

    // PowerShell takes any beginning of a switch's name, and -ec.
    private static bool IsEncodedSwitch(string word) =>
        word.Length > 1
        && (word[0] is '-' or '/')
        && (word.Substring(1).Equals("ec", StringComparison.OrdinalIgnoreCase)
            || EncodedCommand.StartsWith(word.Substring(1), StringComparison.OrdinalIgnoreCase));

    private static bool IsCommandOfCmd(string line) => line.Contains(" /c") || line.Contains(" /k") || line.Contains(" /r");

    private static string FileName(string program)
    {
        string path = program.Trim().Trim('"');
        return path.Substring(path.LastIndexOfAny(['\\', '/']) + 1);
    }
}
