using System;
using TurlaHunt.Events;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>What a query says of itself, by which the reader chooses its way.</summary>
public sealed class EventQueryTests
{
    [Fact]
    public void A_query_without_a_condition_wants_every_event_however_it_is_made()
    {
        Assert.True(EventQuery.All.IsAll);
        Assert.True(new EventQuery([new EventSelector()]).IsAll);
        Assert.True(new EventQuery([new EventSelector { Ids = [1] }, new EventSelector()]).IsAll);
        Assert.True(EventQuery.All.Within(null, null).IsAll);
    }

    [Fact]
    public void Any_condition_makes_it_choose()
    {
        Assert.False(new EventQuery([new EventSelector { Ids = [1] }]).IsAll);
        Assert.False(new EventQuery([new EventSelector { Levels = [0] }]).IsAll);
        Assert.False(new EventQuery([new EventSelector { RecordIds = [new RecordIdRange(1, 1)] }]).IsAll);
        Assert.False(new EventQuery([new EventSelector { LogNames = [new NamePattern("*")] }]).IsAll);
        Assert.False(new EventQuery([new EventSelector { ProviderNames = [new NamePattern("*")] }]).IsAll);
        Assert.False(new EventQuery([new EventSelector { Data = [new("Name", ["x"])] }]).IsAll);
        Assert.False(EventQuery.All.Within(new DateTime(2019, 7, 10, 0, 0, 0, DateTimeKind.Utc), null).IsAll);
    }
}
