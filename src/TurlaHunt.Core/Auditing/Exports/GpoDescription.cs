using System;

namespace TurlaHunt.Auditing.Exports;

/// <summary>What a backup says of the policy that it is of, and of itself.</summary>
/// <param name="Name">The name of the policy, as GPMC shows it.</param>
/// <param name="Comment">What the backup is, in a line.</param>
/// <param name="PolicyId">The GUID of the policy. Import-GPO takes that of the policy that it imports into.</param>
/// <param name="BackupId">The GUID of the backup, which is its folder.</param>
/// <param name="Time">When it was made, UTC.</param>
internal sealed record GpoDescription(string Name, string Comment, Guid PolicyId, Guid BackupId, DateTime Time);
