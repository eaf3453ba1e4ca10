using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Which files must be read together so that all that is known of a computer is known at once.</summary>
public sealed class ComputerGroupsTests
{
    [Fact]
    public void Computers_with_files_of_their_own_are_apart()
    {
        ComputerGroups groups = Of(("b.evtx", "WS-2"), ("a.evtx", "WS-1"), ("a2.evtx", "WS-1"));
        Assert.Equal(["WS-1", "WS-2"], groups.Computers);
        Assert.Equal("a.evtx a2.evtx: WS-1", Text(groups, "WS-1"));
        Assert.Equal("b.evtx: WS-2", Text(groups, "WS-2"));
    }

    [Fact]
    public void A_collectors_log_joins_those_that_it_tells_of_and_whatever_else_these_have()
    {
        ComputerGroups groups = Of(
            ("forwarded.evtx", "WS-1"), ("forwarded.evtx", "WS-2"), ("ws-2.evtx", "WS-2"), ("ws-2.evtx", "OLD-NAME"), ("ws-3.evtx", "WS-3"));
        string[] together = ["WS-1", "WS-2", "OLD-NAME"];
        Assert.All(together, name => Assert.Equal("forwarded.evtx ws-2.evtx: OLD-NAME WS-1 WS-2", Text(groups, name)));
        Assert.Equal("ws-3.evtx: WS-3", Text(groups, "WS-3"));
    }

    [Fact]
    public void Names_of_computers_are_the_same_in_any_case_and_those_of_files_are_not()
    {
        ComputerGroups groups = Of(("a.evtx", "ws-1"), ("A.evtx", "WS-1"));
        Assert.Equal(["ws-1"], groups.Computers);
        Assert.Equal("A.evtx a.evtx: WS-1", Text(groups, "WS-1"));
    }

    [Fact]
    public void Events_that_name_no_computer_are_a_group_too() => Assert.Equal("a.evtx: ", Text(Of(("a.evtx", "")), ""));

    private static ComputerGroups Of(params (string File, string Computer)[] items)
    {
        ComputerGroups groups = new();
        foreach ((string file, string computer) in items)
        {
            groups.Add(file, computer);
        }

        return groups;
    }

    private static string Text(ComputerGroups groups, string computer)
    {
        (IReadOnlyList<string> files, IReadOnlyCollection<string> computers) = groups.GroupOf(computer);
        return $"{string.Join(" ", files)}: {string.Join(" ", computers.OrderBy(name => name, System.StringComparer.Ordinal))}";
    }
}
