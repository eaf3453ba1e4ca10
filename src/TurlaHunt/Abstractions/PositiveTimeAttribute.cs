using System;
using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>A stretch of time that can be waited for: more than none, and no more than a timer takes (24 days).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PositiveTimeAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan time && (time <= TimeSpan.Zero || time.TotalMilliseconds > int.MaxValue))
        {
            throw new ValidationMetadataException($"{time} is no time to wait. Give one up to 24 days, such as '0:10:00' for ten minutes.");
        }
    }
}
