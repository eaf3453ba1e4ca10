using System;
using System.Management.Automation.Host;

namespace TurlaHunt.Shell.Hosting;

/// <summary>
/// The size of the terminal, which the engine lays its tables out for. Screen contents are out of reach and not
/// needed.
/// </summary>
internal sealed class ShellRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    // An answer that every console can give; setting a colour goes through escape sequences instead.
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => new(terminal.Width, terminal.Height);
        set => throw CannotSet();
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw CannotSet();
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Coordinates CursorPosition
    {
        get => default;
        set => throw CannotSet();
    }

    public override Coordinates WindowPosition
    {
        get => default;
        set => throw CannotSet();
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "TurlaHunt";

    public override bool KeyAvailable => terminal.InputIsTerminal && Console.KeyAvailable;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!terminal.InputIsTerminal)
        {
            throw new HostException("There is no keyboard to read a key from: the input is redirected.");
        }

        ConsoleKeyInfo key = Console.ReadKey((options & ReadKeyOptions.NoEcho) != 0);
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreen();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreen();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreen();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NoScreen();

    private static HostException CannotSet() => new("This shell takes the terminal as it is.");

    private static HostException NoScreen() => new("This shell cannot read or move what is on the screen.");
}
