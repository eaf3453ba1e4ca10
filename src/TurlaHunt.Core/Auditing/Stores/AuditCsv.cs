using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace TurlaHunt.Auditing.Stores;

/// <summary>
/// An audit policy in CSV, in whatever language: audit.csv of a group policy ([MS-GPAC] 2.2.1), or what auditpol /backup writes.
/// </summary>
internal sealed class AuditCsv
{
    private const string Header =
        "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value";

    private const int Columns = 7;
    private const int GuidColumn = 3;

    private AuditCsv(IReadOnlyList<AuditCsvRow> rows, IReadOnlyList<string> problems)
    {
        Rows = rows;
        Problems = problems;
    }

    /// <summary>The rows behind the header, in their order, those of users and options too.</summary>
    public IReadOnlyList<AuditCsvRow> Rows { get; }

    /// <summary>What is wrong, each in a sentence. Windows takes nothing of a policy with a row that is wrong.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Whether its rows name a computer, as those of auditpol /backup do.</summary>
    public bool NamesMachine => Rows.Count > 0 && Rows.All(row => row.Machine.Length > 0);

    /// <summary>Whether a text is such a file: a row of it has a GUID of a subcategory in its place.</summary>
    public static bool IsOne(string text) => CsvText.Rows(text).Take(4).Any(row => row.Fields.Length >= 6 && GuidOf(row.Fields) is not null)
        || CsvText.Rows(text).Select(row => string.Join(",", row.Fields)).FirstOrDefault() == Header;

    /// <summary>Reads the text of a file.</summary>
    public static AuditCsv Parse(string text)
    {
        List<AuditCsvRow> rows = [];
        List<string> problems = [];
        bool isFirst = true;
        foreach ((int line, string[] fields) in CsvText.Rows(text))
        {
            Guid? id = fields.Length > GuidColumn ? GuidOf(fields) : null;
            bool isOther = fields.Length == Columns && id is null && (fields[2].Contains(':') || fields[2].EndsWith("Sacl", StringComparison.Ordinal));
            if (fields.Length == Columns - 1 && id is not null)
            {
                problems.Add($"Line {line} has no number, only words of some language: auditpol /get /r writes such files. Take auditpol /backup.");
            }
            else if (fields.Length == Columns && (id is not null || isOther))
            {
                AuditCsvRow row = new(line, fields[0], fields[1], fields[2], id, fields[4], fields[5], fields[6].Trim());
                rows.Add(row);
                if (id is not null && row.Number is null)
                {
                    problems.Add($"Line {line} has no number in its last column.");
                }
            }
            else if (!isFirst)
            {
                problems.Add($"Line {line} is none of an audit policy.");
            }

            isFirst = false;
        }

        return new AuditCsv(rows, problems);
    }

    /// <summary>The text of a policy for the whole computer, in the form that group policy reads.</summary>
    /// <param name="settings">What is audited of each subcategory. All but <see cref="AuditSetting.Unchanged"/> can be written.</param>
    /// <param name="machine">The computer, for auditpol /restore; empty in a group policy.</param>
    /// <exception cref="ArgumentException">A subcategory is left as it is: then it must not be in the file.</exception>
    public static string Write(IEnumerable<KeyValuePair<Guid, AuditSetting>> settings, string machine = "")
    {
        StringBuilder text = new(Header);
        text.Append("\r\n");
        foreach (KeyValuePair<Guid, AuditSetting> item in settings.OrderBy(item => item.Key.ToString(), StringComparer.Ordinal))
        {
            (string word, int number) = item.Value switch
            {
                AuditSetting.Success => ("Success", 1),
                AuditSetting.Failure => ("Failure", 2),
                AuditSetting.SuccessAndFailure => ("Success and Failure", 3),
                AuditSetting.None => ("No Auditing", machine.Length > 0 ? 0 : 4),
                _ => throw new ArgumentException($"{AuditCatalogue.NameOf(item.Key)} is left as it is; such a row has no place in a policy.", nameof(settings)),
            };
            string id = item.Key.ToString("B", CultureInfo.InvariantCulture);
            string[] fields = [machine, "System", "Audit " + (AuditCatalogue.Find(item.Key)?.Name ?? id), id, word, "", number.ToString(CultureInfo.InvariantCulture)];
            text.Append(string.Join(",", fields.Select(CsvText.Quote))).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>The numbers that rows for the whole computer have for a subcategory, each once.</summary>
    public IReadOnlyList<int> NumbersOf(Guid subcategory) =>
        [.. Rows.Where(row => row.Subcategory == subcategory && !row.IsPerUser && row.Number is not null).Select(row => row.Number!.Value).Distinct()];

    private static Guid? GuidOf(string[] fields) => Guid.TryParseExact(fields[GuidColumn].Trim(), "B", out Guid id) ? id : null;
}
