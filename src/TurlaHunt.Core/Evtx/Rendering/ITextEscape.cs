using System;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>How text is written where some characters mean something else. A structure, so that each loop is compiled for its own.</summary>
internal interface ITextEscape
{
    /// <summary>The printable ASCII characters that are not plain, so that eight characters can be tested at a time.</summary>
    (char First, char Second, char Third, char Fourth) Special { get; }

    /// <summary>Whether a UTF-16 unit that is no surrogate is written as it is.</summary>
    bool IsPlain(char character);

    /// <summary>Writes a unit that is not plain, or a surrogate without its other half.</summary>
    /// <returns>How many bytes were written, at most 8.</returns>
    int Write(char character, Span<byte> target);
}
