namespace TurlaHunt.Hunting.CommandLines;

/// <summary>One <c>net use</c> of a command line. The password itself is nowhere in it.</summary>
public sealed class NetUseCommand
{
    internal NetUseCommand(
        string? device, CommandTarget? target, bool isDelete, bool hasUserSwitch, string? userName, PasswordForm password)
    {
        Device = device;
        Target = target;
        IsDelete = isDelete;
        HasUserSwitch = hasUserSwitch;
        UserName = userName;
        Password = password;
    }

    /// <summary>The same with a password that it gets otherwise than as an argument.</summary>
    internal NetUseCommand WithPassword() => new(Device, Target, IsDelete, HasUserSwitch, UserName, PasswordForm.Given);

    /// <summary>The drive letter, port or <c>*</c>, or null.</summary>
    public string? Device { get; }

    /// <summary>The share or URL, or null if none is named or only a variable stands there.</summary>
    public CommandTarget? Target { get; }

    /// <summary>True if it ends a connection.</summary>
    public bool IsDelete { get; }

    /// <summary>True if another account is named.</summary>
    public bool HasUserSwitch { get; }

    /// <summary>The account named, as written, or null.</summary>
    public string? UserName { get; }

    /// <summary>How a password is given.</summary>
    public PasswordForm Password { get; }
}

/// <summary>How <c>net use</c> gets its password.</summary>
public enum PasswordForm
{
    /// <summary>Not on the command line.</summary>
    None,

    /// <summary><c>*</c>: it is asked for.</summary>
    Prompt,

    /// <summary>An empty string: with an empty account, the null session.</summary>
    Empty,

    /// <summary>In clear text on the command line.</summary>
    Given,
}
