using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Hunting;
using TurlaHunt.Registry;
using TurlaHunt.Yaml;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>Baselines: those that are shipped, and files of users with whatever they got wrong.</summary>
public sealed class BaselineTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private static AuditBaseline Read(string name) => BaselineFile.Read(Path.Combine(SharedData.RepositoryRoot, "module", "Baselines", name + ".yml"));

    [Fact]
    public void The_shipped_baseline_asks_for_what_every_hunt_needs()
    {
        AuditBaseline baseline = Read("Turla");
        Assert.Equal("Turla", baseline.Name);
        string[] hunts = [.. typeof(Hunt).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Hunt)) && !type.IsAbstract)
            .Select(type => ((Hunt)Activator.CreateInstance(type, BindingFlags.CreateInstance | BindingFlags.Public | BindingFlags.Instance | BindingFlags.OptionalParamBinding, null, type.GetConstructors()[0].GetParameters().Length == 0 ? [] : [Type.Missing], null)!).Id)
            .OrderBy(id => id, StringComparer.Ordinal)];
        Assert.Equal(hunts, baseline.Controls.SelectMany(control => control.Hunts).Distinct().OrderBy(id => id, StringComparer.Ordinal));
        Assert.All(hunts, hunt => Assert.Contains(baseline.Controls, control => control.Level == ControlLevel.Required && control.Hunts.Contains(hunt)));
    }

    [Theory]
    [InlineData("ASD")]
    [InlineData("Yamato")]
    public void Module_logging_that_names_no_modules_is_not_enough(string name)
    {
        using TestComputer computer = new();
        computer.Software.Set(@"Policies\Microsoft\Windows\PowerShell\ModuleLogging", "EnableModuleLogging", 1);
        computer.Save();
        AuditBaseline baseline = Read(name);
        AuditStatus[] Examine() => [.. ArtefactFolder.Open(computer.Folder, computer)!
            .Examine(baseline, control => control.Id.StartsWith("Module", StringComparison.Ordinal))
            .Select(result => result.Status)];
        Assert.Equal([AuditStatus.Compliant, AuditStatus.NonCompliant], Examine());
        computer.Software.Set(@"Policies\Microsoft\Windows\PowerShell\ModuleLogging\ModuleNames", "*", RegistryData.String("*"));
        computer.Save();
        Assert.Equal([AuditStatus.Compliant, AuditStatus.Compliant], Examine());
    }

    public static TheoryData<string> Shipped =>
        [.. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "module", "Baselines"), "*.yml").Select(file => Path.GetFileNameWithoutExtension(file)!).OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>What others' tools got wrong and broke computers with is in none of ours, whoever's values it has.</summary>
    [Theory]
    [MemberData(nameof(Shipped))]
    public void No_shipped_baseline_asks_for_what_does_harm(string name)
    {
        AuditBaseline baseline = Read(name);
        Assert.All(baseline.Controls.OfType<SubcategoryControl>(), control => Assert.NotNull(AuditCatalogue.Find(control.Subcategory)));
        Assert.All(baseline.Controls, control => Assert.InRange(control.Id.Length, 1, 17));
        foreach (RegistryControl control in baseline.Controls.OfType<RegistryControl>())
        {
            Assert.DoesNotContain("Wow6432Node", control.Key, StringComparison.OrdinalIgnoreCase);
            if (control.ValueName == "RestrictSendingNTLMTraffic")
            {
                // 2 refuses all outgoing NTLM.
                Assert.Equal((ValueComparison.AtLeast, 1, null), (control.Comparison, control.Number, control.RepairNumber));
            }

            if (control.ValueName == RegistryControl.CommandLineValue)
            {
                Assert.Equal((ValueComparison.Equals, 1, null), (control.Comparison, control.Number, control.RepairNumber));
                Assert.Equal(RegistryControl.CommandLineKey, control.Key);
            }
        }
    }

    /// <summary>What is compared side by side is the same thing.</summary>
    [Theory]
    [InlineData("Microsoft")]
    [InlineData("CIS")]
    [InlineData("ASD")]
    [InlineData("Yamato")]
    public void A_control_that_is_called_as_one_of_ours_is_about_the_same_setting(string name)
    {
        AuditBaseline ours = Read("Turla");
        AuditBaseline baseline = Read(name);
        Assert.All(baseline.Controls, control => Assert.Empty(control.Hunts));
        int same = 0;
        foreach (AuditControl control in baseline.Controls)
        {
            if (ours.Controls.FirstOrDefault(one => one.Id == control.Id) is AuditControl our)
            {
                same++;
                Assert.Equal(PlaceOf(our), PlaceOf(control));
            }
            else
            {
                Assert.DoesNotContain(PlaceOf(control), ours.Controls.Select(PlaceOf));
            }
        }

        Assert.InRange(same, 12, 30);

        static string PlaceOf(AuditControl control) => control switch
        {
            SubcategoryControl audit => audit.Subcategory.ToString(),
            LogControl log => log.Log,
            RegistryControl value => $"{value.Key}\\{value.ValueName}",
            _ => control.Id,
        };
    }

    [Theory]
    [InlineData("Microsoft", "ProcessCreation", "Success")]
    [InlineData("Microsoft", "CommandLine", null)]
    [InlineData("Microsoft", "TaskSchedulerLog", null)]
    [InlineData("Microsoft", "OutgoingNtlm", null)]
    [InlineData("Microsoft", "FirewallChange", "SuccessAndFailure")]
    [InlineData("Microsoft", "SecurityLog", "192")]
    [InlineData("Microsoft", "DropLogPublic", "16384")]
    [InlineData("CIS", "CommandLine", "1")]
    [InlineData("CIS", "DetailedFileShare", "Failure")]
    [InlineData("CIS", "OutgoingNtlm", "1")]
    [InlineData("CIS", "CrashOnAuditFail", "0")]
    [InlineData("CIS", "BlockedTraffic", null)]
    [InlineData("ASD", "ProcessEnd", "Success")]
    [InlineData("ASD", "SpecialLogon", "SuccessAndFailure")]
    [InlineData("ASD", "SecurityLog", "2048")]
    [InlineData("ASD", "TaskSchedulerLog", null)]
    [InlineData("ASD", "DetailedFileShare", null)]
    [InlineData("Yamato", "ProcessCreation", "SuccessAndFailure")]
    [InlineData("Yamato", "BlockedTraffic", "SuccessAndFailure")]
    [InlineData("Yamato", "TaskSchedulerLog", "128")]
    [InlineData("Yamato", "SubcategoriesWin", null)]
    [InlineData("Yamato", "OutgoingNtlm", null)]
    public void Each_baseline_of_others_has_their_values(string name, string id, string? value)
    {
        AuditControl? control = Read(name).Controls.FirstOrDefault(one => one.Id == id);
        Assert.Equal(value, control switch
        {
            SubcategoryControl audit => audit.AtLeast.ToString(),
            LogControl log => log.MinimumSize.ToString(CultureInfo.InvariantCulture),
            RegistryControl number => number.Number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        });
    }

    [Theory]
    [InlineData("", 1, 1, "found nothing")]
    [InlineData("title: t\n", 1, 1, "no controls")]
    [InlineData("title: t\ncontrols:\n- id: A\n  title: t\n  level: Required\n  why: w\n", 3, 3, "asks for nothing")]
    [InlineData("title: t\ncontrols:\n- title: t\n  level: Required\n  why: w\n", 3, 3, "no id")]
    [InlineData("title: t\ncontrols:\n- id: A\n  title: t\n  level: Vital\n", 5, 10, "Required, Recommended, Informational")]
    [InlineData("title: t\ncontrols:\n- id: 'A B'\n", 3, 7, "letters, digits")]
    [InlineData("title: t\ncontrols:\n- id: A\n  colour: red\n", 4, 3, "There is no 'colour'")]
    [InlineData("title: t\ncontrols:\n- id: A\n  subcategory: { guid: x, atLeast: Success }\n", 4, 24, "Expected a GUID")]
    [InlineData("title: t\ncontrols:\n- id: A\n  subcategory: { guid: '{0CCE922B-69AE-11D9-BED3-505054503030}' }\n", 4, 16, "both")]
    [InlineData("title: t\ncontrols:\n- id: A\n  registry: { key: 'HKCU\\X', value: V, equals: 1 }\n", 4, 20, "HKLM")]
    [InlineData("title: t\ncontrols:\n- id: A\n  registry: { key: 'HKLM\\X', value: V, equals: 1, not: 2 }\n", 4, 13, "one of")]
    [InlineData("title: t\ncontrols:\n- id: A\n  registry: { key: 'HKLM\\X', value: V, equals: -1 }\n", 4, 48, "from 0 to")]
    [InlineData("title: t\ncontrols:\n- id: A\n  log: { minimumMiB: 1 }\n", 4, 8, "at least its name")]
    [InlineData("title: t\ncontrols:\n- id: A\n  outboundBlock: { profile: Home, tcp: [445] }\n", 4, 29, "Domain, Private, Public or All")]
    [InlineData("title: t\ncontrols:\n- id: A\n  outboundBlock: { profile: All, tcp: [445], addresses: All }\n", 4, 57, "Expected Internet")]
    [InlineData("title: t\ncontrols:\n- id: A\n  outboundBlock: { profile: All, tcp: [445], addresses: Internet, except: [1.1.1] }\n", 4, 76, "a network")]
    [InlineData("title: t\ncontrols:\n- id: A\n  outboundBlock: { profile: All, tcp: [445], except: [1.1.1.1] }\n", 4, 18, "only with addresses")]
    [InlineData("title: t\ncontrols:\n- id: A\n  registry: { key: 'HKLM\\X', value: V, not: 0, repair: 0 }\n", 4, 13, "would set 0")]
    [InlineData("title: t\ncontrols:\n- id: A\n  registry: { key: 'HKLM\\X', any: true, repair: 1 }\n", 4, 13, "would set 1")]
    [InlineData("title: &a t\n", 1, 8, "Anchors")]
    public void What_is_wrong_is_told_with_its_place(string text, int line, int column, string problem)
    {
        File.WriteAllText(_file, text);
        BaselineException failure = Assert.Throws<BaselineException>(() => BaselineFile.Read(_file));
        Assert.Contains(problem, failure.Message);
        Assert.Equal((_file, line, column), (failure.Path, failure.Line, failure.Column));
    }

    [Fact]
    public void An_id_is_used_once()
    {
        string Text(string id) => $"- id: {id}\n  title: t\n  level: Required\n  why: w\n  log: {{ name: System }}\n";
        File.WriteAllText(_file, "title: t\ncontrols:\n" + Text("A") + Text("B"));
        Assert.Equal(["A", "B"], BaselineFile.Read(_file).Controls.Select(control => control.Id));
        File.WriteAllText(_file, "title: t\ncontrols:\n" + Text("A") + Text("a"));
        Assert.Contains("used twice", Assert.Throws<BaselineException>(() => BaselineFile.Read(_file)).Message);
    }

    [Fact]
    public void A_control_that_Windows_has_no_name_for_is_kept()
    {
        File.WriteAllText(_file, "title: t\ncontrols:\n- id: A\n  title: t\n  level: Required\n  why: w\n  subcategory: { guid: '{0CCE9299-69AE-11D9-BED3-505054503030}', atLeast: Failure }\n");
        SubcategoryControl control = Assert.IsType<SubcategoryControl>(Assert.Single(BaselineFile.Read(_file).Controls));
        Assert.Equal("{0cce9299-69ae-11d9-bed3-505054503030}", AuditCatalogue.NameOf(control.Subcategory));
    }
}
