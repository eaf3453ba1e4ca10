using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Tests.Hosting;
using Xunit;
#pragma warning disable CS0436 // The real type cannot be made, and is no more than its name here.
using WindowsEvent = System.Diagnostics.Eventing.Reader.EventLogRecord;

namespace TurlaHunt.Tests.Commands
{
    /// <summary>What Get-WinEvent gives is hunted as what Get-HuntEvent gives.</summary>
    public sealed class WindowsEventTests(HostedModule module) : IClassFixture<HostedModule>
    {
        private static readonly string[] Hunts =
            ["Get-NetUseProcess", "Get-OutboundSmbConnection", "Get-SmbCredentialUse", "Get-SuspiciousTaskCreation"];

        [Fact]
        public void Events_of_Windows_give_what_the_file_gives()
        {
            foreach (string hunt in Hunts)
            {
                string[] files = Findings($"{hunt} $x", Logs.Samples);
                Assert.NotEmpty(files);
                object[] events = [.. Events("Get-HuntEvent $x", Logs.Samples)];
                Assert.Equal(files, Findings($"$x | {hunt}", events));
                Assert.Equal(files, Findings($"{hunt} -InputObject $x", events));
                Assert.Equal(files, Findings($"$x | ForEach-Object {{ [psobject] $_ }} | {hunt}", events));
            }
        }

        [Fact]
        public void A_finding_says_where_its_event_was()
        {
            object shown = module.Run("(Get-NetUseProcess $x).RecordId", ("x", Logs.Sample("Security"))).Objects.First();
            WindowsEvent one = Events("Get-HuntEvent $x -RecordId $n", Logs.Sample("Security"), ("n", shown)).First();
            Assert.Equal(@"\\" + one.MachineName + @"\Security", Source(one));
            one.ContainerLog = @"C:\Cases\Security.evtx";
            Assert.Equal(one.ContainerLog, Source(one));
            one.ContainerLog = "ForwardedEvents";
            Assert.Equal(@"\\" + one.MachineName + @"\Security", Source(one));
        }

        [Fact]
        public void An_event_that_is_none_is_an_error_and_the_next_is_looked_at()
        {
            WindowsEvent broken = new("<Event><System>");
            HostedResult result = module.Run("$x | Get-NetUseProcess; 'on'", ("x", new object[] { broken }.Concat(Events("Get-HuntEvent $x", Logs.Samples)).ToArray()));
            Assert.Contains("cannot be read", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
            Assert.Equal(Findings("Get-NetUseProcess $x", Logs.Samples).Length, result.Output.Count - 1);
        }

        private string? Source(WindowsEvent one) =>
            ((Finding)module.Run("$x | Get-NetUseProcess", ("x", one)).ThrowIfFailed().Objects.Single()).Source;

        private IEnumerable<WindowsEvent> Events(string script, object x, params (string, object?)[] more) =>
            module.Run(script, [("x", x), .. more]).ThrowIfFailed().Objects.Cast<EventRecord>()
                .Select(record => new WindowsEvent(record.ToXml()) { MachineName = record.MachineName, ContainerLog = record.LogName });

        private string[] Findings(string script, object x) =>
        [
            .. module.Run(script, ("x", x)).ThrowIfFailed().Objects.Cast<Finding>()
                .Select(finding => $"{finding.MachineName} {finding.TimeCreated:O} {finding.Id} {finding.RecordId} {finding} {string.Join("|", finding.Reasons)}"),
        ];
    }
}

namespace System.Diagnostics.Eventing.Reader
{
    /// <summary>An event as Get-WinEvent gives it, as far as anybody looks at it.</summary>
    public sealed class EventLogRecord(string xml)
    {
        public string? ContainerLog { get; set; }

        public string? MachineName { get; set; }

        public string ToXml() => xml;
    }
}
