using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Evtx;
using TurlaHunt.Registry.Hives;

namespace TurlaHunt.Commands;

/// <summary>
/// Every error that the cmdlets write: its stable id, its category, and what to do about it. Scripts compare the ids;
/// none is ever renamed or given another meaning.
/// </summary>
internal static partial class ErrorRecords
{
    /// <summary>A path that leads to nothing, or a pattern that nothing matches.</summary>
    public static ErrorRecord PathNotFound(string path, bool isPattern = false) => PathNotFound(
        path,
        isPattern ? $"No file or folder matches '{path}'." : $"There is no file or folder '{path}'.",
        isPattern
            ? "Check the path; -LiteralPath takes brackets and stars as they are. Nothing was read for it."
            : "Check the path. Nothing was read for it.");

    /// <summary>A pattern that files match, but none that a pattern may choose.</summary>
    public static ErrorRecord PatternWithoutLogs(string path) => PathNotFound(
        path,
        $"No .evtx file matches '{path}'.",
        "Files with another extension are read when they are named without wildcards. Nothing was read for this path.");

    /// <summary>Two parameters of which only one can be given.</summary>
    public static ErrorRecord ParametersExclude(string first, string second) => new ErrorRecord(
        new ArgumentException($"-{first} and -{second} cannot be used together."),
        "ParametersExclude",
        ErrorCategory.InvalidArgument,
        null).Advise("Give one of them. Nothing was read.");

    /// <summary>A computer on whose session a hunt did not come to its end.</summary>
    public static ErrorRecord ComputerNotHunted(string computer, string problem, string advice) => new ErrorRecord(
        new InvalidOperationException($"{computer} was not hunted on: {problem}"),
        "ComputerNotHunted",
        ErrorCategory.ResourceUnavailable,
        computer).Advise(advice);

    /// <summary>A parameter that means something only beside another one.</summary>
    public static ErrorRecord ParameterNeeds(string parameter, string other) => new ErrorRecord(
        new ArgumentException($"-{parameter} needs -{other}."),
        "ParameterNeeds",
        ErrorCategory.InvalidArgument,
        null).Advise($"Give -{other} too, or leave -{parameter} out. Nothing was read.");

    /// <summary>Live logs, where this is not Windows.</summary>
    public static ErrorRecord LiveLogsNotSupported() => new ErrorRecord(
        new PlatformNotSupportedException("Live event logs can be read on Windows only. Give -Path: .evtx files, or a folder with such files."),
        "PlatformNotSupported",
        ErrorCategory.NotImplemented,
        null).Advise("Export a log on Windows with wevtutil epl, or copy %SystemRoot%\\System32\\winevt\\Logs, and hunt in the files here.");

    /// <summary>A parameter that is about files, where live logs are read.</summary>
    public static ErrorRecord OfFilesOnly(string parameter) => new ErrorRecord(
        new ArgumentException($"-{parameter} is for event log files. Live logs were asked for."),
        "ParameterOfFilesOnly",
        ErrorCategory.InvalidArgument,
        null).Advise($"Leave -{parameter} out, or give -Path. Nothing was read.");

    /// <summary>A hunt that there is none of.</summary>
    public static ErrorRecord HuntNotFound(string given) => new ErrorRecord(
        new ArgumentException($"No hunt fits '{given}'."),
        "HuntNotFound",
        ErrorCategory.ObjectNotFound,
        given).Advise("Tab completes the ids behind -Hunt. Nothing was read.");

    /// <summary>A bookmark that cannot be read or believed.</summary>
    public static ErrorRecord BookmarkInvalid(Exception failure, string path) => new ErrorRecord(
        failure, "BookmarkInvalid", ErrorCategory.InvalidData, path)
        .Advise("Delete the file to hunt through everything again. Nothing was read.");

    /// <summary>A bookmark that could not be written.</summary>
    public static ErrorRecord BookmarkNotWritten(Exception failure, string path) => new ErrorRecord(
        new IOException($"The bookmark '{path}' cannot be written. {failure.Message}", failure),
        "BookmarkNotWritten",
        ErrorCategory.WriteError,
        path).Advise("The results are whole. The next run looks at the same events again.");

