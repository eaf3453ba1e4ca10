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
