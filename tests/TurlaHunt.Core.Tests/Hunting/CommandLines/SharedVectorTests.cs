using System.Linq;
using Xunit;

namespace TurlaHunt.Tests.Hunting.CommandLines;

public sealed class SharedVectorTests
{
    [Fact]
    public void Every_shared_vector_is_read_as_expected()
    {
        LineVector[] vectors = LineVector.ReadAll(SharedData.Require("reference", "netuse-vectors.jsonl")).ToArray();
        Assert.NotEmpty(vectors);
        Assert.All(vectors, vector => vector.Check());
    }
}