    /// <summary>A window of time that holds no moment.</summary>
    public static ErrorRecord WindowEmpty(DateTimeOffset start, DateTimeOffset end) => new ErrorRecord(
        new ArgumentException(FormattableString.Invariant(
            $"The window from {start.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z to {end.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z holds no moment.")),
        "WindowEmpty",
        ErrorCategory.InvalidArgument,
        start).Advise("Let -StartTime lie before -EndTime. Nothing was read.");

    /// <summary>What is wrong with a list of known tasks, or kept it from being read or written.</summary>
    public static ErrorRecord ToListErrorRecord(this Exception failure, string path) => failure switch
    {
        KnownTaskListException => new ErrorRecord(failure, "KnownTaskListInvalid", ErrorCategory.ParserError, path)
            .Advise("Correct the list at that place. Nothing of it was taken, and nothing was changed."),
        DirectoryNotFoundException => PathNotFound(
            path, $"There is no folder for the list of known tasks '{path}'.", "Check the path. Nothing was read or changed."),
        FileNotFoundException => PathNotFound(
            path, $"There is no list of known tasks '{path}'.", "Check the path. Without the list nothing is known."),
        _ => new ErrorRecord(
            new IOException($"The list of known tasks '{path}' cannot be read or written. {failure.Message}", failure),
            "KnownTaskListFailed",
            ErrorCategory.ReadError,
            path).Advise("Check the rights on the file and its folder. Nothing was changed."),
    };

    /// <summary>What is wrong with a baseline, or kept it from being read.</summary>
    public static ErrorRecord ToBaselineErrorRecord(this Exception failure, string given, string[] names) => failure switch
    {
        BaselineException => new ErrorRecord(failure, "BaselineInvalid", ErrorCategory.ParserError, given)
            .Advise("Correct the baseline at that place. Nothing was tested."),
        FileNotFoundException or DirectoryNotFoundException => new ErrorRecord(
            new ItemNotFoundException($"There is no baseline '{given}'."), "BaselineNotFound", ErrorCategory.ObjectNotFound, given)
            .Advise($"Give the path of a file, or the name of one that comes with the module: {string.Join(", ", names)}. Nothing was tested."),
        _ => new ErrorRecord(
            new IOException($"The baseline '{given}' cannot be read. {failure.Message}", failure),
            "BaselineFailed",
            ErrorCategory.ReadError,
            given).Advise("Check the rights on the file and its folder. Nothing was tested."),
    };

    /// <summary>A baseline that only a result names: no file is looked for by what results say.</summary>
    public static ErrorRecord BaselineOfResultNotFound(string name, string[] names) => new ErrorRecord(
        new ItemNotFoundException(_Format.Text($"No baseline that comes with the module, nor one that -Baseline named, is called '{name}', as results say.")),
        "BaselineNotFound",
        ErrorCategory.ObjectNotFound,
        name).Advise($"Name its file with -Baseline. These come with the module: {string.Join(", ", names)}. Results of it are left out.");

    /// <summary>A control that a baseline does not have.</summary>
    public static ErrorRecord ControlNotFound(string control, IReadOnlyCollection<AuditBaseline> baselines) => new ErrorRecord(
        new ItemNotFoundException(
            $"The baseline{(baselines.Count == 1 ? "" : "s")} {string.Join(" and ", baselines.Select(baseline => $"'{baseline.Name}'"))} "
                + $"ha{(baselines.Count == 1 ? "s" : "ve")} no control '{control}'."),
        "ControlNotFound",
        ErrorCategory.ObjectNotFound,
        control).Advise("Complete the id with Tab, or use wildcards.");

    /// <summary>The settings of the computer itself, where it has none of that kind.</summary>
    public static ErrorRecord LiveAuditNotSupported() => new ErrorRecord(
        new PlatformNotSupportedException("This computer does not run Windows: it has no such settings."),
        "PlatformNotSupported",
        ErrorCategory.NotImplemented,
        null).Advise(
            "Test-AuditPolicy -Path and Test-OutboundSmbBlock -Path look at another computer by its files: copy its hives SECURITY, SOFTWARE and SYSTEM "
            + @"(reg save HKLM\SECURITY ...) or the files of a group policy into a folder.");

    /// <summary>A result that is not about the computer that this runs on.</summary>
    public static ErrorRecord RepairNotLocal(AuditResult result, string problem) => new ErrorRecord(
        new InvalidOperationException(_Format.Text($"'{result.ControlId}' of {result.MachineName ?? result.Path} cannot be repaired here. {problem}")),
        "RepairNotLocal",
        ErrorCategory.InvalidArgument,
        result).Advise("Run Test-AuditPolicy | Repair-AuditPolicy on that computer, as with Invoke-Command. Nothing was changed for this one.");

