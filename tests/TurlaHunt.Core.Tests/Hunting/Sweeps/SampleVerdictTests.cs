using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Samples;
using TurlaHunt.Tests.Visibility;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Sweeps;

/// <summary>The verdict on the sample logs, as they are, without what is found in them, and without what it is found by.</summary>
public sealed class SampleVerdictTests
{
    private static readonly string Samples = Path.Combine(SharedData.RepositoryRoot, "module", "samples");

    [Fact]
    public void The_samples_tell_the_whole_story_as_one_chain()
    {
        HuntResult result = Assert.Single(TestHost.Sweep(Samples));
        Assert.Equal((Verdict.Found, 1), (result.Verdict, result.ExitCode));
        AttackChain chain = Assert.Single(result.Chains);
        Assert.True(chain.IsComplete);
        Assert.Equal(["197.168.0.247"], chain.Targets);
        Assert.Equal([@"CONTOSO\m.weber"], chain.UserNames);
        Assert.Equal([@"\CertificateCheck", @"\ProactiveScan"], chain.TaskNames);
        Assert.Equal(result.Findings.Where(finding => finding.Severity >= Severity.Medium).ToHashSet(), chain.Findings.ToHashSet());
        Assert.Equal(chain.Timeline.OrderBy(entry => entry.TimeCreated).Select(entry => entry.Number), chain.Timeline.Select(entry => entry.Number));
        (ChainStage, int, long)[] story = [.. chain.Timeline.Select(entry => (entry.Stage, entry.Id, entry.RecordId))];
        Assert.Equal(
            [
                (ChainStage.Register, 106, 5312), (ChainStage.Run, 200, 5316), (ChainStage.Connect, 4688, 184256),
                (ChainStage.Fetch, 4688, 184256), (ChainStage.Smb, 5156, 184259),
            ],
            story.Take(5));
        Assert.Contains((ChainStage.Connect, 4648, 184260), story);
        Assert.Contains((ChainStage.Fetch, 4688, 184261), story);
        Assert.Contains((ChainStage.Register, 106, 5332), story);
        Assert.Contains((ChainStage.Smb, 31001, 418), story);
        foreach (ChainTieKind kind in new[] { ChainTieKind.Ancestry, ChainTieKind.LogonId, ChainTieKind.Target, ChainTieKind.Account, ChainTieKind.SameFinding })
        {
            Assert.Contains(chain.Ties, tie => tie.Kind == kind);
        }
    }

    [Fact]
    public void Without_the_records_of_the_findings_they_are_clean()
    {
        using TemporaryFolder folder = new();
        HashSet<(string?, long)> removed = [];
        HuntResult result = Assert.Single(TestHost.Sweep(Samples));
        for (int round = 0; round < 5 && result.FindingCount > 0; round++)
        {
            removed.UnionWith(result.Findings.Where(finding => finding.Severity >= Severity.Medium)
                .SelectMany(finding => finding.Evidence).Select(record => (record.LogName, record.RecordId)));
            Rewrite(folder.Path, item => removed.Contains((item.LogName, item.RecordId)) ? null : item.Data.ToArray());
            result = Assert.Single(TestHost.Sweep(folder.Path));
        }

        Assert.Equal(0, result.FindingCount);
        Assert.All(result.Visibility, hunt => Assert.Empty(hunt.Reasons));
        Assert.Equal((Verdict.Clean, 0), (result.Verdict, result.ExitCode));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_command_lines_they_are_never_clean(bool alsoWithoutFindings)
    {
        using TemporaryFolder folder = new();
        HashSet<(string?, long)> removed = [];
        if (alsoWithoutFindings)
        {
            removed.UnionWith(TestHost.Sweep(Samples).Single().Findings.Where(finding => finding.Severity >= Severity.Medium)
                .SelectMany(finding => finding.Evidence).Select(record => (record.LogName, record.RecordId)));
        }

        Rewrite(folder.Path, item => removed.Contains((item.LogName, item.RecordId))
            ? null
            : [.. item.Data.Select(field => field.Key == "CommandLine" ? new KeyValuePair<string, string>(field.Key, "") : field)]);
        HuntResult result = Assert.Single(TestHost.Sweep(folder.Path));
        HuntVisibility lines = result.Visibility.Single(hunt => hunt.HuntId == "TH-0002");
        Assert.Equal(VisibilityCause.CommandLineMissing, lines.Reasons[0].Cause);
        Assert.NotEqual(VisibilityLevel.Full, lines.Level);
        Assert.True(result.Verdict is Verdict.CleanPartial or Verdict.Blind || !alsoWithoutFindings);
        Assert.NotEqual(Verdict.Clean, result.Verdict);
    }

    /// <summary>What hunts find together is what each finds by itself.</summary>
    [Fact]
    public void One_pass_finds_what_each_hunt_finds_alone()
    {
        EventRecord[] records = [.. SampleLogs.Paths.SelectMany(path => ReadLog.Of(path).Records)];
        Assert.Equal(
            HuntCatalog.All().SelectMany(hunt => HuntRuns.Describe(hunt, records)).OrderBy(text => text, StringComparer.Ordinal),
            TestHost.Sweep(Samples).SelectMany(result => result.Findings).Select(HuntRuns.Describe).OrderBy(text => text, StringComparer.Ordinal));
    }

    // The same logs with other fields, numbered anew without a gap. Values are text then, which hunts take as well.
    private static void Rewrite(string folder, Func<EventRecord, KeyValuePair<string, string>[]?> change)
    {
        foreach (string path in SampleLogs.Paths)
        {
            ulong id = 1;
            List<EventDescription> events = [];
            foreach (EventRecord record in ReadLog.Of(path).Records)
            {
                if (change(record) is { } data)
                {
                    events.Add(new EventDescription(record.ProviderName!, (ushort)record.Id, record.TimeCreated!.Value)
                    {
                        Channel = record.LogName!,
                        Computer = record.MachineName!,
                        RecordId = id++,
                        Payload = new EventDataPayload(data.Select(field => new PayloadField(field.Key, EventValue.String(field.Value)))),
                    });
                }
            }

            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(path)), TestLog.Of([.. events]));
        }
    }
}
