using System;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>A JSON string (RFC 8259). A surrogate without its other half, which UTF-8 cannot hold, is written as its number.</summary>
internal readonly struct JsonEscape : ITextEscape
{
    public (char First, char Second, char Third, char Fourth) Special => ('"', '\\', '\\', '\\');

    public bool IsPlain(char character) => character >= ' ' && character is not ('"' or '\\');

    public int Write(char character, Span<byte> target)
    {
        target[0] = (byte)'\\';
        char letter = character switch
        {
            '"' or '\\' => character,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => 'u',
        };
        target[1] = (byte)letter;
        if (letter != 'u')
        {
            return 2;
        }

        HexDigits.Write(character, target.Slice(2, 4));
        return 6;
    }
}
