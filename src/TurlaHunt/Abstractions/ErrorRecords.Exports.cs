using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Hunting;

namespace TurlaHunt.Commands;

/// <content>Settings and subscriptions that are written for many computers.</content>
internal static partial class ErrorRecords
{
    /// <summary>Something that is there where an export is to be written.</summary>
    public static ErrorRecord PolicyExportExists(string path) => new ErrorRecord(
        new IOException($"There is something at '{path}' already."),
        "PolicyExportExists",
        ErrorCategory.ResourceExists,
        path).Advise("Give another path, or -Force to replace an earlier export. Nothing was written.");

    /// <summary>What kept settings from being exported.</summary>
    public static ErrorRecord PolicyExportFailed(Exception failure, string path) => new ErrorRecord(
        new IOException($"The settings were not written to '{path}'. {failure.Message}", failure),
        "PolicyExportFailed",
        ErrorCategory.WriteError,
        path).Advise("Check the folder, the one above it, and the rights on them. What was there is as it was.");

    /// <summary>Controls of which a form can carry none.</summary>
    public static ErrorRecord PolicyExportEmpty(string path, PolicyFormat format, IEnumerable<string> leftOut) => new ErrorRecord(
        new InvalidOperationException(_Format.Text($"Nothing can be written as {format}. {string.Join(" ", leftOut)}")),
        "PolicyExportEmpty",
        ErrorCategory.InvalidArgument,
        path).Advise("Choose other controls, or another -Format. Nothing was written.");

    /// <summary>Something that is there where a subscription is to be written.</summary>
    public static ErrorRecord SubscriptionExists(string path) => new ErrorRecord(
        new IOException($"There is something at '{path}' already."),
        "SubscriptionExists",
        ErrorCategory.ResourceExists,
        path).Advise("Give another path, or -Force to replace a file. Nothing was written.");

    /// <summary>What kept a subscription from being written.</summary>
    public static ErrorRecord SubscriptionFailed(Exception failure, string path) => new ErrorRecord(
        new IOException($"The subscription '{path}' was not written. {failure.Message}", failure),
        "SubscriptionFailed",
        ErrorCategory.WriteError,
        path).Advise("Check the folder and the rights on it. A file that was there is as it was.");

    /// <summary>Hunts none of which has its events in a subscription of that kind.</summary>
    public static ErrorRecord SubscriptionEmpty(IEnumerable<Hunt> hunts, SubscriptionKind kind)
    {
        string[] ids = [.. hunts.Select(hunt => hunt.Id)];
        return new ErrorRecord(
            new ArgumentException($"None of these hunts has its events in a subscription of the kind {kind}: {string.Join(", ", ids)}."),
            "SubscriptionEmpty",
            ErrorCategory.InvalidArgument,
            ids).Advise("Give the other -Kind. Nothing was written.");
    }
}
