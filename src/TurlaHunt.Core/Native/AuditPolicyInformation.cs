using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

/// <summary>AUDIT_POLICY_INFORMATION of ntsecapi.h: 36 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AuditPolicyInformation
{
    public Guid Subcategory;
    public uint Setting;
    public Guid Category;
}
