using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Benchmarks;

/// <summary>
/// <c>[megabytes] [folder with logs] [part of a name]</c> measures reading and hunting in a file of that size, made of the
/// sound chunks of those logs; <c>parts</c> measures the small parts by themselves; <c>fleet [computers...]</c> hunts in the logs of
/// a made-up fleet.
/// </summary>
internal static class Program
{
    private const int SmallFiles = 600;

    private static void Main(string[] arguments)
    {
        string root = FindRoot();
        string module = Path.Combine(root, "output", "TurlaHunt", "TurlaHunt.psd1");
        string samples = Path.Combine(root, "module", "samples");
        switch (arguments.ElementAtOrDefault(0))
        {
            case "parts":
                SmallParts.Run();
                break;
            case "memory":
                ShellWork.PrintPeakMemory(module, samples, arguments[1], arguments[2]);
                break;
            case "fleet":
                InFolder(folder => FleetWork.Run(
                    folder, arguments.Length > 1 ? arguments.Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture)) : [100, 300, 1000]));
                break;
            case "fleet-run":
                FleetWork.Measure(module, samples, arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture));
                break;
            default:
                long size = long.Parse(arguments.ElementAtOrDefault(0) ?? "100", CultureInfo.InvariantCulture) * 1048576;
                string logs = arguments.ElementAtOrDefault(1) ?? samples;
                InFolder(folder => MeasureAll(folder, size, logs, module, arguments.ElementAtOrDefault(2) ?? ""));
                break;
        }
    }

    private static void InFolder(Action<string> measure)
    {
        string folder = Directory.CreateTempSubdirectory("turlahunt-").FullName;
        try
        {
            measure(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void MeasureAll(string folder, long size, string logs, string module, string only)
    {
        string path = InputFile.Make(Path.Combine(folder, "large.evtx"), size, logs);
        Console.WriteLine($"{size / 1048576} MB of chunks of {logs}; {Environment.ProcessorCount} processors");
        Meter meter = new(only);
        meter.CompareWith(size, () => ReadingWork.PlainRead([path]));
        meter.Measure("checksums of all chunks", () => ReadingWork.Checksums(path));
        meter.Measure("check of the file", () => ReadingWork.Check(path));
        meter.Measure("scan, no match", () => ReadingWork.Scan([path], ReadingWork.Ids([60001])));
        foreach (double share in new[] { 0.001, 0.04 })
        {
            Lazy<EventQuery> query = new(() => ReadingWork.Ids(ReadingWork.IdsFor(path, share)));
            meter.Measure(FormattableString.Invariant($"scan, {share:P1} matched"), () => ReadingWork.Scan([path], query.Value));
        }

        foreach (Hunt hunt in new Hunt[] { new NetUseProcessHunt(), new SuspiciousTaskCreationHunt(), new OutboundSmbHunt(), new SmbCredentialUseHunt() })
        {
            meter.Measure($"hunt {hunt.GetType().Name.Replace("Hunt", "", StringComparison.Ordinal)}", () => ReadingWork.Hunted([path], hunt));
        }

        meter.Measure("hunt all in one sweep", () => ReadingWork.Swept([path]));
        foreach (int degree in new[] { 1, 2 })
        {
            meter.Measure($"XML, {degree} threads", () => ReadingWork.Text(path, EventTextFormat.Xml, degree));
            meter.Measure($"JSON, {degree} threads", () => ReadingWork.Text(path, EventTextFormat.Json, degree));
        }

        // What two threads could gain at best on this machine: two readings that know nothing of each other.
        meter.Measure("XML, 1 thread, two at once", () => ReadingWork.AtOnce(() => ReadingWork.Text(path, EventTextFormat.Xml, 1)), times: 2);
        meter.Measure("JSON, 1 thread, two at once", () => ReadingWork.AtOnce(() => ReadingWork.Text(path, EventTextFormat.Json, 1)), times: 2);
        meter.Measure("events as objects", () => ReadingWork.Scan([path], EventQuery.All));
        using ShellWork shell = new(module);
        meter.Measure("pipeline: Get-NetUseProcess", () => shell.Run("Get-NetUseProcess $args[0]", path));
        meter.Measure("pipeline: Get-HuntEvent -AsJson", () => shell.Run("Get-HuntEvent $args[0] -AsJson", path));
        MeasureCommands(logs, shell, meter);
        MeasureSmallFiles(folder, logs, meter);
        if (only is not ("" or "memory"))
        {
            return;
        }

        Console.WriteLine(FormattableString.Invariant($"import of the module                 {shell.ImportTime.TotalMilliseconds,6:N0} ms, the first time"));
        using ShellWork second = new(module);
        Console.WriteLine(FormattableString.Invariant($"import of the module                 {second.ImportTime.TotalMilliseconds,6:N0} ms, in another session of the process"));
        Console.WriteLine(FormattableString.Invariant(
            $"first event of the large file        {second.FirstOf("Get-HuntEvent $args[0]", path).TotalMilliseconds,6:N1} ms"));
        foreach (string script in new[] { "Get-HuntEvent $args[0] -Id 60001", "Get-NetUseProcess $args[0]", "Get-HuntEvent $args[0] -AsJson", "Get-HuntEvent $args[0]", "Invoke-TurlaHunt $args[0]" })
        {
            using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["memory", path, script]))!;
            process.WaitForExit();
        }
    }

    // The logs as they are: what a sweep costs beside the hunts that it holds, with all that their commands do.
    private static void MeasureCommands(string logs, ShellWork shell, Meter meter)
    {
        string[] files = Directory.GetFiles(logs, "*.evtx", SearchOption.AllDirectories);
        long size = files.Sum(file => new FileInfo(file).Length);
        Console.WriteLine($"the {files.Length} files of {logs}, {size / 1048576} MB");
        meter.CompareWith(size, () => ReadingWork.PlainRead(files));
        foreach (string command in new[]
        {
            "Get-NetUseProcess", "Get-SuspiciousTaskCreation", "Get-OutboundSmbConnection", "Get-SmbCredentialUse", "Test-HuntVisibility", "Invoke-TurlaHunt",
        })
        {
            meter.Measure($"logs: {command}", () => shell.Run(command + " $args[0] -WarningAction SilentlyContinue", logs));
        }
    }

    private static void MeasureSmallFiles(string folder, string logs, Meter meter)
    {
        string tree = Path.Combine(folder, "tree");
        long size = InputFile.MakeTree(tree, SmallFiles, logs);
        string[] files = Directory.GetFiles(tree, "*.evtx", SearchOption.AllDirectories);
        Console.WriteLine($"{files.Length} files of {size / 1048576} MB together");
        meter.CompareWith(size, () => ReadingWork.PlainRead(files));
        EventQuery query = ReadingWork.Ids([60001]);
        meter.Measure("small files, scan, 1 thread", () => ReadingWork.Scan(files, query));
        meter.Measure("small files, scan, 2 threads", () => ReadingWork.Scan(files, query, degree: 2));
        meter.Measure("small files, hunt NetUseProcess", () => ReadingWork.Hunted(files, new NetUseProcessHunt()));
        meter.Measure("small files, hunt all in one sweep", () => ReadingWork.Swept(files));
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "TurlaHunt.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("The benchmarks do not lie below the repository.");
    }
}
