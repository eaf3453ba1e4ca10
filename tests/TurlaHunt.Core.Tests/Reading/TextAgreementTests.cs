using System;
using System.IO;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>
/// Lines of XML and JSON are written straight from the bytes of a log. They are, character by character, what the events of
/// the log give when they are asked one by one. Whatever log another test makes in memory is held against this, too.
/// </summary>
public sealed class TextAgreementTests
{
    private const int MutantsOfEach = 12;

    [Fact]
    public void The_lines_of_the_samples_are_what_their_events_give() =>
        Assert.All(Samples(), path => ReadLog.Of(path).RequireSameLines(path));

    [Fact]
    public void The_lines_of_the_corpus_are_what_its_events_give() =>
        Assert.All(SharedData.RequireCorpus(), path => ReadLog.Of(path).RequireSameLines(path));

    [Fact]
    public void The_lines_of_damaged_samples_are_what_their_events_give()
    {
        foreach (string path in Samples())
        {
            byte[] sound = File.ReadAllBytes(path);
            for (int seed = 0; seed < MutantsOfEach; seed++)
            {
                Random random = new(seed);
                byte[] mutant = (byte[])sound.Clone();
                for (int flips = random.Next(1, 60); flips > 0; flips--)
                {
                    mutant[random.Next(4096, mutant.Length)] = (byte)random.Next(256);
                }

                ReadLog.Of(mutant);
            }
        }
    }

    private static string[] Samples() =>
        Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "module", "samples"), "*.evtx");
}
