using System;

namespace TurlaHunt.KnownGood;

/// <summary>An account of a task as a list of known tasks has it.</summary>
internal static class TaskAccount
{
    /// <summary>As whom a task runs. The names of the three service accounts are their SIDs.</summary>
    /// <param name="account">The account as the definition has it, or null.</param>
    /// <param name="taskName">The task's path: an account whose SID stands in it is the placeholder of that SID.</param>
    /// <param name="machineName">The computer.</param>
    public static string? OfPrincipal(string? account, string taskName, string? machineName) =>
        string.IsNullOrEmpty(account) ? null
        : TaskIdentity.HasSid(taskName, account!) ? TaskIdentity.Sid
        : ServiceOf(account!.Trim()) ?? WithoutHost(account!.Trim(), machineName);

    /// <summary>Whom a definition names as its author.</summary>
    public static string? OfAuthor(string? author, string? machineName) =>
        string.IsNullOrEmpty(author) ? null : WithoutHost(author!, machineName);

    private static string? ServiceOf(string account)
    {
        const string Authority = @"NT AUTHORITY\";
        string name = account.StartsWith(Authority, StringComparison.OrdinalIgnoreCase) ? account.Substring(Authority.Length) : account;
        return name.ToUpperInvariant() switch
        {
            "SYSTEM" => "S-1-5-18",
            "LOCAL SERVICE" => "S-1-5-19",
            "NETWORK SERVICE" => "S-1-5-20",
            _ => null,
        };
    }

    // The computer's name is the domain of its own accounts, and with a dollar that of its account in another one.
    private static string WithoutHost(string account, string? machineName)
    {
        string host = (machineName ?? "").Split('.')[0];
        return host.Length == 0 ? account
            : account.StartsWith(host + @"\", StringComparison.OrdinalIgnoreCase) ? TaskIdentity.Host + account.Substring(host.Length)
            : account.EndsWith(@"\" + host + "$", StringComparison.OrdinalIgnoreCase)
                ? account.Substring(0, account.Length - host.Length - 1) + TaskIdentity.Host + "$"
            : account;
    }
}
