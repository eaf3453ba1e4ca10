using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace TurlaHunt.Tests.Views;

/// <summary>Each type that a command emits has its views, here and after remoting, and they leave nothing out by accident.</summary>
public sealed partial class ViewParityTests
{
    /// <summary>What the list views leave out on purpose: in the event but seldom asked for, or said by another property.</summary>
    private static readonly Dictionary<string, string[]> LeftOut = new()
    {
        ["TurlaHunt.EventRecord"] =
        [
            "Qualifiers", "Version", "Task", "Opcode", "Keywords", "ProviderId", "ThreadId", "RelatedActivityId", "SourceRecordId",
            "DataNames",
        ],

        ["TurlaHunt.AuditRepair"] = [],
        ["TurlaHunt.AuditResult"] = [],
        ["TurlaHunt.EvtxFileReport"] = [],
        ["TurlaHunt.HuntSubscription"] = [],
        ["TurlaHunt.KnownTask"] = [],
        ["TurlaHunt.PolicyExport"] = [],

        // Evidence says where a finding comes from in one line.
        ["TurlaHunt.CredentialUse"] = ["Id", "LogName", "RecordId", "Source"],
        ["TurlaHunt.SmbConnection"] = ["Id", "LogName", "RecordId", "Source"],
        ["TurlaHunt.NetUse"] = ["Id", "LogName", "RecordId", "Source"],
        ["TurlaHunt.TaskCreation"] = ["Id", "LogName", "RecordId", "Source"],
        ["TurlaHunt.TaskPrevalence"] = [],
        ["TurlaHunt.AttackChain"] = [],
        ["TurlaHunt.ChainEntry"] = [],
        ["TurlaHunt.ChainTie"] = [],
        ["TurlaHunt.HuntResult"] = ["IsStartGiven", "IsEndGiven"],
        ["TurlaHunt.HuntVisibility"] = [],
        ["TurlaHunt.VisibilityReason"] = [],
    };

    public static TheoryData<string> EmittedTypes =>
    [
        "TurlaHunt.AttackChain", "TurlaHunt.AuditRepair", "TurlaHunt.AuditResult", "TurlaHunt.ChainEntry", "TurlaHunt.ChainTie", "TurlaHunt.CredentialUse",
        "TurlaHunt.EventRecord", "TurlaHunt.EvtxFileReport", "TurlaHunt.HuntResult", "TurlaHunt.HuntSubscription", "TurlaHunt.HuntVisibility",
        "TurlaHunt.KnownTask", "TurlaHunt.NetUse",
        "TurlaHunt.PolicyExport", "TurlaHunt.SmbConnection", "TurlaHunt.TaskCreation", "TurlaHunt.TaskPrevalence", "TurlaHunt.VisibilityReason",
    ];

    /// <summary>What stands within emitted objects only, and must come along with them.</summary>
    private static readonly string[] TypesWithin = ["TurlaHunt.Evidence", "TurlaHunt.Evtx.EvtxDefect"];

    [Fact]
    public void Each_view_serves_the_objects_that_came_from_elsewhere_too()
    {
        Assert.NotEmpty(ViewFiles.Views);
        Assert.All(ViewFiles.Views, view =>
        {
            string[] names = [.. ViewFiles.TypesOf(view)];
            string type = Assert.Single(names, name => !name.StartsWith("Deserialized.", StringComparison.Ordinal));
            Assert.Equal([type, "Deserialized." + type], names);
        });
    }

    [Fact]
    public void Each_type_entry_has_its_deserialized_twin_with_the_same_members()
    {
        Dictionary<string, string> entries = ViewFiles.Types.Elements("Type")
            .ToDictionary(type => type.Element("Name")!.Value, type => type.Element("Members")!.Element("MemberSet")!.ToString());
        string[] types = [.. entries.Keys.Where(name => !name.StartsWith("Deserialized.", StringComparison.Ordinal))];
        Assert.Equal(EmittedTypes.Select(row => row.Data).Concat(TypesWithin).Order(StringComparer.Ordinal), types.Order(StringComparer.Ordinal));
        Assert.All(types, type => Assert.Equal(entries[type], entries["Deserialized." + type]));
        Assert.Equal(2 * types.Length, entries.Count);
    }

