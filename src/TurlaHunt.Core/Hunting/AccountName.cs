using TurlaHunt.Events;

namespace TurlaHunt.Hunting;

/// <summary>Accounts as DOMAIN\name.</summary>
internal static class AccountName
{
    /// <summary>Joins the two parts, as far as the event has them.</summary>
    public static string? Join(string? domain, string? name) =>
        EventText.OrNull(name) is not string user ? null : EventText.OrNull(domain) is string known ? $"{known}\\{user}" : user;
}
