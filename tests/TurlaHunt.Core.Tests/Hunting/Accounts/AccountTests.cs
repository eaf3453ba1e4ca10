using TurlaHunt.Hunting.Accounts;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Accounts;

public sealed class AccountTests
{
    private const string Alice = "S-1-5-21-1-2-3-1104";
    private const string NullSid = "S-1-0-0";

    [Theory]
    [InlineData("S-1-5-18", "DC$", AccountKind.System)]
    [InlineData("S-1-5-19", null, AccountKind.LocalService)]
    [InlineData("s-1-5-20", null, AccountKind.NetworkService)]
    [InlineData("S-1-5-80-1-2-3-4-5", null, AccountKind.Service)]
    [InlineData("S-1-5-90-0-1", null, AccountKind.WindowManager)]
    [InlineData("S-1-5-96-0-1", null, AccountKind.FontDriver)]
    [InlineData("S-1-5-21-1-2-3-500", "renamed", AccountKind.BuiltInAdministrator)]
    [InlineData("S-1-5-21-1-2-3-1500", "x-500", AccountKind.User)]
    [InlineData("S-1-5-21-500-2-3-1001", "bob", AccountKind.User)]
    [InlineData("S-1-5-21-1-2-3-501", "Guest", AccountKind.User)]
    [InlineData("S-1-5-21-1-2-3-513", null, AccountKind.WellKnownGroup)]
    [InlineData("S-1-5-21-1-2-3-1000", "PC01$", AccountKind.Machine)]
    [InlineData("S-1-12-1-1-2-3-4", "bob", AccountKind.User)]
    [InlineData("S-1-5-32-544", null, AccountKind.WellKnownGroup)]
    [InlineData("S-1-1-0", null, AccountKind.WellKnownGroup)]
    [InlineData("S-1-5-7", null, AccountKind.WellKnownGroup)]
    [InlineData("S-1-0-0", "alice", AccountKind.Unknown)]
    [InlineData("S-1-5-21-1-2-1104", "alice", AccountKind.Unknown)]
    [InlineData("S-1-5-21-a-2-3-500", null, AccountKind.Unknown)]
    [InlineData("", null, AccountKind.Unknown)]
    [InlineData(null, null, AccountKind.Unknown)]
    public void A_sid_tells_the_kind_of_account(string? sid, string? name, AccountKind kind) =>
        Assert.Equal(kind, SidClassifier.Classify(sid, name));

    [Theory]
    [InlineData("%%1936", "S-1-16-8192", Alice, PrivilegeVerdict.StandardUser)]
    [InlineData("%%1936", "S-1-16-4096", Alice, PrivilegeVerdict.StandardUser)]
    [InlineData("%%1938", "S-1-16-8192", Alice, PrivilegeVerdict.AdministratorFiltered)]
    [InlineData("%%1937", "S-1-16-12288", Alice, PrivilegeVerdict.Elevated)]
    [InlineData("%%1936", "S-1-16-12288", Alice, PrivilegeVerdict.Elevated)]
    [InlineData("%%1936", "S-1-16-16384", Alice, PrivilegeVerdict.System)]
    [InlineData("%%1936", "S-1-16-8192", "S-1-5-18", PrivilegeVerdict.System)]
    [InlineData("%%1938", "S-1-16-16384", "S-1-5-90-0-1", PrivilegeVerdict.System)]
    [InlineData("%%1936", "S-1-16-8192", "S-1-5-21-1-2-3-500", PrivilegeVerdict.AdministratorFiltered)]
    [InlineData("%%1936", null, Alice, PrivilegeVerdict.Unknown)]
    [InlineData("%%1937", null, Alice, PrivilegeVerdict.Elevated)]
    [InlineData("%%1938", null, Alice, PrivilegeVerdict.AdministratorFiltered)]
    [InlineData(null, "S-1-16-8192", Alice, PrivilegeVerdict.Unknown)]
    [InlineData("%%1936", "S-1-16-8192", null, PrivilegeVerdict.Unknown)]
    [InlineData("%%1936", "S-1-16-8192", "S-1-1-0", PrivilegeVerdict.Unknown)]
    [InlineData("%%1938", "S-1-16-12288", Alice, PrivilegeVerdict.Unknown)]
    [InlineData("nonsense", "nonsense", "nonsense", PrivilegeVerdict.Unknown)]
    public void Token_label_and_account_decide_together(string? token, string? label, string? sid, PrivilegeVerdict verdict)
    {
        ProcessAccount account = PrivilegeJudge.Judge(new ProcessAccountFields
        {
            SubjectUserSid = sid,
            TokenElevationType = token,
            MandatoryLabel = label,
        });
        Assert.Equal(verdict, account.Verdict);
        Assert.NotEmpty(account.Reason);
        Assert.False(account.IsTarget);
    }

    [Theory]
    [InlineData("0x513da", Alice, "alice", "CORP", AccountKind.User, PrivilegeVerdict.StandardUser)]
    [InlineData("0x00000000000513da", NullSid, "alice", "CORP", AccountKind.User, PrivilegeVerdict.StandardUser)]
    [InlineData("332762", NullSid, "alice", "CORP", AccountKind.User, PrivilegeVerdict.StandardUser)]
    [InlineData("0x3e4", NullSid, "DC$", "CORP", AccountKind.NetworkService, PrivilegeVerdict.System)]
    [InlineData("0x3e5", NullSid, "LOKALER DIENST", "NT-AUTORITÄT", AccountKind.LocalService, PrivilegeVerdict.System)]
    [InlineData("0xabcd", NullSid, "DWM-1", "Window Manager", AccountKind.WindowManager, PrivilegeVerdict.System)]
    [InlineData("0xabcd", NullSid, "-", "-", AccountKind.Unknown, PrivilegeVerdict.Unknown)]
    [InlineData("0xabcd", null, null, null, AccountKind.Unknown, PrivilegeVerdict.Unknown)]
    public void A_target_logon_makes_it_the_targets_process(
        string logon, string? sid, string? name, string? domain, AccountKind kind, PrivilegeVerdict verdict)
    {
        ProcessAccount account = Judge(logon, sid, name, domain);
        Assert.True(account.IsTarget);
        Assert.Equal((kind, verdict), (account.Kind, account.Verdict));
    }

    [Theory]
    [InlineData("0x0")]
    [InlineData("0x0000000000000000")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("-")]
    public void Without_a_target_logon_it_is_the_creators(string? logon)
    {
        ProcessAccount account = Judge(logon, NullSid, "-", "-");
        Assert.False(account.IsTarget);
        Assert.Equal(AccountKind.System, account.Kind);
    }

    private static ProcessAccount Judge(string? targetLogon, string? sid, string? name, string? domain) =>
        PrivilegeJudge.Judge(new ProcessAccountFields
        {
            SubjectUserSid = "S-1-5-18",
            SubjectUserName = "DC$",
            SubjectDomainName = "CORP",
            SubjectLogonId = "0x3e7",
            TargetUserSid = sid,
            TargetUserName = name,
            TargetDomainName = domain,
            TargetLogonId = targetLogon,
            TokenElevationType = "%%1936",
            MandatoryLabel = "S-1-16-8192",
        });
}
