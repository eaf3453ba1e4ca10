namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// The tokens of binary XML ([MS-EVEN6] 2.2.12). <see cref="More"/> is a flag on top of a token: after an open start
/// element it says that an attribute list follows, elsewhere that more of the same content follows.
/// </summary>
internal static class BinXmlToken
{
    public const byte EndOfStream = 0x00;
    public const byte OpenStartElement = 0x01;
    public const byte CloseStartElement = 0x02;
    public const byte CloseEmptyElement = 0x03;
    public const byte EndElement = 0x04;
    public const byte Value = 0x05;
    public const byte Attribute = 0x06;
    public const byte CDataSection = 0x07;
    public const byte CharacterReference = 0x08;
    public const byte EntityReference = 0x09;
    public const byte ProcessingInstructionTarget = 0x0A;
    public const byte ProcessingInstructionData = 0x0B;
    public const byte TemplateInstance = 0x0C;
    public const byte NormalSubstitution = 0x0D;
    public const byte OptionalSubstitution = 0x0E;
    public const byte FragmentHeader = 0x0F;

    public const byte More = 0x40;
    public const byte KindMask = 0x3F;
}
