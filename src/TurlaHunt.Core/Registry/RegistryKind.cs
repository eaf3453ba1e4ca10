namespace TurlaHunt.Registry;

/// <summary>The types of registry data, by the numbers that files hold (winnt.h). Other numbers occur and mean raw bytes.</summary>
public enum RegistryKind
{
    /// <summary>REG_NONE: bytes without a type.</summary>
    None = 0,

    /// <summary>REG_SZ: text.</summary>
    String = 1,

    /// <summary>REG_EXPAND_SZ: text with environment variables.</summary>
    ExpandString = 2,

    /// <summary>REG_BINARY: bytes.</summary>
    Binary = 3,

    /// <summary>REG_DWORD: a number of 32 bits.</summary>
    DWord = 4,

    /// <summary>REG_DWORD_BIG_ENDIAN: a number of 32 bits, the highest byte first.</summary>
    DWordBigEndian = 5,

    /// <summary>REG_LINK: where a link leads to.</summary>
    Link = 6,

    /// <summary>REG_MULTI_SZ: texts, each with a zero behind it.</summary>
    MultiString = 7,

    /// <summary>REG_RESOURCE_LIST.</summary>
    ResourceList = 8,

    /// <summary>REG_FULL_RESOURCE_DESCRIPTOR.</summary>
    FullResourceDescriptor = 9,

    /// <summary>REG_RESOURCE_REQUIREMENTS_LIST.</summary>
    ResourceRequirementsList = 10,

    /// <summary>REG_QWORD: a number of 64 bits.</summary>
    QWord = 11,
}
