using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Walks a line through the shells that would read it and collects what it finds.</summary>
internal sealed class LineReader
{
    /// <summary>
    /// Real lines nest two or three shells. Behind this many, the words are still searched, but no shell is entered.
    /// </summary>
    private const int DeepestShell = 8;

    private readonly bool _doubledPercent;
    private readonly ShellVariables _variables = new();

    // What the first word of a process's line is, where somebody gave the program another name.
    private readonly string? _program;

    private LineReader(string line, bool doubledPercent, string? program = null)
    {
        _doubledPercent = doubledPercent;
        _program = program;
        Secrets = new(line);
    }

    public SecretSpans Secrets { get; }

    public List<NetUseCommand> NetUses { get; } = [];

    public List<CommandTarget> Targets { get; } = [];

    /// <summary>The scripts that were handed over as base64, without their passwords.</summary>
    public List<string> Decoded { get; } = [];

    public static LineReader Read(string line, bool doubledPercent, string? program)
    {
        LineReader reader = new(line, doubledPercent, program);
        reader.ReadProcess(MappedText.Of(line));
        return reader;
    }

    // A process's command line has passed through its shell already: only a shell started by it reads the rest.
    private void ReadProcess(MappedText line)
    {
        List<ShellWord> first = ArgumentReader.Read(line, ShellDialect.Loose, limit: 1);
        string name = first.Count == 0 ? string.Empty : NameOf(first[0], isFirst: true);
        if (ProgramNames.IsCmd(name) && CmdTail.TryFind(line, first[0], out MappedText tail))
        {
            ReadLevel(tail, ShellDialect.Cmd, depth: 1, quiet: false);
        }
        else if (ProgramNames.IsPowerShell(name))
        {
            ReadCommand(line, ShellDialect.Loose, depth: 0, quiet: false);
        }
        else
        {
            ReadLevel(line, ShellDialect.Loose, depth: 0, quiet: false);
        }
    }

    private void ReadLevel(MappedText text, ShellDialect dialect, int depth, bool quiet)
    {
        MappedText? last = null;
        MappedText? input = null;
        foreach (ShellSegment segment in ShellLexer.Split(text, dialect))
        {
            int start = 0;
            while (start < segment.Text.Length && ShellLexer.IsLead(segment.Text[start]))
            {
                start++;
            }

            MappedText command = start == 0 ? segment.Text : segment.Text.Slice(start);
            MappedText expanded = _variables.Expand(command, dialect);
            int before = NetUses.Count;
            ReadCommand(expanded, dialect, depth, quiet);
            if (input is not null && NetUses.Count > before && PipedSecrets.Find(input, dialect, Secrets))
            {
                NetUses[before] = NetUses[before].WithPassword();
            }

            // Between a bracket and the sign of a pipe lies nothing but blanks.
            last = start < segment.Text.Length ? expanded : last;
            input = segment.IsPiped ? last : start < segment.Text.Length ? null : input;
            foreach (MappedText file in segment.Redirections)
            {
                PathScanner.Scan(file.Text, isQuoted: true, AddPath);
            }
        }
    }

    private void ReadCommand(MappedText text, ShellDialect dialect, int depth, bool quiet)
    {
        List<ShellWord> words = ArgumentReader.Read(text, dialect);
        OtherSecrets.Find(words, _doubledPercent, Secrets);
        bool enter = depth < DeepestShell;
        for (int i = 0; i < words.Count; i++)
        {
            ShellWord word = words[i];
            string name = NameOf(word, isFirst: i == 0 && depth == 0);
            quiet |= i == 0 && ProgramNames.IsProse(name);
            if ((ProgramNames.IsNet(name) || NetUseArguments.IsQuotedNet(word.Text)) && TryReadNet(words, i, quiet))
            {
                return;
            }

            if (i == 0 && depth == 0 && NetUseArguments.IsOfRenamedNet(words))
            {
                // Of a parent's line nobody tells what the program really is. Its password goes; nothing else is believed.
                NetUseReader.Read([.. words.Skip(2)], 0, Secrets);
            }

            if (enter && !quiet && ProgramNames.IsCmd(name) && TryFindTail(text, words, i, dialect, out MappedText tail))
            {
                ReadLevel(tail, ShellDialect.Cmd, depth + 1, quiet);
                return;
            }

            if (enter && ProgramNames.IsPowerShell(name) && i + 1 < words.Count)
            {
                ReadEncoded(words, i + 1, depth + 1, quiet);
                ReadLevel(Join(words, i + 1), ShellDialect.PowerShell, depth + 1, quiet);
                return;
            }

            // An argument of several words may be a command that somebody else is to run: schtasks /tr, wmic create,
            // psexec, forfiles, start, a script block.
            if (enter && word.HasInnerSpace && !UncPath.TryParse(word.Text, out _))
            {
                ShellDialect inner = dialect == ShellDialect.PowerShell ? dialect : ShellDialect.Cmd;
                ReadLevel(word.Value, inner, depth + 1, quiet);
                continue;
            }

            PathScanner.Scan(word.Text, word.IsQuoted && word.Text.Length > 0 && word.Text[word.Text.Length - 1] != ',', AddPath);
        }
    }

