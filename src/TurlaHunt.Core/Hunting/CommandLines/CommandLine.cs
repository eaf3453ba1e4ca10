using System.Collections.Generic;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>A Windows command line as the shells in it would read it.</summary>
/// <remarks>
/// Tolerant by design: any text is a command line, and reading never throws. It takes time linear in the length of the
/// line. Passwords are seen but not kept; <see cref="Redacted"/> is the only form of the line to show or store.
/// </remarks>
public sealed class CommandLine
{
    /// <summary>Redaction can move the quotes that a damaged line hangs on; it is repeated until nothing changes.</summary>
    private const int MostPasses = 4;

    private CommandLine(string line, bool doubledPercent, string? program)
    {
        LineReader reader = LineReader.Read(line, doubledPercent, program);
        NetUses = reader.NetUses.ToArray();
        Targets = reader.Targets.ToArray();
        Decoded = reader.Decoded.ToArray();
        Redacted = Settle(reader.Secrets.Blot(), line, doubledPercent, program);
        Obfuscation = Obfuscation.Of(line);
        IsDelete = NetUses.Count > 0;
        foreach (NetUseCommand command in NetUses)
        {
            IsDelete &= command.IsDelete;
            HasUserSwitch |= command.HasUserSwitch;
            HasPassword |= command.Password == PasswordForm.Given;
            UserName ??= command.UserName;
        }

        Verdict = Judge();
        Reasons = LineReasons.Of(this);
    }

    /// <summary>Every <c>net use</c> of the line in order.</summary>
    public IReadOnlyList<NetUseCommand> NetUses { get; }

    /// <summary>Every remote place in order.</summary>
    public IReadOnlyList<CommandTarget> Targets { get; }

    /// <summary>True if <c>net use</c> is run, with or without a target.</summary>
    public bool NetUse => NetUses.Count > 0;

    /// <summary>True if all that <c>net use</c> does on this line is to disconnect.</summary>
    public bool IsDelete { get; }

    /// <summary>True if <c>net use</c> names an account.</summary>
    public bool HasUserSwitch { get; }

    /// <summary>The first account given to /user as written, or null. It is no secret.</summary>
    public string? UserName { get; }

    /// <summary>True if a password is given to <c>net use</c> in clear text.</summary>
    public bool HasPassword { get; }

    /// <summary>The line with every password blotted out and nothing else changed.</summary>
    public string Redacted { get; }

    /// <summary>The scripts that PowerShell is given as base64, with every password blotted out.</summary>
    public IReadOnlyList<string> Decoded { get; }

    /// <summary>How much the line tries to be misread.</summary>
    public Obfuscation Obfuscation { get; }

    /// <summary>What the line amounts to.</summary>
    public LineVerdict Verdict { get; }

    /// <summary>What the verdict rests on, in sentences.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line; null is taken for an empty one.</param>
    /// <param name="flavor">Who wrote it down.</param>
    /// <param name="program">
    /// What the process is, where that is known better than from the line's first word; see <see cref="ProgramNames.OfProcess"/>.
    /// </param>
    public static CommandLine Read(
        string? line, CommandLineFlavor flavor = CommandLineFlavor.Verbatim, string? program = null) =>
        new(line ?? string.Empty, flavor == CommandLineFlavor.Sysmon, program);

    /// <summary>The line with every password blotted out and nothing else changed.</summary>
    public static string Redact(
        string? line, CommandLineFlavor flavor = CommandLineFlavor.Verbatim, string? program = null)
    {
        string text = line ?? string.Empty;
        bool doubledPercent = flavor == CommandLineFlavor.Sysmon;
        return Settle(LineReader.Read(text, doubledPercent, program).Secrets.Blot(), text, doubledPercent, program);
    }

    /// <summary>The redacted line: safe to print.</summary>
    public override string ToString() => Redacted;

    private static string Settle(string redacted, string original, bool doubledPercent, string? program)
    {
        for (int pass = 1; pass < MostPasses && redacted != original; pass++)
        {
            original = redacted;
            redacted = LineReader.Read(redacted, doubledPercent, program).Secrets.Blot();
        }

        return redacted;
    }

    private LineVerdict Judge()
    {
        bool connects = NetUse && !IsDelete;
        LineVerdict verdict = LineVerdict.None;
        foreach (CommandTarget target in Targets)
        {
            LineVerdict part = target switch
            {
                { Use: TargetUse.Disconnect } => LineVerdict.None,
                { Kind: TargetKind.PublicAddress or TargetKind.Url } when connects => LineVerdict.PublicShare,
                { Kind: TargetKind.PrivateAddress } when connects => LineVerdict.PrivateShare,
                { Kind: TargetKind.Name } when connects => LineVerdict.NamedShare,
                { Kind: TargetKind.PublicAddress or TargetKind.PrivateAddress } => LineVerdict.AddressPath,
                _ => LineVerdict.None,
            };
            verdict = part > verdict ? part : verdict;
        }

        return verdict;
    }
}
