using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>The password that <c>net use</c> reads from a pipe: <c>echo secret| net use \\host\share *</c>.</summary>
internal static class PipedSecrets
{
    // cmd takes each of these for the end of the command's name.
    private const string EndsEcho = ".:,;/[]+=(";

    private static readonly string[] Writers = ["echo", "write-output", "write-host"];

    /// <summary>Marks what a command writes into the pipe.</summary>
    /// <returns>Whether it is known what that is.</returns>
    public static bool Find(MappedText command, ShellDialect dialect, SecretSpans secrets)
    {
        List<ShellWord> words = ArgumentReader.Read(command, dialect);
        if (dialect == ShellDialect.PowerShell)
        {
            // In front of it may stand the switches that PowerShell itself was started with.
            int writer = words.FindIndex(word => Array.Exists(Writers, word.Is));
            bool isBare = words.Count == 1 || (words.Count > 1 && words[words.Count - 2].Text is { Length: > 1 } before && before[0] == '-');
            if (writer < 0 && isBare && words[words.Count - 1].IsQuoted)
            {
                secrets.Add(words[words.Count - 1]);
                return true;
            }

            words.RemoveRange(0, Math.Max(0, writer));
        }

        if (words.Count == 0)
        {
            return false;
        }

        string first = words[0].Text;
        int name = Array.FindIndex(Writers, writer => first.StartsWith(writer, StringComparison.OrdinalIgnoreCase));
        if (name < 0)
        {
            return false;
        }

        int length = Writers[name].Length;
        if (first.Length > length && (name > 0 || EndsEcho.IndexOf(first[length]) < 0))
        {
            return false;
        }

        secrets.Add(words[0], Math.Min(first.Length, length + 1), first.Length);
        for (int i = 1; i < words.Count; i++)
        {
            secrets.Add(words[i]);
        }

        return first.Length > length + 1 || words.Count > 1;
    }
}