    /// <summary>What became of a setting that is not as it should be, where that is an error; null where it is none.</summary>
    public static ErrorRecord? ToRepairErrorRecord(this AuditRepair repair)
    {
        (string? id, ErrorCategory category, string advice) = repair.Status switch
        {
            AuditRepairStatus.Refused => ("RepairRefused", ErrorCategory.InvalidOperation, "Nothing was changed for this one."),
            AuditRepairStatus.Failed => ("RepairFailed", ErrorCategory.WriteError, "Run it elevated. The setting was read again; After tells what it is."),
            AuditRepairStatus.NotTaken => ("RepairNotTaken", ErrorCategory.InvalidResult, "Look for what sets it: a policy, or security software."),
            AuditRepairStatus.Drifted => ("RepairDrifted", ErrorCategory.InvalidOperation, "It was left as it is. Set it by hand where it should be as before."),
            _ => (null, ErrorCategory.NotSpecified, ""),
        };
        return id is null ? null : new ErrorRecord(
            new InvalidOperationException(_Format.Text($"{repair.ControlId}: {repair.Setting}: {repair.Reason}")), id, category, repair).Advise(advice);
    }

    /// <summary>What is none of an address, a range or a network.</summary>
    public static ErrorRecord AddressInvalid(string text) => new ErrorRecord(
        new ArgumentException($"'{text}' is not an address."),
        "AddressInvalid",
        ErrorCategory.InvalidArgument,
        text).Advise("Give an address, a range (192.0.2.1-192.0.2.9) or a network (192.0.2.0/24, 2001:db8::/32). Nothing was changed.");

    /// <summary>A journal of repairs that cannot be written, read or believed.</summary>
    public static ErrorRecord RepairJournalFailed(RepairJournalException failure) => new ErrorRecord(
        failure, "RepairJournalFailed", ErrorCategory.InvalidData, failure.Path)
        .Advise("Nothing is changed that is not in a journal before. -Journal names one: best in a folder that only administrators may write to.");

    /// <summary>A journal of another computer.</summary>
    public static ErrorRecord RepairJournalForeign(string path, string? machine) => new ErrorRecord(
        new InvalidOperationException(_Format.Text(
            $"The journal '{path}' is of another computer{(machine is null ? "" : $", {machine}")}, or it cannot be told of which.")),
        "RepairJournalForeign",
        ErrorCategory.InvalidArgument,
        path).Advise("Take it back on the computer that was repaired. Nothing was changed.");

    /// <summary>A folder in which there is nothing to test.</summary>
    public static ErrorRecord ArtefactsNotFound(string path, string given) => new ErrorRecord(
        new ItemNotFoundException($"'{path}' holds nothing that tells of audit settings."),
        "ArtefactsNotFound",
        ErrorCategory.ObjectNotFound,
        given).Advise("Give a folder with registry hives (SECURITY, SOFTWARE, SYSTEM), what auditpol /backup or reg export wrote, or files of a group policy.");

    /// <summary>A file that is damaged in part and used as far as it goes.</summary>
    public static ErrorRecord ArtefactDamaged(string path, string problem, string given) => new ErrorRecord(
        new InvalidDataException(_Format.Text($"'{path}': {problem}")),
        "ArtefactDamaged",
        ErrorCategory.InvalidData,
        given).Advise("What depends on the damaged part is Unknown. Copy the file again, whole.");

    /// <summary>What kept a file with settings, or a folder, from being read.</summary>
    public static ErrorRecord ToArtefactErrorRecord(this Exception failure, string path, string given) => failure is NotARegistryHiveException
        ? new ErrorRecord(
            new InvalidDataException($"'{path}' cannot be read as a registry hive. {failure.Message}", failure),
            "RegistryHiveInvalid",
            ErrorCategory.InvalidData,
            given).Advise("Copy the hive again, or leave this file out.")
        : failure.ToErrorRecord(path, given);

    /// <summary>A task of which the logs do not tell enough to vouch for it.</summary>
    public static ErrorRecord KnownTaskNotBound(TaskCreation dossier, string obstacle) => new ErrorRecord(
        new InvalidOperationException(_Format.Text($"'{dossier.TaskName}' on {dossier.MachineName} cannot be added. {obstacle}")),
        "KnownTaskNotBound",
        ErrorCategory.InvalidData,
        dossier).Advise("An entry needs the definition of the task, as 4698 and 4702 of the Security log hold it. Nothing was added for this one.");

