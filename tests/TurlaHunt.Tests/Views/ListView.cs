using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Xml.Linq;
using TurlaHunt.Tests.Hosting;

namespace TurlaHunt.Tests.Views;

/// <summary>What Format-List shows of an object; a bare engine has no such command.</summary>
internal static class ListView
{
    public static Dictionary<string, string> Of(HostedModule module, PSObject item)
    {
        Dictionary<string, string> lines = [];
        string type = item.TypeNames[0].Replace("Deserialized.", "", StringComparison.Ordinal);
        foreach (XElement line in ViewFiles.ListOf(type).Descendants("ListItem"))
        {
            string? condition = line.Element("ItemSelectionCondition")?.Element("ScriptBlock")?.Value;
            string script = line.Element("ScriptBlock")!.Value;
            HostedResult shown = module.Run(
                $"$item | ForEach-Object {{ if ({condition ?? "$true"}) {{ {script} }} }}", ("item", item)).ThrowIfFailed();
            if (shown.Output.Count > 0)
            {
                lines[line.Element("Label")!.Value] = (string)shown.Objects.Single();
            }
        }

        return lines;
    }
}
