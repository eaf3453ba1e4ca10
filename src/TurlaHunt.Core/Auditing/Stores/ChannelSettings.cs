namespace TurlaHunt.Auditing.Stores;

/// <summary>The settings of a log.</summary>
/// <param name="IsEnabled">Whether it records; null where that is not told.</param>
/// <param name="MaxSize">How many bytes it may grow to; null where that is not told.</param>
/// <param name="Retention">What becomes of old events when it is full; null where that is not told.</param>
/// <param name="SizeByPolicy">Whether a policy sets the size.</param>
internal sealed record ChannelSettings(bool? IsEnabled, long? MaxSize, ChannelRetention? Retention, bool SizeByPolicy);
