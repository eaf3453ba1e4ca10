using System;
using System.Linq;
using TurlaHunt.KnownGood;
using Xunit;

namespace TurlaHunt.Tests.KnownGood;

/// <summary>What a task does as one line that can be read back.</summary>
public sealed class KnownDefinitionTests
{
    [Fact]
    public void A_definition_is_read_back_as_it_was_whatever_stands_in_it()
    {
        Random random = new(4702);
        string[] pieces = ["'", "''", ", ", "; ", ": '", "', author: '", "program: 'x'", "\n", "\t", "a", "é", "\\", "runAs", "\"", "<user>", " "];
        string? Some(bool must) => !must && random.Next(3) == 0 ? null : string.Concat(Enumerable.Range(0, 1 + random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)])) + "x";
        for (int round = 0; round < 3000; round++)
        {
            KnownAction[] actions = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.Next(2) == 0
                ? KnownAction.OfProgram(Some(true)!, Some(false), Some(false))
                : KnownAction.OfClass(Some(true)!, Some(false)))];
            KnownDefinition definition = new(actions, Some(false), Some(false));
            KnownDefinition? back = KnownDefinition.Parse(definition.ToString());
            Assert.NotNull(back);
            Assert.Equal((definition.RunAs, definition.Author, actions.Length), (back.RunAs, back.Author, back.Actions.Count));
            Assert.All(actions.Zip(back.Actions, (one, other) => (one, other)), pair => Assert.Equal(pair.one.Values, pair.other.Values));
            Assert.Equal(definition.ToString(), back.ToString());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("program: ''")]
    [InlineData("program: 'x")]
    [InlineData("program: 'x' ")]
    [InlineData("program: 'x',")]
    [InlineData("program: 'x', ")]
    [InlineData("program: 'x'; ")]
    [InlineData("program: 'x'; program")]
    [InlineData("runAs: 'x'")]
    [InlineData("runAs: 'x'; program: 'x'")]
    [InlineData("program: 'x', program: 'y'")]
    [InlineData("program: 'x', classId: 'y'")]
    [InlineData("program: 'x'; runAs: 'x', other: 'y'")]
    [InlineData("program: 'x', runAs: 'y'")]
    public void What_is_no_definition_is_none(string text) => Assert.Null(KnownDefinition.Parse(text));
}
