using System.Collections.Generic;

namespace TurlaHunt.Help;

/// <summary>The help of a cmdlet. Texts are paragraphs.</summary>
internal sealed record CommandPage(
    string Name,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<CommandSyntax> Syntax,
    IReadOnlyList<CommandParameter> Parameters,
    IReadOnlyList<CommandType> Inputs,
    IReadOnlyList<CommandType> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<CommandExample> Examples,
    IReadOnlyList<CommandLink> Links);

/// <summary>A parameter set, with its parameters in the order in which they are shown.</summary>
internal sealed record CommandSyntax(string Set, int Line, IReadOnlyList<string> Parameters);

/// <summary>A parameter; what is true of it may differ from set to set.</summary>
internal sealed record CommandParameter(string Name, int Line, IReadOnlyList<string> Description, IReadOnlyList<ParameterFacts> Facts)
{
    /// <summary>What is true of it in a set; null where it is not in the set.</summary>
    public ParameterFacts? In(string set)
    {
        foreach (ParameterFacts facts in Facts)
        {
            if (facts.IsIn(set))
            {
                return facts;
            }
        }

        return null;
    }
}

/// <summary>What goes into a cmdlet or comes out of it.</summary>
internal sealed record CommandType(string Name, IReadOnlyList<string> Description);

/// <summary>An example: what to type, perhaps what comes of it, and what it is for.</summary>
internal sealed record CommandExample(string Title, string Code, string Output, IReadOnlyList<string> Remarks);

/// <summary>A topic that belongs with this one; the address is empty where Get-Help has it.</summary>
internal sealed record CommandLink(string Text, string Address);
