using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Registry.Hives.Logs;

/// <summary>A file beside a hive that may be its transaction log.</summary>
/// <param name="Name">The name of the file.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Problem">Why it could not be read, in a sentence without a final stop; null where it could.</param>
internal sealed record HiveLogContent(string Name, byte[] Bytes, string? Problem = null)
{
    private static readonly string[] Extensions = [".LOG", ".LOG1", ".LOG2"];

    /// <summary>Whether a file is called as transaction logs are.</summary>
    public static bool IsNamedSo(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads those that lie beside a hive, by its name with .LOG, .LOG1 and .LOG2, in upper or lower case.</summary>
    public static IEnumerable<HiveLogContent> Beside(string path, HiveLimits limits)
    {
        string name = Path.GetFileName(path);
        return Directory.EnumerateFiles(Path.GetDirectoryName(path)!)
            .Where(file => IsNamedSo(file) && string.Equals(Path.GetFileNameWithoutExtension(file), name, StringComparison.OrdinalIgnoreCase))
            .OrderBy(file => file, StringComparer.OrdinalIgnoreCase)
            .Select(file => Read(file, limits))
            .ToArray();
    }

    private static HiveLogContent Read(string path, HiveLimits limits)
    {
        string name = Path.GetFileName(path);
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > limits.MaxFileSize)
            {
                return new HiveLogContent(name, [], $"{name} has {stream.Length} bytes; logs of up to {limits.MaxFileSize} are read");
            }

            byte[] bytes = new byte[stream.Length];
            Array.Resize(ref bytes, stream.ReadFully(bytes, bytes.Length));
            return new HiveLogContent(name, bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new HiveLogContent(name, [], $"{name} cannot be read: {failure.Message.TrimEnd('.')}");
        }
    }
}
