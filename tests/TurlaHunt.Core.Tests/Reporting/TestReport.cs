using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using TurlaHunt.Reporting;
using TurlaHunt.Tests.Visibility;

namespace TurlaHunt.Tests.Reporting;

/// <summary>Reports to look at: of the samples, and of computers whose logs an attacker filled.</summary>
internal static class TestReport
{
    /// <summary>What no report may show as it is: markup, formulas, ends of lines, terminal colours, a turned direction, half a character.</summary>
    public const string Hostile = "</script><img src=x onerror=alert(1)>&\"'\r\n\u001b[31m\u202Etxt.exe\uD800=1+1";

    public static HuntReport OfSamples() => Of(TestHost.Sweep(Path.Combine(SharedData.RepositoryRoot, "module", "samples")));

    public static HuntReport Of(IEnumerable<HuntResult> results) => new(results, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "1.2.3");

    /// <summary>The report of a computer with hostile names in its logs, by every way that leads into a report.</summary>
    public static HuntReport OfHostile()
    {
        using TemporaryFolder folder = new();
        TestHost host = new("=WS" + Hostile);
        host.Security.Add(host.Process(TestHost.Midnight.AddHours(3), @"cmd.exe /c net use \\198.51.100.7\c$ Gehe1m! /user:x " + Hostile));
        host.Security.Add(host.Audit(
            TestHost.Midnight.AddHours(4),
            4698,
            ("TaskName", @"\" + Hostile),
            ("SubjectUserName", Hostile),
            ("TaskContent", $"<Task><Actions><Exec><Command>\\\\198.51.100.7\\c$\\{System.Security.SecurityElement.Escape("<b>")}</Command></Exec></Actions></Task>")));
        File.WriteAllBytes(Path.Combine(folder.Path, "Security.evtx"), TestHost.Log(host.Security));
        return Of(TestHost.Sweep(folder.Path));
    }

    public static string Write(HuntReport report, ReportFormat format)
    {
        using MemoryStream stream = new();
        ReportFiles.Write(report, format, stream);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }
}
