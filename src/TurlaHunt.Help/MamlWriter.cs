using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

namespace TurlaHunt.Help;

/// <summary>Writes the help of cmdlets as MAML, the XML that Get-Help reads. The order of the elements is that of its schema.</summary>
internal sealed class MamlWriter : IDisposable
{
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XmlWriter _xml;

    private MamlWriter(Stream file) => _xml = XmlWriter.Create(
        file, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });

    /// <summary>Writes a file.</summary>
    public static void Write(string path, IEnumerable<CommandPage> commands)
    {
        using FileStream file = File.Create(path);
        using MamlWriter writer = new(file);
        writer.Write(commands);
    }

    public void Dispose() => _xml.Dispose();

    private void Write(IEnumerable<CommandPage> commands)
    {
        _xml.WriteStartElement("helpItems", "http://msh");
        _xml.WriteAttributeString("schema", "maml");
        foreach (CommandPage command in commands)
        {
            Element("command:command", () => Write(command));
        }

        _xml.WriteEndElement();
    }

    private void Write(CommandPage command)
    {
        Element("command:details", () =>
        {
            string[] words = command.Name.Split('-', 2);
            Text("command:name", command.Name);
            Text("command:verb", words[0]);
            Text("command:noun", words[^1]);
            Paragraphs("maml:description", [command.Synopsis]);
        });
        Paragraphs("maml:description", command.Description);
        Element("command:syntax", () =>
        {
            foreach (CommandSyntax syntax in command.Syntax)
            {
                Element("command:syntaxItem", () => Write(command, syntax));
            }
        });
        Element("command:parameters", () =>
        {
            foreach (CommandParameter parameter in command.Parameters)
            {
                Write(parameter, parameter.Facts[0], isSyntax: false);
            }
        });
        Types("command:inputTypes", "command:inputType", command.Inputs);
        Types("command:returnValues", "command:returnValue", command.Outputs);
        Element("maml:alertSet", () => Paragraphs("maml:alert", command.Notes));
        Element("command:examples", () =>
        {
            foreach (CommandExample example in command.Examples)
            {
                Element("command:example", () => Write(example));
            }
        });
        Element("command:relatedLinks", () =>
        {
            foreach (CommandLink link in command.Links)
            {
                Element("maml:navigationLink", () =>
                {
                    Text("maml:linkText", link.Text);
                    Text("maml:uri", link.Address);
                });
            }
        });
    }

    private void Write(CommandPage command, CommandSyntax syntax)
    {
        Text("maml:name", command.Name);
        foreach (string name in syntax.Parameters)
        {
            CommandParameter parameter = command.Parameters.First(known => known.Name == name);
            Write(parameter, parameter.In(syntax.Set)!, isSyntax: true);
        }
    }

    private void Write(CommandParameter parameter, ParameterFacts facts, bool isSyntax) => Element("command:parameter", () =>
    {
        _xml.WriteAttributeString("required", facts.IsRequired ? "true" : "false");
        _xml.WriteAttributeString("variableLength", facts.Type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false");
        _xml.WriteAttributeString("globbing", facts.TakesWildcards ? "true" : "false");
        _xml.WriteAttributeString("pipelineInput", facts.PipelineInput);
        _xml.WriteAttributeString("position", facts.Position);
        _xml.WriteAttributeString("aliases", facts.Aliases.Count > 0 ? string.Join(", ", facts.Aliases) : "none");
        Text("maml:name", parameter.Name);
        if (!isSyntax)
        {
            Paragraphs("maml:description", parameter.Description);
        }

        if (isSyntax && facts.AcceptedValues.Count > 0)
        {
            Element("command:parameterValueGroup", () =>
            {
                foreach (string value in facts.AcceptedValues)
                {
                    Text("command:parameterValue", value, ("required", "false"), ("variableLength", "false"));
                }
            });
        }

        // A switch shows a type in the list of parameters, and none in the syntax.
        if (!isSyntax || !facts.IsSwitch)
        {
            Text("command:parameterValue", facts.Type, ("required", facts.IsSwitch ? "false" : "true"), ("variableLength", "false"));
        }

        Element("dev:type", () =>
        {
            Text("maml:name", facts.Type);
            Text("maml:uri", "");
        });
        Text("dev:defaultValue", facts.DefaultValue);
    });

    private void Write(CommandExample example)
    {
        Text("maml:title", $"-------- {example.Title} --------");
        Text("dev:code", example.Output.Length > 0 ? $"{example.Code}\n\n{example.Output}" : example.Code);
        Paragraphs("dev:remarks", example.Remarks);
    }

    private void Types(string list, string item, IEnumerable<CommandType> types) => Element(list, () =>
    {
        foreach (CommandType type in types)
        {
            Element(item, () =>
            {
                Element("dev:type", () => Text("maml:name", type.Name));
                Paragraphs("maml:description", type.Description);
            });
        }
    });

    private void Paragraphs(string name, IEnumerable<string> texts) => Element(name, () =>
    {
        foreach (string text in texts)
        {
            Text("maml:para", text);
        }
    });

    private void Text(string name, string text, params (string Name, string Value)[] attributes) => Element(name, () =>
    {
        foreach ((string attribute, string value) in attributes)
        {
            _xml.WriteAttributeString(attribute, value);
        }

        _xml.WriteString(text);
    });

    private void Element(string name, Action write)
    {
        string[] parts = name.Split(':');
        string space = parts[0] switch { "maml" => Maml, "command" => Command, _ => Dev };
        _xml.WriteStartElement(parts[0], parts[1], space);
        write();
        _xml.WriteEndElement();
    }
}
