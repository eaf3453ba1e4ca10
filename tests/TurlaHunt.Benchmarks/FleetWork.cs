using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace TurlaHunt.Benchmarks;

/// <summary>Hunts and counts over the logs of a fleet, through the pipeline: how long it takes, and what it takes of memory.</summary>
internal static class FleetWork
{
    private const string Script = "Get-SuspiciousTaskCreation $args[0] -KnownTask $args[1] | Measure-TaskCreation";

    /// <summary>Makes the logs of ever more computers, and measures each fleet in a process of its own.</summary>
    public static void Run(string folder, IEnumerable<int> sizes)
    {
        foreach (int computers in sizes)
        {
            string logs = Path.Combine(folder, $"{computers}");
            Stopwatch watch = Stopwatch.StartNew();
            long size = FleetLogs.Make(logs, computers);
            Console.WriteLine(FormattableString.Invariant(
                $"{computers} computers, {computers * FleetLogs.EventsEach:N0} events, {size / 1048576} MB, made in {watch.Elapsed.TotalSeconds:N0} s"));
            using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["fleet-run", logs, $"{computers}"]))!;
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"The measurement ended with {process.ExitCode}.");
            }

            Directory.Delete(logs, recursive: true);
        }
    }

    /// <summary>Measures one fleet.</summary>
    /// <param name="module">The module's manifest.</param>
    /// <param name="samples">Logs that the session is warmed up with.</param>
    /// <param name="logs">The logs of the fleet.</param>
    /// <param name="computers">How many computers it has.</param>
    public static void Measure(string module, string samples, string logs, int computers)
    {
        using ShellWork shell = new(module);
        string list = Path.Combine(logs, "known.yml");
        shell.Run(
            "Get-SuspiciousTaskCreation $args[0] | Measure-TaskCreation | Export-KnownTask $args[1] -Reason 'Our image' -Owner IT -WarningAction SilentlyContinue",
            Directory.GetDirectories(logs).Order(StringComparer.Ordinal).First(),
            list);
        shell.Run(Script, samples, list);
        GC.Collect();
        long idle = ShellWork.Peak();
        List<PSObject> counts = [];
        Stopwatch watch = Stopwatch.StartNew();
        shell.Run(Script, counts.Add, logs, list);
        double seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine(FormattableString.Invariant(
            $"  {seconds,6:N1} s, {computers * FleetLogs.EventsEach / seconds,9:N0} events/s, {(ShellWork.Peak() - idle) / 1048576.0,6:N1} MB over an idle shell of {idle / 1048576.0:N0} MB"));
        Console.WriteLine(FormattableString.Invariant($"  {ShellWork.InUse(() => shell.Run(Script, logs, list)) / 1048576.0,6:N1} MB in use at most"));
        RequireHijackedFirst(counts, computers);
        foreach (PSObject count in counts.Take(3))
        {
            Console.WriteLine($"  {count.Properties["HijackedCount"].Value} hijacked of {count.Properties["HostCount"].Value} computers: {count.Properties["Identity"].Value}");
        }
    }

    private static void RequireHijackedFirst(List<PSObject> counts, int computers)
    {
        string[] hijacked = [.. Enumerable.Range(0, computers).Where(FleetLogs.IsHijacked).Select(FleetLogs.HijackedName)
            .Where(name => counts.Exists(count => name.Equals(count.Properties["Identity"].Value))).Distinct().Order(StringComparer.Ordinal)];
        string[] first = [.. counts.Take(hijacked.Length).Select(count => $"{count.Properties["Identity"].Value}").Order(StringComparer.Ordinal)];
        if (hijacked.Length == 0 || !hijacked.SequenceEqual(first))
        {
            throw new InvalidOperationException($"Hijacked: {string.Join(", ", hijacked)}; first: {string.Join(", ", first)}.");
        }
    }
}
