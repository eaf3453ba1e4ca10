using System.Linq;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Module;

/// <summary>Goes with the provisional commands.</summary>
public sealed class ProvisionalTests(HostedModule module) : IClassFixture<HostedModule>
{
    [Fact]
    public void Objects_stream_and_print_through_the_view_of_the_module()
    {
        HostedResult result = module.Run("'a', 'b' | Get-HuntEvent").ThrowIfFailed();
        Assert.Equal(["a", "b"], result.Output.Select(item => item.Properties["Path"].Value));
        Assert.Equal("\nPath\n----\na\nb\n\n", result.Text);
    }

    [Fact]
    public void A_missing_mandatory_value_is_an_error_and_no_question() =>
        Assert.Equal(
            "MissingMandatoryParameter,TurlaHunt.Commands.GetHuntEventCommand",
            Assert.Single(module.Run("Get-HuntEvent").Errors).FullyQualifiedErrorId);
}
