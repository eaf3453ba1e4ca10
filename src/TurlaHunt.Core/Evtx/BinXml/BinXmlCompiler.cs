using System.Collections.Generic;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Turns the tokens of one element, with all that lies in it, into a <see cref="BinXmlProgram"/> ([MS-EVEN6] 2.2.12). The
/// same code reads template definitions and inline bodies; they differ in one field.
/// </summary>
internal ref struct BinXmlCompiler
{
    private readonly EvtxChunk _chunk;
    private readonly EvtxLimits _limits;
    private readonly bool _isDefinition;
    private readonly List<BinXmlOp> _ops = [];
    private readonly Stack<int> _open = new();
    private SpanReader _reader;
    private bool _inAttribute;

    private BinXmlCompiler(EvtxChunk chunk, SpanReader reader, EvtxLimits limits, bool isDefinition)
    {
        _chunk = chunk;
        _reader = reader;
        _limits = limits;
        _isDefinition = isDefinition;
    }

    /// <summary>Compiles the template that is defined at an offset of the chunk.</summary>
    /// <exception cref="EvtxFormatException">It cannot be decoded.</exception>
    public static BinXmlProgram CompileDefinition(EvtxChunk chunk, int offset, EvtxLimits limits)
    {
        if (offset < EvtxLayout.ChunkHeaderSize)
        {
            EvtxFormatException.Throw("A template is said to lie in the chunk's header", offset);
        }

        SpanReader header = new(chunk.Bytes, offset, chunk.Length);
        header.Skip(EvtxLayout.TemplateDefinitionHeaderSize - sizeof(uint), "template definition");
        uint size = header.ReadUInt32("template size");
        if (size > (uint)header.Remaining)
        {
            EvtxFormatException.Throw($"A template of {size} bytes reaches past the chunk", offset);
        }

        chunk.SpendDefinition((int)size);

        SpanReader body = new(chunk.Bytes, header.Position, header.Position + (int)size);
        if (body.PeekByte("template") == BinXmlToken.FragmentHeader)
        {
            body.Skip(4, "fragment header");
        }

        BinXmlCompiler compiler = new(chunk, body, limits, isDefinition: true);
        return compiler.Compile();
    }

    /// <summary>Compiles the element that begins at the reader's position and moves the reader behind it.</summary>
    /// <exception cref="EvtxFormatException">It cannot be decoded.</exception>
    public static BinXmlProgram CompileInline(EvtxChunk chunk, ref SpanReader reader, EvtxLimits limits)
    {
        BinXmlCompiler compiler = new(chunk, reader, limits, isDefinition: false);
        BinXmlProgram program = compiler.Compile();
        reader.Position = compiler._reader.Position;
        return program;
    }

    private BinXmlProgram Compile()
    {
        do
        {
            byte token = _reader.ReadByte("token");
            switch (token & BinXmlToken.KindMask)
            {
                case BinXmlToken.OpenStartElement:
                    OpenElement((token & BinXmlToken.More) != 0);
                    break;
                case BinXmlToken.EndElement when _open.Count > 0:
                    CloseElement();
                    break;
                case BinXmlToken.EndOfStream when _isDefinition && _ops.Count == 0:
                    // A definition of nothing: an event whose provider wrote an empty template.
                    return new BinXmlProgram([]);
                default:
                    if (_open.Count == 0)
                    {
                        EvtxFormatException.Throw($"Token 0x{token:X2} where an element should begin", _reader.Position - 1);
                    }

                    Content(token);
                    break;
            }
        }
        while (_open.Count > 0);

        return new BinXmlProgram([.. _ops]);
    }

    private void OpenElement(bool hasAttributes)
    {
        int start = _reader.Position - 1;
        if (_open.Count >= _limits.MaxElementDepth)
        {
            EvtxFormatException.Throw($"More than {_limits.MaxElementDepth} elements are open at once", start);
        }

        if (_isDefinition)
        {
            SkipDependencyId();
        }

        _reader.Skip(sizeof(uint), "element size");
        string name = Name("element name");
        if (hasAttributes)
        {
            _reader.Skip(sizeof(uint), "attribute list size");
        }

        int open = _ops.Count;
        _ops.Add(new BinXmlOp(BinXmlOpCode.OpenElement) { Text = name });
        while ((_reader.PeekByte("token") & BinXmlToken.KindMask) == BinXmlToken.Attribute)
        {
            Attribute();
        }

        byte token = _reader.ReadByte("end of start tag");
        bool isEmpty = token == BinXmlToken.CloseEmptyElement;
        if (!isEmpty && token != BinXmlToken.CloseStartElement)
        {
            EvtxFormatException.Throw($"Token 0x{token:X2} where a start tag should end", _reader.Position - 1);
        }

        _ops[open] = _ops[open] with { Content = _ops.Count, IsEmptyTag = isEmpty };
        _open.Push(open);
        if (isEmpty)
        {
            CloseElement();
        }
    }

    private readonly void CloseElement()
    {
        int open = _open.Pop();
        _ops[open] = _ops[open] with { End = _ops.Count };
        _ops.Add(new BinXmlOp(BinXmlOpCode.EndElement) { Text = _ops[open].Text });
    }

    // Definitions carry a dependency id in every element; some that came with forwarded events lack it. Then the size
    // that would stand behind it makes no sense, while the size in its place does.
    private void SkipDependencyId()
    {
        int start = _reader.Position;
        _reader.Skip(sizeof(ushort), "dependency id");
        SpanReader with = _reader;
        if (with.ReadUInt32("element size") <= (uint)with.Remaining)
        {
            return;
        }

        SpanReader without = _reader;
        without.Position = start;
        if (without.ReadUInt32("element size") <= (uint)without.Remaining)
        {
            _reader.Position = start;
        }
    }

    private void Attribute()
    {
        _reader.Skip(1, "token");
        int start = _ops.Count;
        _ops.Add(new BinXmlOp(BinXmlOpCode.Attribute) { Text = Name("attribute name") });
        _inAttribute = true;
        while (true)
        {
            int kind = _reader.PeekByte("token") & BinXmlToken.KindMask;
            if (kind is BinXmlToken.Attribute or BinXmlToken.CloseStartElement or BinXmlToken.CloseEmptyElement)
            {
                break;
            }

            Content(_reader.ReadByte("token"));
        }

        _inAttribute = false;
        _ops[start] = _ops[start] with { End = _ops.Count };
    }

    private void Content(byte token)
    {
        switch (token & BinXmlToken.KindMask)
        {
            case BinXmlToken.Value:
                ReadText();
                break;
            case BinXmlToken.NormalSubstitution:
                Substitution(isOptional: false);
                break;
            case BinXmlToken.OptionalSubstitution:
                Substitution(isOptional: true);
                break;
            case BinXmlToken.CharacterReference:
                AddText(((char)_reader.ReadUInt16("character reference")).ToString());
                break;
            case BinXmlToken.EntityReference:
                AddText(Entity(Name("entity name")));
                break;
            case BinXmlToken.CDataSection:
                _ops.Add(new BinXmlOp(BinXmlOpCode.CData) { Text = CountedText("CDATA section") });
                break;
            case BinXmlToken.ProcessingInstructionTarget:
                _ops.Add(new BinXmlOp(BinXmlOpCode.ProcessingInstruction) { Text = ReadInstruction(_chunk, ref _reader) });
                break;
            default:
                EvtxFormatException.Throw($"Token 0x{token:X2} where content should be", _reader.Position - 1);
                break;
        }
    }

    private void ReadText()
    {
        byte type = _reader.ReadByte("type of a text");
        if (type != (byte)BinXmlValueType.String)
        {
            EvtxFormatException.Throw($"A text of type 0x{type:X2}", _reader.Position - 1);
        }

        AddText(CountedText("text"));
    }

    private readonly void AddText(string text) => _ops.Add(new BinXmlOp(BinXmlOpCode.Text) { Text = text });

    private void Substitution(bool isOptional)
    {
        int index = _reader.ReadUInt16("substitution index");
        _reader.Skip(1, "declared type");
        if (!_inAttribute)
        {
            int open = _open.Peek();
            BinXmlOp element = _ops[open];
            _ops[open] = element with
            {
                Index = element.Index < 0 ? index : element.Index,
                Dependency = element.Dependency < 0 && isOptional ? index : element.Dependency,
            };
        }

        _ops.Add(new BinXmlOp(BinXmlOpCode.Substitution) { Index = index, IsOptional = isOptional });
    }

    private string CountedText(string what) => _reader.ReadUtf16(_reader.ReadUInt16(what), what);

    private string Name(string what) => ReadName(_chunk, ref _reader, what);

    /// <summary>
    /// Reads a reference to a name. At its first use in a chunk the name stands right behind the reference and is skipped.
    /// </summary>
    public static string ReadName(EvtxChunk chunk, ref SpanReader reader, string what)
    {
        int offset = reader.ReadOffset(what);
        if (offset == reader.Position)
        {
            reader.Skip(6, what);
            int characters = reader.ReadUInt16(what);
            reader.Skip((characters + 1) * sizeof(char), what);
        }

        return chunk.Names.Resolve(chunk.Bytes, offset);
    }

    /// <summary>Reads the rest of a processing instruction, behind its first token.</summary>
    public static string ReadInstruction(EvtxChunk chunk, ref SpanReader reader)
    {
        string target = ReadName(chunk, ref reader, "instruction target");
        if (reader.Remaining == 0
            || (reader.PeekByte("token") & BinXmlToken.KindMask) != BinXmlToken.ProcessingInstructionData)
        {
            return target;
        }

        reader.Skip(1, "token");
        return target + " " + reader.ReadUtf16(reader.ReadUInt16("instruction data"), "instruction data");
    }

    private readonly string Entity(string name)
    {
        switch (name)
        {
            case "amp": return "&";
            case "lt": return "<";
            case "gt": return ">";
            case "quot": return "\"";
            case "apos": return "'";
            default:
                EvtxFormatException.Throw($"The entity '{name}' is not known", _reader.Position);
                return "";
        }
    }
}
