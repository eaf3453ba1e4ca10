using TurlaHunt.Hunting.Accounts;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Accounts;

public sealed class AccountComparisonTests
{
    [Theory]
    [InlineData("CONTOSO", "m.weber", "contoso", "M.WEBER", AccountMatch.Same)]
    [InlineData("CONTOSO", "m.weber", "contoso.example", "m.weber", AccountMatch.Same)]
    [InlineData("CONTOSO", "m.weber", "", "m.weber@contoso.example", AccountMatch.Same)]
    [InlineData("CONTOSO", "m.weber", "CONTOSO.EXAMPLE", "m.weber@contoso.example", AccountMatch.Same)]
    [InlineData("CONTOSO", "m.weber", null, "m.weber", AccountMatch.SameName)]
    [InlineData("CONTOSO", "m.weber", "-", "m.weber", AccountMatch.SameName)]
    [InlineData("CONTOSO", "m.weber", "EVIL", "m.weber", AccountMatch.Different)]
    [InlineData("contoso.example", "m.weber", "contoso.evil", "m.weber", AccountMatch.Different)]
    [InlineData("CONTOSO", "m.weber", "CONTOSO", "administrator", AccountMatch.Different)]
    [InlineData("CONTOSO", "-", "CONTOSO", "-", AccountMatch.Different)]
    [InlineData(null, null, null, null, AccountMatch.Different)]
    public void Accounts_are_compared_as_people_write_them(
        string? domain, string? name, string? otherDomain, string? otherName, AccountMatch match) =>
        Assert.Equal(match, AccountComparison.Compare(domain, name, otherDomain, otherName));
}
