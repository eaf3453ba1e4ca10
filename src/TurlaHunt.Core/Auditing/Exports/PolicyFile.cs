using System.Text;

namespace TurlaHunt.Auditing.Exports;

/// <summary>A file of an export.</summary>
/// <param name="Path">Its path below the folder of the export, with slashes; empty where it is the export.</param>
/// <param name="Content">Its content.</param>
internal sealed record PolicyFile(string Path, byte[] Content)
{
    /// <summary>A file of text in UTF-8 without a mark.</summary>
    public static PolicyFile Utf8(string path, string text) => new(path, new UTF8Encoding(false).GetBytes(text));

    /// <summary>A file of text in UTF-16 with a mark, as Windows has its own.</summary>
    public static PolicyFile Utf16(string path, string text) => new(path, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
}
