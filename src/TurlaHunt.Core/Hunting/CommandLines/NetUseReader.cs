using System;
using System.Collections.Generic;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>
/// Reads what follows <c>net use</c>: [device] [target] [password | *] and switches, in the order that people type.
/// </summary>
/// <remarks>
/// The rule for secrets is the reverse of the usual: a word is shown only if it is certain to be none. Whatever is no
/// device, target, known switch or prompt is taken for a password.
/// </remarks>
internal static class NetUseReader
{
    // As net.exe prints them; any unambiguous beginning will do, and net takes /u for /user.
    private static readonly string[] Switches =
    [
        "user", "delete", "persistent", "savecred", "smartcard", "home", "transport", "skipcertcheck", "tcpport",
        "quicport", "rdmaport", "requireintegrity", "requireprivacy", "writethrough", "compressnetworktraffic", "global",
        "blockntlm", "yes", "no", "domain", "help", "?",
    ];

    public static NetUseCommand Read(IReadOnlyList<ShellWord> words, int start, SecretSpans secrets)
    {
        string? device = null;
        string? user = null;
        ShellWord? targetWord = null;
        bool isDelete = false;
        bool hasUser = false;
        PasswordForm password = PasswordForm.None;
        for (int i = start; i < words.Count; i++)
        {
            ShellWord word = words[i];
            string text = word.Text;
            if (text.Length > 0 && text[0] == '/' && !(targetWord is null && IsSlashedAddress(text)))
            {
                switch (SwitchName(text, out int valueStart))
                {
                    case "user":
                        hasUser = true;
                        user ??= valueStart < text.Length ? text.Substring(valueStart) : null;
                        break;
                    case "delete":
                        isDelete = true;
                        break;
                    case null:
                        secrets.Add(word);
                        break;
                }
            }
            else if (targetWord is null && device is null && IsDevice(text))
            {
                device = text;
            }
            else if (targetWord is null && IsTarget(text))
            {
                targetWord = word;
            }
            else if (text == "*")
            {
                password = password == PasswordForm.None ? PasswordForm.Prompt : password;
            }
            else if (text.Length == 0)
            {
                password = password == PasswordForm.None ? PasswordForm.Empty : password;
            }
            else if (device is null && IsDrive(text))
            {
                device = text;
            }
            else
            {
                secrets.Add(word);
                password = PasswordForm.Given;
            }
        }

        CommandTarget? target = ReadTarget(targetWord, isDelete ? TargetUse.Disconnect : TargetUse.Connect, secrets);
        return new(device, target, isDelete, hasUser, user, password);
    }

    private static CommandTarget? ReadTarget(ShellWord? word, TargetUse use, SecretSpans secrets)
    {
        if (word is null)
        {
            return null;
        }

        CommandTarget? url = WebTarget.Read(word.Text, use, out int secretStart, out int secretEnd);
        if (secretEnd > secretStart)
        {
            secrets.Add(word, secretStart, secretEnd);
        }

        return url ?? (UncPath.TryParse(word.Text, out UncPath? path) ? CommandTarget.Of(path!, use) : null);
    }

    // A share that only a variable names cannot be judged, but it is no password either.
    private static bool IsTarget(string text) =>
        WebTarget.Read(text, TargetUse.Connect, out _, out _) is not null
        || (text.Length > 2 && UncPath.IsSeparator(text[0]) && UncPath.IsSeparator(text[1]))
        || UncPath.TryParse(text, out _)
        || (text.Length > 2 && text[0] is '%' or '!' && text.IndexOf(text[0], 1) > 1);

    private static bool IsSlashedAddress(string text) =>
        UncPath.TryParse(text, out UncPath? path) && path!.Target.Address is not null;

    private static bool IsDrive(string text) => text.Length == 2 && text[1] == ':' && char.IsLetter(text[0]);

    private static bool IsDevice(string text) => text == "*" || IsDrive(text)
        || (text.Length is 4 or 5 && (text.StartsWith("lpt", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("com", StringComparison.OrdinalIgnoreCase)) && char.IsDigit(text[3])
            && (text.Length == 4 || text[4] == ':'));

    private static string? SwitchName(string text, out int valueStart)
    {
        int colon = text.IndexOf(':');
        int end = colon < 0 ? text.Length : colon;
        valueStart = colon < 0 ? text.Length : colon + 1;
        string typed = text.Substring(1, end - 1);
        if (typed.Length == 0)
        {
            return null;
        }

        foreach (string name in Switches)
        {
            if (name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return null;
    }
}
