using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace TurlaHunt.Tests;

/// <summary>What the compiler does not see and a reviewer may overlook.</summary>
public sealed partial class SourceTextTests
{
    /// <summary>The engine collects such a sequence whole before the next command sees the first item of it.</summary>
    [Fact]
    public void No_command_writes_a_sequence_in_one_call() =>
        Assert.DoesNotContain(CommandSources(), file => WritesSequence(File.ReadAllText(file)));

    [Theory]
    [InlineData("WriteObject(findings, true);", true)]
    [InlineData("WriteObject(\n    Read(a, b),\n    true);", true)]
    [InlineData("WriteObject(findings, enumerateCollection: true);", true)]
    [InlineData("WriteObject(finding);", false)]
    [InlineData("WriteObject(finding, enumerateCollection: false); bool more = Next(true);", false)]
    public void The_pattern_finds_such_a_call(string source, bool found) => Assert.Equal(found, WritesSequence(source));

    private static bool WritesSequence(string source) => SequenceCall.IsMatch(source);

    private static string[] CommandSources()
    {
        string folder = Path.Combine(BuiltFiles.RepositoryRoot, "src", "TurlaHunt");
        string generated = Path.Combine(folder, "obj") + Path.DirectorySeparatorChar;
        string[] files =
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.StartsWith(generated, StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(files);
        return files;
    }

    [GeneratedRegex(@"\bWriteObject\s*\([^;]*,\s*true\s*\)\s*;|enumerateCollection\s*:\s*true")]
    private static partial Regex SequenceCall { get; }
}
