#if NET
using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Hunting.Hunts;
using Xunit;

namespace TurlaHunt.Tests.Corpus;

/// <summary>In real logs the hunts find what somebody else found there, and nothing more.</summary>
public sealed class HuntGroundTruthTests
{
    [Fact]
    public void Outbound_SMB()
    {
        SmbConnection[] found = Find<SmbConnection>(new OutboundSmbHunt());
        Check(found, 13, "wfp-5156-smb-outbound", "sysmon3-smb-outbound");
        Assert.All(found, item => Assert.Equal(Severity.Informational, item.Severity));
    }

    [Fact]
    public void Credentials_at_SMB_servers()
    {
        SmbCredentialUseHunt hunt = new();
        Assert.True(SharedData.RequireCorpus().Sum(file => ReadLog.Of(file, hunt.Query).Records.Count) >= 150);
        Assert.Empty(Find<CredentialUse>(hunt));
    }

    [Fact]
    public void Net_use()
    {
        NetUse found = Assert.Single(Find<NetUse>(new NetUseProcessHunt()));
        string[] expected =
            [.. GroundTruthRow.ReadAll().Where(row => row.Classes.Contains("sysmon1-net-use")).Select(row => $"{row.Channel} {row.RecordId}")];
        Assert.Equal(3, expected.Length);
        Assert.Equal(expected, found.Evidence.Select(item => $"{item.LogName} {item.RecordId}"));
        Assert.Equal(Severity.Low, found.Severity);
    }

    private static T[] Find<T>(Hunt hunt)
        where T : Finding =>
        HuntedLog.Find<T>(hunt, SharedData.RequireCorpus().SelectMany(file => ReadLog.Of(file, hunt.Query).Records));

    // A log may lie in the corpus twice.
    private static void Check(IEnumerable<Finding> found, int count, params string[] classes)
    {
        string[] expected =
        [
            .. GroundTruthRow.ReadAll()
                .Where(row => row.Classes.Intersect(classes).Any())
                .Select(row => $"{row.Computer} {row.Channel} {row.RecordId}"),
        ];
        Assert.Equal(count, expected.Length);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            found.Select(item => $"{item.MachineName} {item.LogName} {item.RecordId}").Distinct().Order(StringComparer.Ordinal));
    }
}
#endif
