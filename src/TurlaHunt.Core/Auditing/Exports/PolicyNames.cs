using System;
using System.Linq;

namespace TurlaHunt.Auditing.Exports;

/// <summary>Names of keys and values in files of policies, where some of them mean something else: baselines are written by anybody.</summary>
internal static class PolicyNames
{
    private const string TemplateMarks = "=\"\\,;[]";

    /// <summary>Why a value cannot be in a file of a policy, in a sentence; null where it can.</summary>
    public static string? ObstacleTo(PolicyValue value) =>
        (value.Key + value.Name).Any(char.IsControl) ? "The name of the key or the value has characters that such a file cannot hold."
        : value.Name.StartsWith("**", StringComparison.Ordinal) ? "Names that begin with two stars are commands in a registry policy."
        : value.Below.Trim('\\').Length == 0 || value.Below.Trim('\\') != value.Below ? "Such a file has no place for a value of this key."
        : null;

    /// <summary>Whether a security template can hold the value: it has no way to write some names.</summary>
    public static bool FitsTemplate(PolicyValue value) => value.Name.Length > 0
        && value.Name.Trim() == value.Name
        && !value.Name.Any(letter => TemplateMarks.Contains(letter))
        && !value.Key.Any(letter => letter is '=' or '"');
}
