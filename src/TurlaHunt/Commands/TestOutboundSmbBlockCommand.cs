using System;
using System.Collections.Generic;
using System.Management.Automation;
using TurlaHunt.Auditing;

namespace TurlaHunt.Commands;

/// <summary>
/// Tells whether SMB can leave a computer: in public networks, to addresses of the internet, and past the block through WebDAV or QUIC.
/// It changes nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "OutboundSmbBlock", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(AuditResult))]
[OutputType(typeof(bool))]
public sealed class TestOutboundSmbBlockCommand : AuditTestCommand
{
    /// <summary>Addresses, ranges or networks of the internet that need not be blocked, such as public addresses of one's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Except { get; set; } = [];

    /// <inheritdoc/>
    private protected override (IReadOnlyList<AuditBaseline> Baselines, Func<AuditControl, bool> IsWanted) ReadControls() =>
        ([OutboundSmb.Read(this, Except)], _ => true);
}
