namespace TurlaHunt.Auditing;

/// <summary>What the numbers of a setting mean, and whether one setting is enough where another is asked for.</summary>
internal static class AuditSettings
{
    /// <summary>The setting that a computer tells of: 0 is no auditing. Null where no setting has the number.</summary>
    public static AuditSetting? OfComputer(long number) => number switch
    {
        0 => AuditSetting.None,
        >= 1 and <= 3 => (AuditSetting)number,
        _ => null,
    };

    /// <summary>The setting that a policy asks for: 0 leaves it as it is, 4 is no auditing. Null where no setting has the number.</summary>
    public static AuditSetting? OfPolicy(long number) => number is >= 0 and <= 4 ? (AuditSetting)number : null;

    /// <summary>Whether all is audited that is asked for. Null where that cannot be told of the setting.</summary>
    public static bool? Includes(this AuditSetting setting, AuditSetting wanted) => setting switch
    {
        AuditSetting.Unchanged => null,
        AuditSetting.None => wanted == AuditSetting.None,
        _ => ((int)setting & (int)wanted & 3) == ((int)wanted & 3),
    };

    /// <summary>The setting that <see cref="Describe"/> gives these words; null where none has them.</summary>
    public static AuditSetting? OfWords(string? words)
    {
        foreach (AuditSetting setting in new[] { AuditSetting.None, AuditSetting.Success, AuditSetting.Failure, AuditSetting.SuccessAndFailure })
        {
            if (setting.Describe() == words)
            {
                return setting;
            }
        }

        return null;
    }

    /// <summary>The setting in words.</summary>
    public static string Describe(this AuditSetting setting) => setting switch
    {
        AuditSetting.Unchanged => "left as it is",
        AuditSetting.None => "no auditing",
        AuditSetting.SuccessAndFailure => "success and failure",
        AuditSetting.Success => "success",
        _ => "failure",
    };
}
