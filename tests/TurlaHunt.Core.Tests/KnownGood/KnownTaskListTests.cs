using System;
using TurlaHunt.Hunting.Tasks;
using TurlaHunt.KnownGood;
using TurlaHunt.Tests.Hunting.Tasks;
using Xunit;

namespace TurlaHunt.Tests.KnownGood;

/// <summary>Which tasks a list of known tasks vouches for: the very ones that its entries bind, and no others.</summary>
public sealed class KnownTaskListTests
{
    private const string Machine = "WS-0217.contoso.example";
    private const string Program = @"C:\Program Files\Up\up.exe";
    private const string OwnSid = "S-1-5-21-1-2-3-1142";

    private static readonly DateTime Now = new(2019, 8, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly string Plain = Xml();

    [Fact]
    public void A_task_that_is_all_an_entry_binds_is_known_and_it_is_said_who_vouches_for_it()
    {
        KnownVerdict verdict = Judge(Registered(Plain), Entry());
        Assert.Equal(KnownStatus.Known, verdict.Status);
        Assert.Equal("It is known to be good: Updates the thing, says IT.", verdict.Reason);
    }

    [Theory]
    [InlineData(@"C:\Users\m.weber\evil.exe", "/u", "S-1-5-18", "Contoso", "does something else")]
    [InlineData(Program, "/u /evil", "S-1-5-18", "Contoso", "does something else")]
    [InlineData(Program, "/U", "S-1-5-18", "Contoso", "does something else")]
    [InlineData(@"C:\Program", @"Files\Up\up.exe /u", "S-1-5-18", "Contoso", "does something else")]
    [InlineData(Program, "/u", "S-1-5-32-545", "Contoso", "runs as S-1-5-32-545 instead of S-1-5-18")]
    [InlineData(Program, "/u", "", "Contoso", "runs as nobody in particular instead of S-1-5-18")]
    [InlineData(Program, "/u", "S-1-5-18", @"WS-0217\m.weber", @"is by <host>\m.weber instead of Contoso")]
    [InlineData(Program, "/u", "S-1-5-18", "", "is by nobody instead of Contoso")]
    public void A_known_name_with_another_action_account_or_author_is_hijacked(
        string program, string arguments, string runAs, string author, string difference)
    {
        KnownVerdict verdict = Judge(Registered(Xml(program, arguments, runAs, author)), Entry());
        Assert.Equal((KnownStatus.Hijacked, true), (verdict.Status, verdict.Reason.Contains(difference, StringComparison.Ordinal)));
        Assert.Contains("Updates the thing, says IT", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_folder_to_work_in_and_another_action_beside_the_known_one_are_something_else()
    {
        string folder = Xml().Replace("</Exec>", @"<WorkingDirectory>C:\Users\Public</WorkingDirectory></Exec>");
        string second = Xml().Replace("</Actions>", TaskLog.Exec("evil.exe") + "</Actions>");
        string principals = Xml().Replace(
            "</Principals>", "<Principal id=\"B\"><UserId>S-1-5-20</UserId></Principal></Principals>");
        Assert.All(new[] { folder, second, principals }, xml => Assert.Equal(KnownStatus.Hijacked, Judge(Registered(xml), Entry()).Status));
    }

    [Theory]
    [InlineData(@"\updater", @"c:\program files\up\UP.EXE", "s-1-5-18", "CONTOSO")]
    [InlineData(@"\Updater", Program, "SYSTEM", "Contoso")]
    [InlineData(@"\Updater", Program, @"NT AUTHORITY\System", "Contoso")]
    public void Case_of_names_and_the_name_of_a_service_account_do_not_matter(string task, string program, string runAs, string author) =>
        Assert.Equal(KnownStatus.Known, Judge(Registered(Xml(program, "/u", runAs, author), task), Entry()).Status);

    [Fact]
    public void SIDs_GUIDs_versions_users_and_computers_differ_and_the_task_is_the_same()
    {
        KnownTask entry = Entry(
            $@"\Sync 1.2 of WS-0217 {OwnSid}", @"C:\Users\m.weber\App\1.2.3\{1F0A2C3B-9D8E-4F70-8A6B-0C1D2E3F4A5B}\a.exe", OwnSid, @"<host>\adm");
        const string Other = "S-1-5-21-7-8-9-2001";
        string xml = Xml(@"C:\Users\j.doe\App\4.5\{00000000-9D8E-4F70-8A6B-0C1D2E3F4A5B}\a.exe", "/u", Other, @"SRV-9\adm");
        TaskLog log = new TaskLog("SRV-9").Audited(4698, 0, xml, $@"\Sync 4.5 of SRV-9 {Other}");
        Assert.Equal(KnownStatus.Unknown, Judge(log, entry).Status);

        // An entry does not know a computer's name unless it is written as a placeholder.
        KnownTask portable = Entry(
            $@"\Sync 1.2 of <host> {OwnSid}", @"C:\Users\m.weber\App\1.2.3\{1F0A2C3B-9D8E-4F70-8A6B-0C1D2E3F4A5B}\a.exe", OwnSid, @"<host>\adm");
        Assert.Equal(KnownStatus.Known, Judge(log, portable).Status);
    }

    [Fact]
    public void A_task_by_the_account_of_its_computer_is_the_same_on_every_computer_and_another_by_that_of_another()
    {
        KnownTask entry = Entry(author: @"CONTOSO\<host>$");
        Assert.Equal(KnownStatus.Known, Judge(Registered(Xml(author: @"CONTOSO\WS-0217$")), entry).Status);
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Xml(author: @"CONTOSO\WS-0218$")), entry).Status);
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Xml(author: @"FABRIKAM\WS-0217$")), entry).Status);
    }

    [Fact]
    public void A_task_of_one_user_that_runs_as_another_is_hijacked()
    {
        KnownTask entry = Entry($@"\Sync {OwnSid}", runAs: OwnSid);
        string task = @"\Sync S-1-5-21-7-8-9-2001";
        Assert.Equal("<SID>", entry.RunAs);
        Assert.Equal(KnownStatus.Known, Judge(Registered(Xml(runAs: "S-1-5-21-7-8-9-2001"), task), entry).Status);
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Xml(runAs: "S-1-5-21-7-8-9-500"), task), entry).Status);
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Xml(runAs: "S-1-5-18"), task), entry).Status);
    }

    [Theory]
    [InlineData(@"\\10.0.0.5\tools\up.exe", @"\\185.1.2.3\tools\up.exe")]
    [InlineData("http://10.0.0.5/up.hta", "http://185.1.2.3/up.hta")]
    [InlineData(@"C:\Users\m.weber\Temp\x.exe", @"C:\Users\..\Temp\x.exe")]
    [InlineData(@"C:\Users\m.weber\x.exe", @"C:\Users\Public\x.exe")]
    public void What_only_looks_like_another_version_or_user_is_another_program(string known, string program) =>
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Xml(program)), Entry(program: known)).Status);

    [Fact]
    public void Another_address_in_the_arguments_or_another_COM_class_is_something_else()
    {
        KnownTask ping = new(TaskLog.Name, [KnownAction.OfProgram("ping.exe", "10.0.0.5")], "S-1-5-18", "Contoso", "r", "o");
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Xml("ping.exe", "185.1.2.3")), ping).Status);

        const string Class = "{CF4270F5-2E43-4468-83B3-A8C45BB33EA1}";
        KnownTask com = new(TaskLog.Name, [KnownAction.OfClass(Class)], "S-1-5-18", null, "r", "o");
        Assert.Equal(KnownStatus.Known, Judge(Registered(TaskLog.Xml($"<ComHandler><ClassId>{Class}</ClassId></ComHandler>")), com).Status);
        Assert.Equal(
            KnownStatus.Hijacked,
            Judge(Registered(TaskLog.Xml($"<ComHandler><ClassId>{Class.Replace('C', 'D')}</ClassId></ComHandler>")), com).Status);
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(TaskLog.Xml(TaskLog.Exec(Program))), com).Status);
    }

    [Fact]
    public void A_name_alone_is_never_known()
    {
        KnownVerdict verdict = Judge(new TaskLog().Registered(0), Entry());
        Assert.Equal(KnownStatus.Unknown, verdict.Status);
        Assert.Contains("no event holds its whole definition", verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(KnownStatus.Unknown, Judge(new TaskLog().Registered(0).Ran(5, Program), Entry()).Status);

        // 4699 to 4701 leave out of a definition what they like; what they have counts.
        string bare = TaskLog.Xml(TaskLog.Exec(Program, "/u"));
        Assert.All(new[] { Plain, bare }, xml => Assert.Equal(KnownStatus.Unknown, Judge(new TaskLog().Audited(4701, 0, xml), Entry()).Status));
        Assert.Equal(KnownStatus.Hijacked, Judge(new TaskLog().Audited(4701, 0, Xml(TaskLog.Certcheck)), Entry()).Status);
    }

    [Fact]
    public void A_known_name_that_was_seen_to_start_something_else_is_hijacked_with_its_definition_or_without()
    {
        Assert.Equal(KnownStatus.Hijacked, Judge(new TaskLog().Registered(0).Ran(5), Entry()).Status);
        KnownVerdict verdict = Judge(Registered(Plain).Ran(5, Program).Ran(10), Entry());
        Assert.Equal((KnownStatus.Hijacked, true), (verdict.Status, verdict.Reason.Contains("certcheck.exe", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(@"%ProgramFiles%\Up\up.exe", Program)]
    [InlineData("up.exe", Program)]
    [InlineData("up", Program)]
    [InlineData("%comspec%", @"C:\Windows\System32\cmd.exe")]
    [InlineData("\"" + Program + "\"", Program)]
    public void What_was_started_is_recognised_however_the_definition_writes_it(string defined, string started)
    {
        Assert.Equal(KnownStatus.Known, Judge(Registered(Xml(defined)).Ran(5, started), Entry(program: defined)).Status);
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Xml(defined)).Ran(5), Entry(program: defined)).Status);
    }

    [Fact]
    public void Every_definition_that_a_task_had_must_be_known()
    {
        string evil = Xml(TaskLog.Certcheck);
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(evil).Audited(4702, 60, Plain), Entry()).Status);
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Plain).Audited(4702, 60, evil), Entry()).Status);
        Assert.Equal(KnownStatus.Known, Judge(Registered(evil).Audited(4702, 60, Plain), Entry(), Entry(program: TaskLog.Certcheck)).Status);
        Assert.Equal(KnownStatus.Known, Judge(new TaskLog().Audited(4702, 60, Plain), Entry()).Status);
    }

    [Fact]
    public void A_definition_that_differs_in_nothing_but_where_its_parts_end_or_in_a_second_account_is_another_one()
    {
        KnownTask entry = Entry(program: @"C:\Up\up.exe");
        string shifted = Xml(@"C:\Up\up.exe /u", "");
        string second = Xml(@"C:\Up\up.exe").Replace(
            "</Principals>", "<Principal id=\"B\"><UserId>S-1-5-20</UserId></Principal></Principals>");
        Assert.All(
            new[] { shifted, second },
            xml => Assert.Equal(KnownStatus.Hijacked, Judge(Registered(xml).Audited(4702, 60, Xml(@"C:\Up\up.exe")), entry).Status));
    }

    [Fact]
    public void What_a_task_does_when_it_is_enabled_counts_though_no_event_tells_who_made_it_so()
    {
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Plain).Audited(4700, 60, Xml(TaskLog.Certcheck)), Entry()).Status);
        Assert.Equal(KnownStatus.Known, Judge(Registered(Plain).Audited(4700, 60, TaskLog.Xml(TaskLog.Exec(Program, "/u"))), Entry()).Status);
    }

    [Theory]
    [InlineData(@"C:\WINDOWS\system32\cleanmgr.exe", KnownStatus.Known)]
    [InlineData(@"%SystemRoot%\system32\cleanmgr.exe", KnownStatus.Known)]
    [InlineData(@"cmd.exe /k cmd.exe\system32\cleanmgr.exe", KnownStatus.Hijacked)]
    [InlineData(@"C:\Users\m.weber\system32\cleanmgr.exe", KnownStatus.Hijacked)]
    public void A_user_who_gives_windir_another_value_makes_no_known_task(string started, KnownStatus expected)
    {
        const string Defined = @"%windir%\system32\cleanmgr.exe";
        Assert.Equal(expected, Judge(Registered(Xml(Defined)).Ran(5, started), Entry(program: Defined)).Status);
    }

    [Fact]
    public void A_change_of_which_only_the_schedulers_log_tells_may_have_made_anything_of_it()
    {
        KnownVerdict verdict = Judge(Registered(Plain).Updated(60), Entry());
        Assert.Equal((KnownStatus.Unknown, true), (verdict.Status, verdict.Reason.Contains("no event holds what it became", StringComparison.Ordinal)));
        Assert.Equal(KnownStatus.Known, Judge(Registered(Plain).Updated(60).Audited(4702, 60, Plain), Entry()).Status);
        Assert.Equal(KnownStatus.Known, Judge(Registered(Plain).Disabled(60).Deleted(70), Entry()).Status);
    }

    [Fact]
    public void What_ran_before_its_definition_was_seen_may_have_been_another_one()
    {
        TaskLog seen = new TaskLog(Machine).Audited(4702, 60, Plain).Ran(90, Program);
        Assert.Equal(KnownStatus.Known, Judge(seen, Entry()).Status);
        KnownVerdict verdict = Judge(new TaskLog(Machine).Ran(30, Program).Audited(4702, 60, Plain).Ran(90, Program), Entry());
        Assert.Equal((KnownStatus.Unknown, true), (verdict.Status, verdict.Reason.Contains("ran before the first event that holds its definition", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_definition_that_was_cut_off_is_not_known()
    {
        KnownVerdict verdict = Judge(Registered(Plain.Substring(0, Plain.Length - 8)), Entry());
        Assert.Equal((KnownStatus.Unknown, true), (verdict.Status, verdict.Reason.Contains("could not be read whole", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_action_with_a_password_is_not_known_and_the_password_is_not_told()
    {
        const string Arguments = @"use \\srv\c$ Not-A-Real-Passw0rd /user:adm";
        KnownTask entry = new(TaskLog.Name, [KnownAction.OfProgram("net.exe", Arguments)], "S-1-5-18", "Contoso", "r", "o");
        KnownVerdict verdict = Judge(Registered(Xml("net.exe", Arguments)), entry);
        Assert.NotEqual(KnownStatus.Known, verdict.Status);
        Assert.DoesNotContain("Passw0rd", verdict.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Passw0rd", Assert.Single(entry.Actions), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_holds_through_its_last_day_and_no_longer()
    {
        Assert.Equal(KnownStatus.Known, Judge(Registered(Plain), Entry(expires: Now.Date)).Status);
        KnownVerdict verdict = Judge(Registered(Plain), Entry(expires: Now.Date.AddDays(-1)));
        Assert.Equal((KnownStatus.Expired, "It was known to be good until 2019-07-31: Updates the thing, says IT."), (verdict.Status, verdict.Reason));
        Assert.Equal(KnownStatus.Known, Judge(Registered(Plain), Entry(expires: Now.AddDays(-1)), Entry()).Status);
        Assert.Equal(KnownStatus.Hijacked, Judge(Registered(Xml(TaskLog.Certcheck)), Entry(expires: Now.AddDays(-1))).Status);
    }

    [Fact]
    public void Another_name_is_unknown()
    {
        Assert.Equal(KnownStatus.Unknown, Judge(Registered(Plain, @"\Updater2"), Entry()).Status);
        Assert.Equal(KnownStatus.Unknown, Judge(Registered(Plain, @"\Folder\Updater"), Entry()).Status);
        Assert.Equal(KnownStatus.Unknown, Judge(Registered(Plain)).Status);
    }

    private static KnownVerdict Judge(TaskLog log, params KnownTask[] entries)
    {
        TaskHistories histories = new();
        log.Records.ForEach(record => histories.Add(record));
        TaskHistory history = Assert.Single(histories.Tasks);
        TaskLife life = Assert.Single(history.Lives());
        return new KnownTaskList(entries).Judge(TaskProfile.Of(history.TaskName, history.MachineName, life, history.ChangesLeftOut), Now);
    }

    private static TaskLog Registered(string xml, string task = TaskLog.Name) => new TaskLog(Machine).Audited(4698, 0, xml, task);

    private static string Xml(string program = Program, string arguments = "/u", string runAs = "S-1-5-18", string author = "Contoso") =>
        TaskLog.Xml(TaskLog.Exec(program, arguments), principal: runAs)
            .Replace("<Triggers>", $"<RegistrationInfo><Author>{author}</Author></RegistrationInfo><Triggers>");

    private static KnownTask Entry(
        string name = TaskLog.Name, string program = Program, string runAs = "S-1-5-18", string author = "Contoso", DateTime? expires = null) =>
        new(name, [KnownAction.OfProgram(program, "/u")], runAs, author, "Updates the thing.", "IT") { Expires = expires };
}
