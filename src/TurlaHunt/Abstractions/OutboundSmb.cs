using System;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Commands;

/// <summary>The outgoing SMB block: the baseline that it stands in.</summary>
internal static class OutboundSmb
{
    private const string Baseline = "OutboundSmb";

    /// <summary>Reads the baseline.</summary>
    /// <param name="cmdlet">Who asks. What is wrong with an address ends it.</param>
    /// <param name="except">Addresses that are left out where only those of the internet are blocked.</param>
    public static AuditBaseline Read(PSCmdlet cmdlet, string[] except)
    {
        foreach (string address in except.Where(address => AddressRange.Parse(address) is null))
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.AddressInvalid(address));
        }

        AuditBaseline baseline = Baselines.Read(cmdlet, Baseline);
        return baseline with { Controls = [.. baseline.Controls.Select(control => Without(control, except))] };
    }

    /// <summary>The control that blocks what a scope says.</summary>
    public static OutboundBlockControl Find(AuditBaseline baseline, OutboundSmbScope scope) =>
        baseline.Controls.OfType<OutboundBlockControl>().Single(control => string.Equals(control.Id, scope.ToString(), StringComparison.Ordinal));

    private static AuditControl Without(AuditControl control, string[] except) =>
        control is OutboundBlockControl { IsInternetOnly: true } block && except.Length > 0 ? block.Without(except) : control;
}
