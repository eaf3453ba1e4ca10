using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Native;
using TurlaHunt.Yaml;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>The computer itself, looked at: what its APIs answer, and what is made of answers that are none.</summary>
public sealed class LiveStoreTests
{
    private static readonly AuditBaseline Baseline =
        BaselineFile.Read(Path.Combine(SharedData.RepositoryRoot, "module", "Baselines", "Turla.yml"));

    private readonly MemoryComputer _computer = new();

    [Fact]
    public void A_computer_as_it_should_be_is_compliant_and_says_by_what()
    {
        AuditResult creation = Examine("ProcessCreation");
        Assert.Equal((AuditStatus.Compliant, "success and failure", "AuditQuerySystemPolicy", "WS-1", ""), (creation.Status, creation.Actual, creation.Evidence, creation.MachineName, creation.Path));
        Assert.Equal((AuditStatus.Compliant, "1", "registry"), Seen("CommandLine"));
        Assert.Equal((AuditStatus.Compliant, "on, 128 MiB, old events overwritten", "EvtGetChannelConfigProperty"), Seen("TaskSchedulerLog"));
    }

    [Theory]
    [InlineData(0u, AuditStatus.NonCompliant, "no auditing")]
    [InlineData(1u, AuditStatus.Compliant, "success")]
    [InlineData(2u, AuditStatus.NonCompliant, "failure")]
    [InlineData(4u, AuditStatus.NonCompliant, "no auditing")]
    [InlineData(5u, AuditStatus.Unknown, null)]
    [InlineData(uint.MaxValue, AuditStatus.Unknown, null)]
    public void Numbers_of_the_audit_policy_mean_what_they_mean_on_a_computer(uint number, AuditStatus status, string? actual)
    {
        _computer.Policy[MemoryComputer.ProcessCreation] = number;
        Assert.Equal((status, actual), (Examine("ProcessCreation").Status, Examine("ProcessCreation").Actual));
    }

    [Theory]
    [InlineData(5, "elevated")]
    [InlineData(1314, "privilege")]
    [InlineData(120, "does not have")]
    [InlineData(13, "cannot be")]
    [InlineData(1722, "error 1722")]
    [InlineData(87, "error 87")]
    public void A_call_that_fails_is_unknown_with_its_reason(int error, string reason)
    {
        _computer.ErrorOf = call => call.StartsWith("registry", StringComparison.Ordinal) ? 0 : error;
        foreach (string id in new[] { "ProcessCreation", "TaskSchedulerLog" })
        {
            AuditResult result = Examine(id);
            Assert.Equal((id, AuditStatus.Unknown, null), (id, result.Status, result.Actual));
            Assert.Contains(reason, result.Reason);
            Assert.NotEmpty(result.BlindHunts);
        }
    }

    [Fact]
    public void Only_a_list_without_it_tells_that_Windows_does_not_have_a_subcategory()
    {
        _computer.Policy.Remove(MemoryComputer.ProcessCreation);
        Assert.Equal(AuditStatus.NotApplicable, Examine("ProcessCreation").Status);
        _computer.ErrorOf = call => call == "enumerate" ? 5 : 0;
        Assert.Equal(AuditStatus.Unknown, Examine("ProcessCreation").Status);
        _computer.ErrorOf = _ => 0;
        _computer.Policy.Clear();
        Assert.Equal(AuditStatus.Unknown, Examine("ProcessCreation").Status);
    }

    [Fact]
    public void A_log_that_is_not_there_is_told_from_one_that_cannot_be_read()
    {
        Assert.Equal((AuditStatus.NonCompliant, "not there"), (Examine("Sysmon").Status, Examine("Sysmon").Actual));
        Assert.Equal(AuditStatus.NotApplicable, Examine("PowerShell7Log").Status);
        _computer.Logs[MemoryComputer.TaskLog] = new ChannelSettings(false, 1 << 20, ChannelRetention.Keep, false);
        Assert.Equal("off, 1 MiB, new events lost when full", Examine("TaskSchedulerLog").Actual);
    }

    [Fact]
    public void The_registry_that_cannot_be_read_makes_unknown_what_depends_on_it()
    {
        _computer.ErrorOf = call => call.StartsWith("registry", StringComparison.Ordinal) ? 5 : 0;
        foreach (string id in new[] { "CommandLine", "OutboundSmb", "WebClient", "Forwarding" })
        {
            Assert.Equal((id, AuditStatus.Unknown), (id, Examine(id).Status));
        }

        Assert.Equal((AuditStatus.Compliant, AuditDurability.Unknown), (Examine("ProcessCreation").Status, Examine("ProcessCreation").Durability));
    }

    /// <summary>The sizes of ntsecapi.h, winnt.h and winevt.h.</summary>
    [Fact]
    public void Structures_have_the_sizes_that_Windows_reads() =>
        Assert.Equal((36, 16, 16), (Marshal.SizeOf<AuditPolicyInformation>(), Marshal.SizeOf<TokenPrivileges>(), Marshal.SizeOf<EventVariant>()));

    [Fact]
    public void Policies_that_the_computer_keeps_tell_who_set_a_value()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "turlahunt-" + Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            string audit = Directory.CreateDirectory(Path.Combine(folder, "Machine", "Microsoft", "Windows NT", "Audit")).FullName;
            File.WriteAllText(
                Path.Combine(audit, "audit.csv"),
                AuditCsv.Write([new KeyValuePair<Guid, AuditSetting>(MemoryComputer.ProcessCreation, AuditSetting.SuccessAndFailure)]));
            _computer.PolicyFolder = folder;
            Assert.Equal(AuditDurability.AlreadyForced, Examine("ProcessCreation").Durability);
            _computer.Policy[MemoryComputer.ProcessCreation] = 0;
            AuditResult result = Examine("ProcessCreation");
            Assert.Equal((AuditStatus.NonCompliant, AuditDurability.RevertedWithin16Hours), (result.Status, result.Durability));
            Assert.Contains("audit.csv", result.Source);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private AuditResult Examine(string id) => _computer.Look().Examine(Baseline, control => control.Id == id).Single();

    private (AuditStatus Status, string? Actual, string? Evidence) Seen(string id)
    {
        AuditResult result = Examine(id);
        return (result.Status, result.Actual, result.Evidence);
    }
}
