using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Xml.Linq;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Export-HuntSubscription: what a collector needs so that the hunts see there what they see on the computers.</summary>
public sealed class ExportHuntSubscriptionTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private static readonly XNamespace Space = "http://schemas.microsoft.com/2006/03/windows/events/subscription";

    private readonly TestFolder _folder = new();

    /// <summary>The ids that are tested here.</summary>
    internal static string[] Errors { get; } = ["SubscriptionEmpty", "SubscriptionExists", "SubscriptionFailed"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Export-HuntSubscription $x/s.xml", "TurlaHunt-Baseline", "TH-0001 TH-0002 TH-0004", 4)]
    [InlineData("Export-HuntSubscription $x/s.xml Targeted", "TurlaHunt-Targeted", "TH-0003", 5)]
    [InlineData("Export-HuntSubscription -Path $x/s.xml -Kind Baseline -Hunt *net?use*", "TurlaHunt-Baseline-TH-0002", "TH-0002", 3)]
    public void The_file_has_a_query_for_each_log_that_is_told(string command, string id, string hunts, int logs)
    {
        HostedResult run = Run(command).ThrowIfFailed();
        Assert.Empty(run.Warnings);
        HuntSubscription subscription = Assert.IsType<HuntSubscription>(Assert.Single(run.Objects));
        Assert.Equal((id, hunts, Path.Combine(_folder.Path, "s.xml")), (subscription.SubscriptionId, string.Join(" ", subscription.Hunts), subscription.Path));
        XElement xml = XElement.Load(subscription.Path);
        Assert.Equal(id, xml.Element(Space + "SubscriptionId")!.Value);
        string[] queries = [.. XElement.Parse(xml.Element(Space + "Query")!.Value).Elements("Query").Select(query => query.Attribute("Path")!.Value)];
        Assert.Equal(logs, queries.Length);
        Assert.Equal(queries, subscription.Events.Select(text => text.Split(':')[0]));
        Assert.Equal([0x3C], File.ReadAllBytes(subscription.Path).Take(1));
    }

    [Fact]
    public void Who_may_forward_is_told_by_sid()
    {
        Run("Export-HuntSubscription $x/s.xml Targeted -AllowedSource S-1-5-21-1-2-3-1104, DC").ThrowIfFailed();
        Assert.Equal(
            "O:NSG:NSD:(A;;GA;;;S-1-5-21-1-2-3-1104)(A;;GA;;;DC)(A;;GA;;;NS)",
            XElement.Load(Path.Combine(_folder.Path, "s.xml")).Element(Space + "AllowedSourceDomainComputers")!.Value);
        foreach (string wrong in new[] { "WS)(A;;GA;;;WD", "S-1-5-", "Everyone", "S-1-5-21-1\n", "DC\n" })
        {
            ErrorRecord error = Assert.Single(Run("Export-HuntSubscription $x/t.xml -AllowedSource $y", ("y", wrong)).Errors);
            Assert.StartsWith("ParameterArgumentValidationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(Path.Combine(_folder.Path, "t.xml")));
    }

    [Theory]
    [InlineData("Export-HuntSubscription $x/s.xml -Hunt TH-0003", "SubscriptionEmpty", "None of these hunts")]
    [InlineData("Export-HuntSubscription $x/s.xml -Hunt TH-9999", "HuntNotFound", "TH-9999")]
    [InlineData("Export-HuntSubscription $x/mine.xml", "SubscriptionExists", "already")]
    [InlineData("Export-HuntSubscription $x -Force", "SubscriptionExists", "already")]
    [InlineData("Export-HuntSubscription $x/none/s.xml", "SubscriptionFailed", "was not written")]
    public void What_is_wrong_has_one_error_with_its_id_and_nothing_is_written(string command, string id, string text)
    {
        string mine = _folder.Add("mine.xml", [1]);
        HostedResult result = Run(command);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        Assert.Empty(result.Objects);
        Assert.Equal([mine], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal([1], File.ReadAllBytes(mine));
    }

    [Fact]
    public void A_file_is_replaced_with_Force_and_nothing_is_written_with_WhatIf()
    {
        Assert.Empty(Run("Export-HuntSubscription $x/s.xml -WhatIf").ThrowIfFailed().Objects);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        string file = _folder.Add("s.xml", [1]);
        HostedResult run = Run("Export-HuntSubscription $x/s.xml -Hunt TH-0002, TH-0003 -Force").ThrowIfFailed();
        Assert.Equal("These hunts have their events in the other kind of subscription: TH-0003.", Assert.Single(run.Warnings));
        Assert.Equal("Subscription", XElement.Load(file).Name.LocalName);
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder.Path));
    }

    private HostedResult Run(string command, params (string Name, object? Value)[] variables) => module.Run(command, [("x", _folder.Path), .. variables]);
}
