using System;
using System.IO;
using System.Threading;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } =
        Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"turlahunt-{Guid.NewGuid():N}")).FullName;

    /// <summary>Writes a file, in a folder below where the name has one. Who follows it never sees a part of it.</summary>
    /// <returns>Its path.</returns>
    public string Add(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        string aside = path + ".aside";
        File.WriteAllBytes(aside, content);

        // On Windows a file may not be replaced just when somebody reads it.
        Assert.True(SpinWait.SpinUntil(() => TryMove(aside, path), TimeSpan.FromSeconds(10)), $"{path} could not be written.");
        return path;
    }

    public string AddFolder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
