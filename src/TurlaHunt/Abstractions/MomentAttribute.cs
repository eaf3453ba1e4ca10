using System;
using System.Globalization;
using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>
/// Makes a moment of a time or text, the same one in every culture. The engine does so for DateTime, but reads the text of a
/// DateTimeOffset in the culture of the session: a Finnish one wants points for colons, and a Thai year 2019 is our 1476.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MomentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            DateTime time => FromTime(time),
            string text => FromText(text),
            _ => inputData,
        };
    }

    private static DateTimeOffset FromText(string text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AllowWhiteSpaces, out DateTimeOffset moment)
            ? moment
            : throw new ArgumentTransformationMetadataException(
                $"'{text}' is not a time. Write it as 2019-07-10, 2019-07-10 14:30 (local time) or 2019-07-10T12:30:00Z (UTC).");

    // Near the ends of the calendar local time has no counterpart in UTC; the end itself is what is meant.
    private static DateTimeOffset FromTime(DateTime time)
    {
        try
        {
            return new DateTimeOffset(time);
        }
        catch (ArgumentOutOfRangeException)
        {
            return time.Year <= 1 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        }
    }
}
