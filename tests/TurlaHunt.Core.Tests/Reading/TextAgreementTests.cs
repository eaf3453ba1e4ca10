using TurlaHunt.Tests.Samples;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>
/// Lines of XML and JSON are written straight from the bytes of a log. They are, character by character, what the events of
/// the log give when they are asked one by one. Whatever log another test makes in memory is held against this, too.
/// </summary>
public sealed class TextAgreementTests
{
    [Fact]
    public void The_lines_of_the_samples_are_what_their_events_give() =>
        Assert.All(SampleLogs.Paths, path => ReadLog.Of(path).RequireSameLines(path));

    [Fact]
    public void The_lines_of_the_corpus_are_what_its_events_give() =>
        Assert.All(SharedData.RequireCorpus(), path => ReadLog.Of(path).RequireSameLines(path));

    [Fact]
    public void The_lines_of_damaged_samples_are_what_their_events_give()
    {
        Assert.All(SampleLogs.Mutants(), log => ReadLog.Of(log));
    }
}
