using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;

namespace TurlaHunt.Benchmarks;

/// <summary>What is measured with PowerShell around it: the module as it is laid out, in the engine that the tests host.</summary>
internal sealed class ShellWork : IDisposable
{
    private readonly Runspace _runspace;

    public ShellWork(string module)
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        Stopwatch watch = Stopwatch.StartNew();
        Run("Import-Module $args[0]", module);
        ImportTime = watch.Elapsed;
    }

    /// <summary>How long the module took to import into a new session.</summary>
    public TimeSpan ImportTime { get; }

    /// <summary>Runs a script.</summary>
    /// <returns>How many objects came out of it.</returns>
    public long Run(string script, params object[] arguments) => Run(script, _ => { }, arguments);

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="take">Takes each object that comes out of it.</param>
    /// <param name="arguments">What the script is given.</param>
    /// <returns>How many objects came out of it.</returns>
    public long Run(string script, Action<PSObject> take, params object[] arguments)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object argument in arguments)
        {
            shell.AddArgument(argument);
        }

        long count = 0;
        using PSDataCollection<PSObject> output = [];
        output.DataAdded += (_, _) =>
        {
            count++;
            take(output[0]);
            output.RemoveAt(0);
        };
        shell.Invoke<PSObject, PSObject>(null, output, null);
        return count;
    }

    /// <summary>How long the first object of a script takes.</summary>
    public TimeSpan FirstOf(string script, string path)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Run(script + " | Select-Object -First 1", path);
        return watch.Elapsed;
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>Tells what a script takes of memory at most, beyond a session that has done the same with the samples.</summary>
    public static void PrintPeakMemory(string module, string samples, string path, string script)
    {
        using ShellWork shell = new(module);
        shell.Run(script, samples);
        GC.Collect();
        long idle = Peak();
        shell.Run(script, path);
        Console.WriteLine(FormattableString.Invariant(
            $"{script,-48} {(Peak() - idle) / 1048576.0,8:N1} MB over an idle shell of {idle / 1048576.0:N0} MB, {InUse(() => shell.Run(script, path)) / 1048576.0:N1} MB in use at most"));
    }

    /// <summary>What work holds at most beyond what is held before it, in bytes.</summary>
    // What is reachable, as full collections at short intervals find it: the peak also holds what the collector had not come to yet.
    public static long InUse(Action work)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        using ManualResetEventSlim done = new();
        Thread watcher = new(() =>
        {
            while (!done.Wait(TimeSpan.FromMilliseconds(100)))
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        });
        watcher.Start();
        work();
        done.Set();
        watcher.Join();
        return most;
    }

    /// <summary>The peak of what this process had of memory, in bytes.</summary>
    // On Linux the runtime tells the peak of the resident set as the working set's.
    public static long Peak()
    {
        string? line = File.Exists("/proc/self/status")
            ? File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal))
            : null;
        return line is null
            ? Process.GetCurrentProcess().PeakWorkingSet64
            : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
