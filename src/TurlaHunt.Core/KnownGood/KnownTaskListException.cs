namespace TurlaHunt;

/// <summary>A list of known tasks that cannot be taken as it is: where, and what is wrong there.</summary>
public sealed class KnownTaskListException : TextFileException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="path">The list.</param>
    /// <param name="line">The line, from 1 on.</param>
    /// <param name="column">The column, from 1 on.</param>
    /// <param name="problem">What is wrong, in a sentence.</param>
    public KnownTaskListException(string path, int line, int column, string problem)
        : base(path, line, column, problem)
    {
    }
}
