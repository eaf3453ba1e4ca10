using System;
using System.Diagnostics;
using TurlaHunt.KnownGood;
using Xunit;

namespace TurlaHunt.Tests.KnownGood;

public sealed class TaskIdentityTests
{
    private const string Machine = "WS-0217.contoso.example";

    [Theory]
    [InlineData(@"\OneDrive Standalone Update Task-S-1-5-21-3110297512-1886720455-2740063981-1142", @"\OneDrive Standalone Update Task-<SID>")]
    [InlineData(@"\Optimize Start Menu Cache Files-S-1-5-21-1-2-3-500", @"\Optimize Start Menu Cache Files-<SID>")]
    [InlineData(@"\User_Feed_Synchronization-{1F0A2C3B-9D8E-4F70-8A6B-0C1D2E3F4A5B}", @"\User_Feed_Synchronization-<GUID>")]
    [InlineData(@"\a\1f0a2c3b-9d8e-4f70-8a6b-0c1d2e3f4a5b\b", @"\a\<GUID>\b")]
    [InlineData(@"\GoogleUpdaterTaskSystem126.0.6462.0{1F0A2C3B-9D8E-4F70-8A6B-0C1D2E3F4A5B}", @"\GoogleUpdaterTaskSystem<version><GUID>")]
    [InlineData(@"\Microsoft\Windows\.NET Framework\.NET Framework NGEN v4.0.30319", @"\Microsoft\Windows\.NET Framework\.NET Framework NGEN v<version>")]
    [InlineData(@"\Backup of WS-0217", @"\Backup of <host>")]
    [InlineData(@"\ws-0217.CONTOSO.example backup", @"\<host> backup")]
    [InlineData(@"\WS-0217", @"\<host>")]
    public void What_differs_from_computer_to_computer_is_replaced(string task, string identity) =>
        Assert.Equal(identity, TaskIdentity.Of(task, Machine));

    [Theory]
    [InlineData(@"\CertificateCheck")]
    [InlineData(@"\Microsoft\Windows\Chkdsk\ProactiveScan")]
    [InlineData(@"\Backup of WS-02178")]
    [InlineData(@"\XWS-0217")]
    [InlineData(@"\WS-0217\Backup")]
    [InlineData(@"\Task-S-1-5")]
    [InlineData(@"\Task 7")]
    [InlineData(@"\1.2.3.4.5")]
    [InlineData(@"\{1F0A2C3B-9D8E-4F70-8A6B}")]
    [InlineData("")]
    public void What_looks_alike_is_not(string task) => Assert.Equal(task, TaskIdentity.Of(task, Machine));

    [Fact]
    public void A_computer_of_a_short_name_or_of_none_changes_nothing()
    {
        Assert.Equal(@"\PC check", TaskIdentity.Of(@"\PC check", "PC"));
        Assert.Equal(@"\WS-0217", TaskIdentity.Of(@"\WS-0217"));
        Assert.Equal(@"\a", TaskIdentity.Of(@"\a", ""));
        Assert.Equal(@"\Microsoft\Windows\x", TaskIdentity.Of(@"\Microsoft\Windows\x", "Windows"));
    }

    [Fact]
    public void A_name_is_normalised_once_and_for_all()
    {
        string once = TaskIdentity.Of(@"\host host-host S-1-5-21-1-2-3-4 1.2 {1F0A2C3B-9D8E-4F70-8A6B-0C1D2E3F4A5B}", "host");
        Assert.Equal(@"\<host> <host>-<host> <SID> <version> <GUID>", once);
    }

    [Theory]
    [InlineData("S-1-5-")]
    [InlineData("1.")]
    [InlineData("{1F0A2C3B-9D8E-")]
    [InlineData("WS-0217")]
    [InlineData("0")]
    public void A_name_made_to_take_long_does_not(string part)
    {
        string name = string.Concat(System.Linq.Enumerable.Repeat(part, 30000 / part.Length));
        Stopwatch watch = Stopwatch.StartNew();
        TaskIdentity.Of(name, Machine);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }
}
