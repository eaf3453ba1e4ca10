using System;

namespace TurlaHunt.Yaml;

/// <summary>What a YAML file is for: how errors name it, and which errors they are.</summary>
/// <param name="Name">As in "a …".</param>
/// <param name="Fail">Makes an error of a path, a line and a column from 1 on, and a sentence.</param>
internal sealed record YamlDocumentKind(string Name, Func<string, int, int, string, Exception> Fail)
{
    public static YamlDocumentKind KnownTasks { get; } =
        new("list of known tasks", (path, line, column, problem) => new KnownTaskListException(path, line, column, problem));

    public static YamlDocumentKind Baseline { get; } =
        new("baseline", (path, line, column, problem) => new BaselineException(path, line, column, problem));
}
