using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace TurlaHunt.Tests.Views;

/// <summary>The module's views and types, as XML.</summary>
internal static class ViewFiles
{
    public static XElement Format { get; } = XElement.Load(Path.Combine(BuiltFiles.Module, "TurlaHunt.Format.ps1xml"));

    public static XElement Types { get; } = XElement.Load(Path.Combine(BuiltFiles.Module, "TurlaHunt.Types.ps1xml"));

    public static IEnumerable<XElement> Views => Format.Descendants("View");

    public static IEnumerable<string> TypesOf(XElement view) => view.Descendants("TypeName").Select(name => name.Value);

    public static XElement ListOf(string type) =>
        Views.Single(view => view.Element("ListControl") is not null && TypesOf(view).Contains(type));

    public static XElement TableOf(string type) =>
        Views.Single(view => view.Element("TableControl") is not null && TypesOf(view).Contains(type));
}