    // The argument is one word of base64: it goes as a whole where a password is in it.
    private void ReadEncoded(List<ShellWord> words, int start, int depth, bool quiet)
    {
        if (EncodedCommand.Find(words, start) is not (ShellWord word, string script))
        {
            return;
        }

        LineReader inner = new(script, doubledPercent: false);
        inner.ReadLevel(MappedText.Of(script), ShellDialect.PowerShell, depth, quiet);
        NetUses.AddRange(inner.NetUses);
        Targets.AddRange(inner.Targets);
        string shown = inner.Secrets.Blot();
        Decoded.Add(shown);
        Decoded.AddRange(inner.Decoded);
        if (shown != script)
        {
            Secrets.Add(word);
        }
    }

    // A first word that names a well-known program is believed rather than the file: its switches are read as its own.
    private string NameOf(ShellWord word, bool isFirst)
    {
        string name = ProgramNames.Of(word.Text, _doubledPercent);
        return isFirst && _program is not null && !ProgramNames.IsVerb(name) ? _program : name;
    }

    /// <summary>True if the rest of the words is net's and read.</summary>
    private bool TryReadNet(List<ShellWord> words, int index, bool quiet)
    {
        if (NetUseArguments.TryFind(words, index, out IReadOnlyList<ShellWord> arguments))
        {
            NetUseCommand command = NetUseReader.Read(arguments, 0, Secrets);
            if (!quiet)
            {
                NetUses.Add(command);
                if (command.Target is not null)
                {
                    Targets.Add(command.Target);
                }
            }

            return true;
        }

        if (index + 1 < words.Count && words[index + 1].Is("user"))
        {
            OtherSecrets.FindInNetUser(words, index + 2, Secrets);
            return true;
        }

        // net view, net share and the rest take \\host, but connect to no share by it.
        return index == 0;
    }

    // PowerShell takes its own quotes off before cmd sees a thing.
    private static bool TryFindTail(
        MappedText text, List<ShellWord> words, int index, ShellDialect dialect, out MappedText tail)
    {
        if (dialect != ShellDialect.PowerShell)
        {
            return CmdTail.TryFind(text, words[index], out tail);
        }

        // Looked for before anything is copied: a line may name cmd ten thousand times.
        int i = index + 1;
        while (i < words.Count && words[i].Text.Length > 1 && words[i].Text[0] == '/' && !CmdTail.StartsTail(words[i].Text))
        {
            i++;
        }

        if (i >= words.Count || !CmdTail.StartsTail(words[i].Text))
        {
            tail = text;
            return false;
        }

        MappedText joined = Join(words, index);
        return CmdTail.TryFind(joined, ArgumentReader.Read(joined, ShellDialect.Loose, limit: 1)[0], out tail);
    }

    private static MappedText Join(List<ShellWord> words, int start)
    {
        MappedText.Builder joined = new();
        for (int i = start; i < words.Count; i++)
        {
            MappedText value = words[i].Value;
            for (int j = 0; j < value.Length; j++)
            {
                joined.Append(value, j);
            }

            joined.Append(' ', words[i].RawEnd - 1);
        }

        return joined.Take();
    }

    private void AddPath(UncPath path) => Targets.Add(CommandTarget.Of(path, TargetUse.Path));
}
