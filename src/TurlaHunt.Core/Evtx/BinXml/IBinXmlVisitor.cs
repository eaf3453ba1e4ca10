namespace TurlaHunt.Evtx.BinXml;

/// <summary>Receives a document in order. Whoever builds a record and whoever writes XML sees the same stream.</summary>
internal interface IBinXmlVisitor
{
    void StartElement(string name);

    /// <summary>An attribute of the element that was started last. Attributes without any value are left out.</summary>
    void Attribute(string name, string value);

    /// <summary>The start tag is complete.</summary>
    /// <param name="isEmpty">No content and no separate end tag was written.</param>
    void EndStartTag(bool isEmpty);

    void Text(string text);

    void CData(string text);

    void ProcessingInstruction(string text);

    void EndElement(string name, bool isEmpty);
}
