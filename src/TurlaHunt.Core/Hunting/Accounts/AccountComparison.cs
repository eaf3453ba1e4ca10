using System;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt.Hunting.Accounts;

/// <summary>Compares accounts by what people and Windows write of them: DOMAIN\name, name@domain.example.</summary>
internal static class AccountComparison
{
    public static AccountMatch Compare(string? domain, string? name, string? otherDomain, string? otherName)
    {
        (string oneDomain, string one) = Split(domain, name);
        (string twoDomain, string two) = Split(otherDomain, otherName);
        if (one.Length == 0 || !one.Equals(two, StringComparison.OrdinalIgnoreCase))
        {
            return AccountMatch.Different;
        }

        if (oneDomain.Length == 0 || twoDomain.Length == 0)
        {
            return AccountMatch.SameName;
        }

        // A domain's short name is as a rule the first part of its long one.
        return HostNames.AreSame(oneDomain, twoDomain) ? AccountMatch.Same : AccountMatch.Different;
    }

    private static (string Domain, string Name) Split(string? domain, string? name)
    {
        string account = Known(name);
        int at = account.LastIndexOf('@');
        return at > 0 && Known(domain).Length == 0
            ? (account.Substring(at + 1), account.Substring(0, at))
            : (Known(domain), at > 0 ? account.Substring(0, at) : account);
    }

    private static string Known(string? text) => text?.Trim() is { Length: > 0 } value && value != "-" ? value : string.Empty;
}