    /// <summary>Else -ge would compare the letters of its names.</summary>
    [Fact]
    public void Each_enumeration_that_came_from_elsewhere_is_one_again()
    {
        string[] members = [.. EmittedTypes.Select(row => row.Data).Concat(TypesWithin).SelectMany(EnumerationsOf).Order(StringComparer.Ordinal)];
        Assert.InRange(members.Length, 30, 1000);
        Assert.Equal(
            members,
            ViewFiles.Types.Elements("Type").SelectMany(type => type.Element("Members")!.Elements("ScriptProperty")
                .Select(member => $"{type.Element("Name")!.Value} {member.Element("Name")!.Value}: {member.Element("GetScriptBlock")!.Value}"))
                .Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> EnumerationsOf(string type) =>
        from property in typeof(Finding).Assembly.GetType(type, throwOnError: true)!.GetProperties()
        let kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
        where kind.IsEnum || kind.GetElementType()?.IsEnum == true
        select $"Deserialized.{type} {property.Name}: $value = $this.psadapted.{property.Name}; $word = $value -as [{kind.FullName}]; if ($null -eq $word) {{ $value }} else {{ $word }}";

    /// <summary>Else it would be a line of text on the other side of a wire.</summary>
    [Fact]
    public void Each_type_and_each_type_within_it_keeps_its_properties_over_a_wire()
    {
        Assert.All(ViewFiles.Types.Elements("Type"), type => Assert.Equal(
            "1", type.Descendants("NoteProperty").Single(note => note.Element("Name")!.Value == "SerializationDepth").Element("Value")!.Value));
        IEnumerable<string> within = EmittedTypes.Select(row => typeof(EventRecord).Assembly.GetType(row.Data)!)
            .SelectMany(type => type.GetProperties()).Select(property => property.PropertyType.GetElementType() ?? property.PropertyType)
            .Where(type => type.Assembly == typeof(EventRecord).Assembly && type is { IsEnum: false, IsAbstract: false } && type != typeof(EventData))
            .Select(type => type.FullName!);
        Assert.Empty(within.Except(EmittedTypes.Select(row => row.Data)).Except(TypesWithin));
    }

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void Each_type_has_a_table_of_six_columns_at_most_and_the_last_one_takes_the_rest(string type)
    {
        XElement[] columns = [.. ViewFiles.TableOf(type).Descendants("TableColumnHeader")];
        Assert.InRange(columns.Length, 3, 6);
        Assert.All(columns[..^1], column => Assert.NotNull(column.Element("Width")));
        Assert.Null(columns[^1].Element("Width"));
        Assert.Equal(columns.Length, ViewFiles.TableOf(type).Descendants("TableColumnItem").Count());
        Assert.InRange(columns[..^1].Sum(column => (int)column.Element("Width")! + 1), 0, 60);
    }

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void The_list_shows_every_property_but_those_left_out_on_purpose(string type)
    {
        string[] shown = [.. ViewFiles.ListOf(type).Descendants("Label").Select(label => label.Value)];
        Assert.Equal(shown.Distinct(), shown);
        Assert.Equal(
            PropertiesOf(type).Order(StringComparer.Ordinal),
            shown.Concat(LeftOut[type]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void Labels_of_the_list_are_the_properties_that_they_show(string type) =>
        Assert.All(ViewFiles.ListOf(type).Descendants("ListItem"), item => Assert.All(
            item.Descendants("ScriptBlock"),
            script => Assert.All(
                PropertyName.Matches(script.Value),
                match => Assert.Equal(item.Element("Label")!.Value, match.Groups[1].Value))));

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void What_views_and_types_name_is_there(string type)
    {
        IEnumerable<string> used = ViewFiles.Views.Where(view => ViewFiles.TypesOf(view).Contains(type))
            .SelectMany(view => view.Descendants("ScriptBlock"))
            .SelectMany(script => PropertyName.Matches(script.Value).Select(match => match.Groups[1].Value))
            .Concat(ViewFiles.Views.Where(view => ViewFiles.TypesOf(view).Contains(type))
                .SelectMany(view => view.Descendants("PropertyName")).Select(name => name.Value))
            .Concat(ViewFiles.Types.Elements("Type").Where(entry => entry.Element("Name")!.Value == type)
                .SelectMany(entry => entry.Descendants("ReferencedProperties").Elements("Name")).Select(name => name.Value));
        Assert.Empty(used.Except(PropertiesOf(type)));
    }

    /// <summary>Log content reaches the screen through one door.</summary>
    [Fact]
    public void All_text_goes_through_the_formatter()
    {
        string[] plain = ["Id", "Operation"];
        Assert.All(ViewFiles.Format.Descendants("PropertyName"), name => Assert.Contains(name.Value, plain));
        Assert.All(
            ViewFiles.Format.Descendants("ScriptBlock").Where(script => script.Parent!.Name != "ItemSelectionCondition"),
            script => Assert.StartsWith("[TurlaHunt._Format]::", script.Value, StringComparison.Ordinal));
    }

    private static IEnumerable<string> PropertiesOf(string type) =>
        typeof(EventRecord).Assembly.GetType(type, throwOnError: true)!.GetProperties().Select(property => property.Name);

    [GeneratedRegex(@"\$_\.(\w+)")]
    private static partial Regex PropertyName { get; }
}
