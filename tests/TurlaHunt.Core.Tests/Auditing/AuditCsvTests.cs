using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Stores;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>Audit policies in CSV: of any language, of both origins, and written by us.</summary>
public sealed class AuditCsvTests
{
    private const string Process = "{0CCE922B-69AE-11D9-BED3-505054503030}";
    private static readonly Guid ProcessCreation = new(Process);

    public static TheoryData<string> Languages =>
    [
        "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value\r\n"
            + $"HOST,System,Process Creation,{Process},Success and Failure,,3\r\n",
        "Computername,Richtlinienziel,Unterkategorie,Unterkategorie-GUID,Aufnahmeeinstellung,Ausschlusseinstellung,Einstellungswert\r\n"
            + $"HOST,System,Prozesserstellung,{Process},Erfolg und Fehler,,3\r\n",
        "Nom d'ordinateur,Cible de stratégie,Sous-catégorie,GUID de sous-catégorie,Paramètre d'inclusion,Paramètre d'exclusion,Valeur de paramètre\r\n"
            + $"HOST,Système,Création du processus,{Process},Succès et échec,,3\r\n",
        "コンピューター名,ポリシー ターゲット,サブカテゴリ,サブカテゴリの GUID,包含設定,除外設定,設定値\r\n"
            + $"HOST,システム,プロセス作成,{Process},成功および失敗,,3\r\n",
    ];

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_language_does_not_matter(string text)
    {
        foreach (byte[] file in new[]
        {
            Encoding.UTF8.GetBytes(text), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        })
        {
            string decoded = ArtefactText.Decode(file);
            Assert.True(AuditCsv.IsOne(decoded));
            AuditCsv csv = AuditCsv.Parse(decoded);
            Assert.Empty(csv.Problems);
            Assert.True(csv.NamesMachine);
            Assert.Equal([3], csv.NumbersOf(ProcessCreation));
        }
    }

    [Fact]
    public void Text_in_an_old_code_page_is_read_by_its_numbers()
    {
        byte[] ansi = [.. Encoding.ASCII.GetBytes("Nom,Cible de strat"), 0xE9, .. Encoding.ASCII.GetBytes($"gie,c,d,e,f,g\nHOST,Syst"), 0xE8, .. Encoding.ASCII.GetBytes($"me,x,{Process},y,,1\n")];
        AuditCsv csv = AuditCsv.Parse(ArtefactText.Decode(ansi));
        Assert.Equal([1], csv.NumbersOf(ProcessCreation));
        Assert.Equal("Système", csv.Rows[0].Target);
    }

    [Fact]
    public void Zero_is_no_auditing_on_a_computer_and_nothing_in_a_policy()
    {
        Assert.Equal(AuditSetting.None, AuditSettings.OfComputer(0));
        Assert.Null(AuditSettings.OfComputer(4));
        Assert.Equal(AuditSetting.Unchanged, AuditSettings.OfPolicy(0));
        Assert.Equal(AuditSetting.None, AuditSettings.OfPolicy(4));
        Assert.Null(AuditSettings.OfPolicy(5));
        Assert.Null(AuditSetting.Unchanged.Includes(AuditSetting.Success));
        Assert.False(AuditSetting.None.Includes(AuditSetting.Success));
        Assert.True(AuditSetting.SuccessAndFailure.Includes(AuditSetting.Failure));
        Assert.False(AuditSetting.Success.Includes(AuditSetting.SuccessAndFailure));
    }

    [Fact]
    public void What_auditpol_get_writes_has_no_numbers_and_says_so()
    {
        string text = $"\r\n\r\nMachine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting\r\nHOST,System,Process Creation,{Process},Success,\r\n";
        Assert.True(AuditCsv.IsOne(text));
        AuditCsv csv = AuditCsv.Parse(text);
        Assert.Empty(csv.Rows);
        Assert.Contains("auditpol /backup", Assert.Single(csv.Problems));
        Assert.StartsWith("Line 4 ", csv.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_users_options_and_access_lists_are_kept_apart()
    {
        AuditCsv csv = AuditCsv.Parse(
            "a,b,c,d,e,f,g\n"
            + $"HOST,System,\"Process, \"\"Creation\"\"\",{Process},Success,,1\n"
            + $"HOST,S-1-5-21-1-2-3-1001,Process Creation,{Process},Success,Failure,9\n"
            + "HOST,,Option:CrashOnAuditFail,,Enabled,,1\n"
            + "HOST,,RegistryGlobalSacl,,,,S:(AU;SA;FA;;;WD)\n"
            + "HOST,System,New,{0CCE9299-69AE-11D9-BED3-505054503030},x,,2\n");
        Assert.Empty(csv.Problems);
        Assert.Equal(5, csv.Rows.Count);
        Assert.Equal([1], csv.NumbersOf(ProcessCreation));
        Assert.Equal("Process, \"Creation\"", csv.Rows[0].Name);
        Assert.Equal([2], csv.NumbersOf(new Guid("0CCE9299-69AE-11D9-BED3-505054503030")));
    }

    [Theory]
    [InlineData("HOST,System,x\n")]
    [InlineData("HOST,System,Process Creation,{nonsense},Success,,1\n")]
    [InlineData("HOST,System,Process Creation,{0CCE922B-69AE-11D9-BED3-505054503030},Success,,one\n")]
    public void A_row_that_is_wrong_is_told_with_its_line(string row)
    {
        AuditCsv csv = AuditCsv.Parse($"a,b,c,d,e,f,g\nHOST,System,Logon,{Process},Success,,1\n{row}");
        Assert.StartsWith("Line 3 ", Assert.Single(csv.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("WS-1")]
    public void What_is_written_comes_back(string machine)
    {
        Dictionary<Guid, AuditSetting> settings = AuditCatalogue.Categories.SelectMany(category => category)
            .Select((item, i) => (item.Id, Setting: (AuditSetting)((i % 4) + 1)))
            .ToDictionary(item => item.Id, item => item.Setting);
        Assert.Equal(60, settings.Count);
        settings.Add(new Guid("0CCE9299-69AE-11D9-BED3-505054503030"), AuditSetting.Success);
        AuditCsv csv = AuditCsv.Parse(AuditCsv.Write(settings, machine));
        Assert.Empty(csv.Problems);
        Assert.Equal(machine.Length > 0, csv.NamesMachine);
        Assert.Equal(
            settings.OrderBy(item => item.Key),
            csv.Rows.ToDictionary(row => row.Subcategory!.Value, row => (machine.Length > 0 ? AuditSettings.OfComputer(row.Number!.Value) : AuditSettings.OfPolicy(row.Number!.Value))!.Value).OrderBy(item => item.Key));
    }

    [Fact]
    public void What_is_left_as_it_is_has_no_place_in_a_policy() =>
        Assert.Throws<ArgumentException>(() => AuditCsv.Write([new(ProcessCreation, AuditSetting.Unchanged)]));

    [Fact]
    public void The_row_of_a_policy_is_as_Windows_wants_it() => Assert.Equal(
        "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value\r\n"
            + ",System,Audit Process Creation,{0cce922b-69ae-11d9-bed3-505054503030},Success,,1\r\n",
        AuditCsv.Write([new(ProcessCreation, AuditSetting.Success)]));
}
