namespace TurlaHunt.Hunting;

/// <summary>Accounts as DOMAIN\name.</summary>
internal static class AccountName
{
    /// <summary>Joins the two parts; a dash is how Windows writes that it has none.</summary>
    public static string? Join(string? domain, string? name)
    {
        if (string.IsNullOrEmpty(name) || name == "-")
        {
            return null;
        }

        return string.IsNullOrEmpty(domain) || domain == "-" ? name : $"{domain}\\{name}";
    }
}