    /// <summary>Tasks that are called alike, and that cannot be learned as known ones.</summary>
    public static ErrorRecord KnownTaskNotLearned(TaskPrevalence prevalence, string obstacle) => new ErrorRecord(
        new InvalidOperationException(_Format.Text($"'{prevalence.Identity}' is not learned. {obstacle}")),
        "KnownTaskNotLearned",
        ErrorCategory.InvalidData,
        prevalence).Advise("Look at its dossiers. Add-KnownTask vouches for single ones. The others were taken.");

    /// <summary>A list that is there already.</summary>
    public static ErrorRecord KnownTaskListExists(string path) => new ErrorRecord(
        new IOException($"There is a file '{path}' already."),
        "KnownTaskListExists",
        ErrorCategory.ResourceExists,
        path).Advise("Give another path, or -Force to write the list anew. Add-KnownTask adds to a list. Nothing was written.");

    /// <summary>An entry that its list does not have.</summary>
    public static ErrorRecord KnownTaskNotFound(KnownTask entry, string problem) => new ErrorRecord(
        new InvalidOperationException(_Format.Text($"'{entry.Name}' cannot be removed. {problem}")),
        "KnownTaskNotFound",
        ErrorCategory.ObjectNotFound,
        entry).Advise("Take the entry from Get-KnownTask. Nothing was removed.");

    /// <summary>A report whose file has no extension that names a format.</summary>
    public static ErrorRecord ReportFormatUnknown(string path) => new ErrorRecord(
        new ArgumentException($"The extension of '{path}' names no format."),
        "ReportFormatUnknown",
        ErrorCategory.InvalidArgument,
        path).Advise("Give -Format, or an extension: .json, .jsonl, .csv, .sarif, .xml (JUnit) or .html. Nothing was written.");

    /// <summary>What kept a report from being written.</summary>
    public static ErrorRecord ReportNotWritten(Exception failure, string path) => new ErrorRecord(
        new IOException($"The report '{path}' was not written. {failure.Message}", failure),
        "ReportNotWritten",
        ErrorCategory.WriteError,
        path).Advise("Check the folder and the rights on it. A file that was there is as it was.");

    public static ErrorRecord PathNotFileSystem(string path, string provider) => new ErrorRecord(
        new ArgumentException($"'{path}' is a path of the provider {provider}, not of the file system."),
        "PathNotFileSystem",
        ErrorCategory.InvalidArgument,
        path).Advise("Give the path of an .evtx file or of a folder with such files.");

    /// <summary>Whether the engine throws it for a path that leads nowhere.</summary>
    public static bool IsPathFailure(Exception failure) =>
        failure is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException
            or PSInvalidOperationException or NotSupportedException or WildcardPatternException or ArgumentException;

    public static ErrorRecord PathNotResolved(Exception failure, string path) =>
        failure is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
            ? PathNotFound(path)
            : new ErrorRecord(
                new ArgumentException($"'{path}' is not a path that can be read. {failure.Message}", failure),
                "PathNotResolved",
                ErrorCategory.InvalidArgument,
                path).Advise("Check the path. Nothing was read for it.");

    /// <summary>What kept a whole file or folder from being read.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="given">What the user gave, which it was found through: the target of the error.</param>
    public static ErrorRecord ToErrorRecord(this Exception failure, string path, string given)
    {
        switch (failure)
        {
            case ChannelException live:
                return new ErrorRecord(live, live.ToErrorId(), live.ToCategory(), live.IsOfHost ? live.Host.ToString() : live.LogName ?? given)
                    .Advise(live.Advice);
            case NotAnEventLogException:
                return new ErrorRecord(
                    new InvalidDataException($"'{path}' is not an event log. {failure.Message}", failure),
                    "EvtxNotAnEventLog",
                    ErrorCategory.InvalidData,
                    given).Advise("Export the log again, or leave this file out.");
            case NoEventLogsException:
                return new ErrorRecord(failure, "FolderWithoutLogs", ErrorCategory.ObjectNotFound, given)
                    .Advise("Give a folder with .evtx files in it or below it. Nothing was read for this one.");
            case UnauthorizedAccessException or SecurityException:
                return new ErrorRecord(
                    new UnauthorizedAccessException($"'{path}' may not be read. {failure.Message}", failure),
                    "FileAccessDenied",
                    ErrorCategory.PermissionDenied,
                    given).Advise("Run elevated, or copy the file to a place where you may read it.");
            case FileNotFoundException or DirectoryNotFoundException:
                return PathNotFound(
                    given, $"There is no file or folder '{path}'.", "It was there a moment ago. Nothing was read for it.");
            default:
                return new ErrorRecord(
                    new IOException($"'{path}' cannot be read. {failure.Message}", failure),
                    "FileReadFailed",
                    ErrorCategory.ReadError,
                    given).Advise("Copy the file to a local disk and read it there.");
        }
    }

