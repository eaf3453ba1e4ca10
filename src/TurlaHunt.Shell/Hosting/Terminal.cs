using System;
using System.Globalization;
using System.IO;

namespace TurlaHunt.Shell.Hosting;

/// <summary>What is at the three ends of this process, and what it can show.</summary>
internal sealed record Terminal
{
    private const int DefaultWidth = 120;
    private const int DefaultHeight = 50;

    internal bool InputIsTerminal { get; init; }

    internal bool OutputIsTerminal { get; init; }

    internal bool ErrorIsTerminal { get; init; }

    internal bool ColourWanted { get; init; }

    internal bool OutputHasColour => OutputIsTerminal && ColourWanted;

    internal bool ErrorHasColour => ErrorIsTerminal && ColourWanted;

    internal static Terminal OfThisProcess() => new()
    {
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        ColourWanted = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb"
            && WindowsConsoleMode.TryEnableEscapeSequences(),
    };

    /// <summary>Columns of a line: COLUMNS where it is set, else what the window has.</summary>
    internal int Width => ColumnsVariable() ?? Ask(() => Console.WindowWidth) ?? DefaultWidth;

    internal int Height => Ask(() => Console.WindowHeight) ?? DefaultHeight;

    private static int? ColumnsVariable() =>
        int.TryParse(
            Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
        && columns > 0 ? columns : null;

    private int? Ask(Func<int> size)
    {
        if (!OutputIsTerminal)
        {
            return null;
        }

        try
        {
            int answer = size();
            return answer > 0 ? answer : null;
        }
        catch (Exception failure) when (failure is IOException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
