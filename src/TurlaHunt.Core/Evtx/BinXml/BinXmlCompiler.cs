using System.Collections.Generic;
using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Turns the tokens of one element, with all that lies in it, into a <see cref="BinXmlProgram"/> ([MS-EVEN6] 2.2.12). The
/// same code reads template definitions and inline bodies; they differ in one field.
/// </summary>
internal ref struct BinXmlCompiler
{
    private readonly EvtxChunk _chunk;
    private readonly EvtxLimits _limits;
    private readonly int _definition;
    private readonly List<BinXmlOp> _ops;
    private readonly Stack<int> _open;
    private readonly List<BinXmlNameReference> _names;
    private SpanReader _reader;
    private bool _inAttribute;

    // The offset of the definition, or -1 for an inline body.
    private BinXmlCompiler(EvtxChunk chunk, SpanReader reader, EvtxLimits limits, int definition)
    {
        _chunk = chunk;
        _reader = reader;
        _limits = limits;
        _definition = definition;
        CompilerLists lists = chunk.CompilerLists.Clear();
        _ops = lists.Ops;
        _open = lists.Open;
        _names = lists.Names;
    }

    private readonly bool IsDefinition => _definition >= 0;

    /// <summary>Compiles the template that is defined at an offset of the chunk.</summary>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    public static CompiledTemplate CompileDefinition(EvtxChunk chunk, int offset, EvtxLimits limits)
    {
        int start = offset + EvtxLayout.TemplateDefinitionHeaderSize;
        SpanReader body = new(chunk.Bytes, start, offset + TemplateStore.SizeOf(chunk, offset));
        if (body.PeekByte("template") == BinXmlToken.FragmentHeader)
        {
            body.Skip(4, "fragment header");
        }

        BinXmlCompiler compiler = new(chunk, body, limits, offset);
        BinXmlProgram program = compiler.Compile();
        return new CompiledTemplate(chunk.Bytes.Slice(offset, body.End - offset), [.. compiler._names], program);
    }

    /// <summary>Compiles the element that begins at the reader's position and moves the reader behind it.</summary>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    public static BinXmlProgram CompileInline(EvtxChunk chunk, ref SpanReader reader, EvtxLimits limits)
    {
        BinXmlCompiler compiler = new(chunk, reader, limits, definition: -1);
        BinXmlProgram program = compiler.Compile();
        reader.Position = compiler._reader.Position;
        return program;
    }

    /// <summary>Compiles the processing instruction that begins at the reader's position.</summary>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    public static BinXmlProgram CompileInstruction(EvtxChunk chunk, ref SpanReader reader, EvtxLimits limits)
    {
        BinXmlCompiler compiler = new(chunk, reader, limits, definition: -1);
        compiler._reader.Skip(1, "token");
        BinXmlOp instruction = new(BinXmlOpCode.ProcessingInstruction) { Text = compiler.ReadInstruction() };
        reader.Position = compiler._reader.Position;
        return new BinXmlProgram([instruction]);
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
                case BinXmlToken.EndOfStream when IsDefinition && _ops.Count == 0:
                    // A definition of nothing: an event whose provider wrote an empty template.
                    return new BinXmlProgram([]);
                default:
                    if (_open.Count == 0)
                    {
                        MalformedDataException.Throw($"Token 0x{token:X2} where an element should begin", _reader.Position - 1);
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
            MalformedDataException.Throw($"More than {_limits.MaxElementDepth} elements are open at once", start);
        }

        if (IsDefinition)
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
            MalformedDataException.Throw($"Token 0x{token:X2} where a start tag should end", _reader.Position - 1);
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
                _ops.Add(new BinXmlOp(BinXmlOpCode.ProcessingInstruction) { Text = ReadInstruction() });
                break;
            default:
                MalformedDataException.Throw($"Token 0x{token:X2} where content should be", _reader.Position - 1);
                break;
        }
    }

    private void ReadText()
    {
        byte type = _reader.ReadByte("type of a text");
        if (type != (byte)BinXmlValueType.String)
        {
            MalformedDataException.Throw($"A text of type 0x{type:X2}", _reader.Position - 1);
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

    // A name stands right behind its reference where it is used first in a chunk; then it is skipped.
    private string Name(string what)
    {
        int place = _reader.Position;
        int offset = _reader.ReadOffset(what);
        bool isInline = offset == _reader.Position;
        if (isInline)
        {
            _reader.Skip(EvtxLayout.NameHeaderSize - sizeof(ushort), what);
            int characters = _reader.ReadUInt16(what);
            _reader.Skip((characters + 1) * sizeof(char), what);
        }

        string name = _chunk.Names.Resolve(_chunk.Bytes, offset);
        _names.Add(new BinXmlNameReference(place - _definition, isInline, name));
        return name;
    }

    private string ReadInstruction()
    {
        string target = Name("instruction target");
        if (_reader.Remaining == 0
            || (_reader.PeekByte("token") & BinXmlToken.KindMask) != BinXmlToken.ProcessingInstructionData)
        {
            return target;
        }

        _reader.Skip(1, "token");
        return target + " " + CountedText("instruction data");
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
                MalformedDataException.Throw($"The entity '{name}' is not known", _reader.Position);
                return "";
        }
    }
}