    /// <summary>A damaged place in a file whose reading went on.</summary>
    /// <param name="defect">What is damaged.</param>
    /// <param name="path">The file.</param>
    /// <param name="given">What the user gave, which it was found through: the target of the error.</param>
    public static ErrorRecord ToErrorRecord(this EvtxDefect defect, string path, string given)
    {
        string id = defect.Kind switch
        {
            EvtxDefectKind.FileTruncated => "EvtxFileTruncated",
            EvtxDefectKind.ChunkHeaderDamaged or EvtxDefectKind.ChunkChecksumMismatch => "EvtxChunkDamaged",
            EvtxDefectKind.RecordHidden => "EvtxRecordHidden",
            EvtxDefectKind.RecordNotRecovered => "EvtxRecordNotRecovered",
            _ => "EvtxRecordDamaged",
        };
        string advice = defect.Kind switch
        {
            EvtxDefectKind.FileTruncated =>
                "What was cut off is not among the results. Copy or export the log again, whole.",
            EvtxDefectKind.RecordHidden =>
                "Somebody changed this log. The hidden record is among the results; look at what it says.",
            EvtxDefectKind.ChunkHeaderDamaged =>
                "Reading went on behind it. -IncludeRecovered also gives what is left of the events that stood there.",
            EvtxDefectKind.RecordNotRecovered =>
                "They are not among the results. Most such places never were records; look at one with a hex editor if it matters.",
            EvtxDefectKind.ChunkChecksumMismatch or EvtxDefectKind.RecordOverwritten =>
                "The records there are among the results, but their content may have been changed.",
            _ => "Reading went on behind it. Events that stood there are not among the results.",
        };
        return new ErrorRecord(new InvalidDataException($"'{path}': {defect}"), id, ErrorCategory.InvalidData, given)
            .Advise(advice);
    }

    private static string ToErrorId(this ChannelException failure) => failure.Kind switch
    {
        ChannelFailure.LogNotFound => "ChannelNotFound",
        ChannelFailure.LogDisabled => "ChannelDisabled",
        ChannelFailure.AccessDenied => "ChannelAccessDenied",
        ChannelFailure.HostUnreachable => "HostUnreachable",
        ChannelFailure.HostRefused => "HostRpcRefused",
        ChannelFailure.LogonRefused or ChannelFailure.LogonUnchecked => "HostLogonRefused",
        ChannelFailure.EventDamaged => "ChannelEventDamaged",
        _ => "ChannelReadFailed",
    };

    private static ErrorCategory ToCategory(this ChannelException failure) => failure.Kind switch
    {
        ChannelFailure.LogNotFound => ErrorCategory.ObjectNotFound,
        ChannelFailure.LogDisabled => ErrorCategory.ResourceUnavailable,
        ChannelFailure.AccessDenied => ErrorCategory.PermissionDenied,
        ChannelFailure.HostUnreachable or ChannelFailure.HostRefused => ErrorCategory.ConnectionError,
        ChannelFailure.LogonRefused or ChannelFailure.LogonUnchecked => ErrorCategory.AuthenticationError,
        ChannelFailure.EventDamaged => ErrorCategory.InvalidData,
        _ => ErrorCategory.ReadError,
    };

    private static ErrorRecord PathNotFound(string target, string fact, string advice) =>
        new ErrorRecord(new ItemNotFoundException(fact), "PathNotFound", ErrorCategory.ObjectNotFound, target).Advise(advice);

    private static ErrorRecord Advise(this ErrorRecord record, string advice)
    {
        record.ErrorDetails = new ErrorDetails(record.Exception.Message) { RecommendedAction = advice };
        return record;
    }
}
