using System;
using System.Management.Automation;
using System.Xml;

namespace TurlaHunt.Commands;

/// <summary>Refuses text that no XML can hold: half of a pair of surrogates, or a code that is no character.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class XmlTextAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        string text = (arguments as PSObject)?.BaseObject as string ?? arguments as string ?? "";
        for (int place = 0; place < text.Length; place++)
        {
            bool isPair = place + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[place + 1], text[place]);

            // Characters that control a terminal are taken out later.
            if (!isPair && !char.IsControl(text[place]) && !XmlConvert.IsXmlChar(text[place]))
            {
                throw new ValidationMetadataException($"Character {place + 1} (U+{(int)text[place]:X4}) is none that XML can hold.");
            }

            place += isPair ? 1 : 0;
        }
    }
}
