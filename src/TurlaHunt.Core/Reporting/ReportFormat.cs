namespace TurlaHunt.Reporting;

/// <summary>What a report is written as.</summary>
public enum ReportFormat
{
    /// <summary>One JSON document (RFC 8259) that holds everything.</summary>
    Json,

    /// <summary>Lines of JSON: one for each result, finding, chain and reason, for a log collector.</summary>
    JsonLines,

    /// <summary>Comma-separated values (RFC 4180): a row for each verdict, finding and reason.</summary>
    Csv,

    /// <summary>Static Analysis Results Interchange Format 2.1.0 (OASIS).</summary>
    Sarif,

    /// <summary>JUnit XML: a test suite for each computer, a test case for each hunt.</summary>
    JUnit,

    /// <summary>One HTML page without scripts, for people and for paper.</summary>
    Html,
}
