using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TurlaHunt.Tests.Shell;

/// <summary>The built shell as a process of its own, with all three ends redirected.</summary>
internal static class ShellProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal sealed record Result(int ExitCode, string Output, string Error);

    /// <summary>Runs a pipeline, as <c>TurlaHunt.Shell "pipeline"</c> does.</summary>
    internal static Task<Result> Run(string pipeline, CancellationToken stop, int? columns = null) =>
        Start([pipeline], input: "", columns, stop);

    /// <summary>Types lines into a shell that was started without a pipeline.</summary>
    internal static Task<Result> Type(string lines, CancellationToken stop) => Start([], lines, columns: null, stop);

    /// <summary>
    /// Types a line that goes on for ever, presses Ctrl-C once its first output is there, and types the rest.
    /// </summary>
    internal static async Task<Result> Interrupt(string endlessLine, string firstOutput, string rest, CancellationToken stop)
    {
        using Process process = Process.Start(StartInfo([], columns: null))!;
        using CancellationTokenSource limit = Limit(stop);
        try
        {
            await process.StandardInput.WriteLineAsync(endlessLine.AsMemory(), limit.Token);
            await process.StandardInput.FlushAsync(limit.Token);
            Assert.Equal(firstOutput, await process.StandardOutput.ReadLineAsync(limit.Token));
            using (Process interrupt = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await interrupt.WaitForExitAsync(limit.Token);
            }

            await process.StandardInput.WriteLineAsync(rest.AsMemory(), limit.Token);
            return await Finish(process, limit.Token);
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>Runs a pipeline and kills the process after a while, if it has not ended by then: nothing in it can clean up.</summary>
    internal static async Task<Result> Kill(string pipeline, TimeSpan after, CancellationToken stop)
    {
        using Process process = Process.Start(StartInfo([pipeline], columns: null))!;
        using CancellationTokenSource limit = Limit(stop);
        Task<Result> finish = Finish(process, limit.Token);
        await Task.WhenAny(finish, Task.Delay(after, limit.Token));
        End(process);
        return await finish;
    }

    private static async Task<Result> Start(string[] arguments, string input, int? columns, CancellationToken stop)
    {
        using Process process = Process.Start(StartInfo(arguments, columns))!;
        using CancellationTokenSource limit = Limit(stop);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            return await Finish(process, limit.Token);
        }
        finally
        {
            End(process);
        }
    }

    private static ProcessStartInfo StartInfo(string[] arguments, int? columns)
    {
        ProcessStartInfo start = new("dotnet", ["exec", BuiltFiles.ShellAssembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["COLUMNS"] = columns?.ToString(CultureInfo.InvariantCulture);
        return start;
    }

    private static CancellationTokenSource Limit(CancellationToken stop)
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        return limit;
    }

    private static async Task<Result> Finish(Process process, CancellationToken limit)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit);
        Task<string> error = process.StandardError.ReadToEndAsync(limit);
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit);
        return new Result(process.ExitCode, Lines(await output), Lines(await error));
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
