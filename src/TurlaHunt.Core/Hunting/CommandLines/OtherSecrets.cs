using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Passwords on the command lines of other programs, where a switch says for certain that one follows.</summary>
internal static class OtherSecrets
{
    private static readonly Dictionary<string, string[]> Switches = new(StringComparer.Ordinal)
    {
        ["cmdkey"] = ["/pass", "/p", "/pa", "/pas", "-pass"],
        ["psexec"] = ["-p", "/p"],
        ["psexec64"] = ["-p", "/p"],
        ["paexec"] = ["-p", "/p"],
        ["wmic"] = ["/password", "-password"],
        ["schtasks"] = ["/p", "/rp", "-p", "-rp"],
        ["winrs"] = ["-p", "/p", "-password", "/password"],
        ["sc"] = ["password="],
        ["plink"] = ["-pw"],
        ["pscp"] = ["-pw"],
        ["new-smbmapping"] = ["-password"],
    };

    // WshNetwork.MapNetworkDrive(device, share, remember, account, password); NetworkCredential(account, password, domain).
    private static readonly Dictionary<string, int> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MapNetworkDrive"] = 4,
        ["NetworkCredential"] = 1,
    };

    public static void Find(IReadOnlyList<ShellWord> words, bool doubledPercent, SecretSpans secrets)
    {
        string[]? switches = null;
        for (int i = 0; i < words.Count; i++)
        {
            ShellWord word = words[i];
            string name = ProgramNames.Of(word.Text, doubledPercent);
            if (Switches.TryGetValue(name, out string[]? known))
            {
                switches = known;
                continue;
            }

            if (name.EndsWith("convertto-securestring", StringComparison.Ordinal))
            {
                i += i + 1 < words.Count && words[i + 1].Is("-string") ? 2 : 1;
                AddUnlessSwitch(words, i, secrets);
                continue;
            }

            if (PasswordPlace(word.Text, out int argument) is int place and >= 0)
            {
                FindInArguments(words, i, argument, place, secrets);
            }

            if (switches is null)
            {
                continue;
            }

            int colon = word.Text.IndexOf(':');
            if (colon > 0 && IsAny(switches, word.Text.Substring(0, colon)))
            {
                // cmdkey and winrs take "/pass: x" too.
                bool empty = colon + 1 == word.Text.Length;
                AddUnlessPrompt(words, empty ? i + 1 : i, empty ? 0 : colon + 1, secrets);
                i += empty ? 1 : 0;
            }
            else if (IsAny(switches, word.Text))
            {
                AddUnlessPrompt(words, ++i, 0, secrets);
            }
        }
    }

    /// <summary><c>net user name password</c>: the second word that is no switch.</summary>
    public static void FindInNetUser(IReadOnlyList<ShellWord> words, int start, SecretSpans secrets)
    {
        bool named = false;
        for (int i = start; i < words.Count; i++)
        {
            string text = words[i].Text;
            if (text.Length == 0 || text[0] == '/')
            {
                continue;
            }

            if (named && text != "*")
            {
                secrets.Add(words[i]);
            }

            named = true;
        }
    }

    /// <summary>Where a method that takes a password has it, counted from 0; -1 if the word calls none.</summary>
    private static int PasswordPlace(string word, out int argument)
    {
        foreach (KeyValuePair<string, int> method in Methods)
        {
            int at = word.IndexOf(method.Key, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                argument = at + method.Key.Length;
                return method.Value;
            }
        }

        argument = 0;
        return -1;
    }

    // Quotes are gone, and a password may hold a comma: all that is left of the call goes.
    private static void FindInArguments(IReadOnlyList<ShellWord> words, int index, int start, int place, SecretSpans secrets)
    {
        int commas = 0;
        for (int i = index; i < words.Count; i++)
        {
            string text = words[i].Text;
            int at = i == index ? start : 0;
            while (at < text.Length && commas < place)
            {
                commas += text[at++] == ',' ? 1 : 0;
            }

            if (commas < place)
            {
                continue;
            }

            int close = text.LastIndexOf(')');
            int end = close >= at ? close : text.Length;
            while (at < end && IsEdge(text[at]))
            {
                at++;
            }

            while (end > at && IsEdge(text[end - 1]))
            {
                end--;
            }

            secrets.Add(words[i], at, end);
            if (close >= 0)
            {
                return;
            }
        }
    }

    private static bool IsEdge(char c) => c is '\'' or '"' || char.IsWhiteSpace(c);

    private static void AddUnlessPrompt(IReadOnlyList<ShellWord> words, int index, int start, SecretSpans secrets)
    {
        if (index >= words.Count)
        {
            return;
        }

        ShellWord word = words[index];
        bool prompt = word.Text.Length - start == 1 && word.Text[start] == '*';
        bool otherSwitch = start == 0 && word.Text.Length > 0 && word.Text[0] == '/';
        if (!prompt && !otherSwitch)
        {
            secrets.Add(word, start, word.Value.Length);
        }
    }

    private static void AddUnlessSwitch(IReadOnlyList<ShellWord> words, int index, SecretSpans secrets)
    {
        if (index < words.Count && !(words[index].Text.Length > 0 && words[index].Text[0] == '-'))
        {
            secrets.Add(words[index]);
        }
    }

    private static bool IsAny(string[] switches, string text)
    {
        foreach (string name in switches)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
