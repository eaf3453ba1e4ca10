using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

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

    private static async Task<Result> Start(string[] arguments, string input, int? columns, CancellationToken stop)
    {
        ProcessStartInfo start = new("dotnet", ["exec", BuiltFiles.ShellAssembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["COLUMNS"] = columns?.ToString(System.Globalization.CultureInfo.InvariantCulture);

        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new Result(process.ExitCode, Lines(await output), Lines(await error));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
