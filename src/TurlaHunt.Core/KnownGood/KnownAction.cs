using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting.CommandLines;
using TurlaHunt.Hunting.Tasks;

namespace TurlaHunt.KnownGood;

/// <summary>One action of a known task: a program, its arguments and its folder, or a COM class and what it is told.</summary>
/// <remarks>
/// The parts stay apart: joined to a line, "a b" without arguments and "a" with the argument "b" would be the same. Versions,
/// GUIDs and users' folders in the path of a program are placeholders. Arguments are compared as they are: an address looks
/// like a version there, and the number of a COM class is a GUID.
/// </remarks>
internal sealed class KnownAction
{
    private KnownAction(string? program, string? arguments, string? workingDirectory, string? classId, string? data)
    {
        Program = NullIfEmpty(program);
        Arguments = NullIfEmpty(arguments);
        WorkingDirectory = NullIfEmpty(workingDirectory);
        ClassId = NullIfEmpty(classId);
        Data = NullIfEmpty(data);
    }

    public string? Program { get; }

    public string? Arguments { get; }

    public string? WorkingDirectory { get; }

    public string? ClassId { get; }

    public string? Data { get; }

    /// <summary>Its parts by the names that lists have for them; null for those that it has not.</summary>
    public IEnumerable<(string Key, string? Value)> Values =>
    [
        ("program", Program),
        ("arguments", Arguments),
        ("workingDirectory", WorkingDirectory),
        ("classId", ClassId),
        ("data", Data),
    ];

    /// <summary>Whether a password stands in it.</summary>
    public bool HasSecret => CommandLine.Redact(ToString()) != ToString();

    /// <summary>The start of a program.</summary>
    public static KnownAction OfProgram(string program, string? arguments = null, string? workingDirectory = null, string? machineName = null) =>
        new(ProgramPath.Normalise(program, machineName), arguments, ProgramPath.Normalise(workingDirectory ?? "", machineName), null, null);

    /// <summary>The call of a COM class.</summary>
    public static KnownAction OfClass(string classId, string? data = null) => new(null, null, null, classId, data);

    /// <summary>An action of its parts by their names; null where they make none.</summary>
    public static KnownAction? Of(IReadOnlyDictionary<string, string> values)
    {
        string? Value(string key) => values.TryGetValue(key, out string? value) ? value : null;
        bool Has(params string[] keys) => values.Keys.All(key => Array.IndexOf(keys, key) >= 0);
        return Value("program") is string program && Has("program", "arguments", "workingDirectory")
            ? OfProgram(program, Value("arguments"), Value("workingDirectory"))
            : Value("classId") is string classId && Has("classId", "data") ? OfClass(classId, Value("data"))
            : null;
    }

    /// <summary>
    /// The action of a definition; null where it cannot be known: one of another kind, one without a program, or one with a
    /// password in it, which is neither compared nor written to a list.
    /// </summary>
    public static KnownAction? Of(TaskAction action, string? machineName)
    {
        bool isSecret = CommandLine.Redact(action.Text) != action.Text;
        return action switch
        {
            _ when isSecret => null,
            { Kind: TaskActionKind.Exec, Command: string program } when program.Length > 0 =>
                OfProgram(program, action.Arguments, action.WorkingDirectory, machineName),
            { Kind: TaskActionKind.ComHandler, ClassId: string classId } when classId.Length > 0 => OfClass(classId, action.Data),
            _ => null,
        };
    }

    /// <summary>Whether both do the same. In arguments case matters.</summary>
    public bool IsSame(KnownAction other) =>
        string.Equals(Program, other.Program, StringComparison.OrdinalIgnoreCase)
        && string.Equals(WorkingDirectory, other.WorkingDirectory, StringComparison.OrdinalIgnoreCase)
        && string.Equals(ClassId, other.ClassId, StringComparison.OrdinalIgnoreCase)
        && Arguments == other.Arguments
        && Data == other.Data;

    /// <summary>Whether what a run was seen to start can be this action.</summary>
    /// <param name="started">The program as the scheduler's log has it, or what it calls a COM class.</param>
    /// <param name="machineName">The computer.</param>
    public bool CanStart(string started, string? machineName)
    {
        if (ClassId is not null)
        {
            // A class is shown by its number or by a name for people, which nobody can check.
            return started.Length > 0 && started[0] == '{'
                ? string.Equals(started, ClassId, StringComparison.OrdinalIgnoreCase)
                : !TaskRuns.LooksLikeFile(started);
        }

        return ProgramPath.CanBe(Program!, ProgramPath.Normalise(started, machineName));
    }

    /// <inheritdoc/>
    public override string ToString() => TaskActionReader.OneLine(
        ClassId is not null
            ? $"COM {ClassId} {Data}".TrimEnd()
            : $"{Program} {Arguments}".TrimEnd() + (WorkingDirectory is null ? "" : $" (in {WorkingDirectory})"));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
