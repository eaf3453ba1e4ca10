using System;

namespace TurlaHunt;

/// <summary>A text file of the user's that cannot be taken as it is: where, and what is wrong there.</summary>
public abstract class TextFileException : Exception
{
    /// <param name="path">The file.</param>
    /// <param name="line">The line, from 1 on.</param>
    /// <param name="column">The column, from 1 on.</param>
    /// <param name="problem">What is wrong, in a sentence.</param>
    private protected TextFileException(string path, int line, int column, string problem)
        : base(FormattableString.Invariant($"{path}, line {line}, column {column}: {problem}"))
    {
        Path = path;
        Line = line;
        Column = column;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line, from 1 on.</summary>
    public int Line { get; }

    /// <summary>The column, from 1 on.</summary>
    public int Column { get; }
}
