using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Yaml;

/// <summary>Reads the text of a baseline.</summary>
internal sealed class BaselineReader
{
    private const string What = "a baseline (title, controls)";
    private const string WhatControl = "a control (id, title, level, why, hunts; and one of subcategory, registry, log, outboundBlock)";
    private const string WhatSubcategory = "a subcategory (guid, atLeast)";
    private const string WhatRegistry = "a registry value (key, value, absent, repair; and one of equals, not, atLeast, any)";
    private const string WhatLog = "a log (name, minimumMiB, minimumMiBOnServer, absent)";
    private const string WhatBlock = "a block of what goes out (profile, tcp, udp, addresses, except)";

    private readonly YamlCursor _cursor;
    private readonly List<AuditControl> _controls = [];
    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);

    private BaselineReader(string path, string text) => _cursor = new YamlCursor(path, text, YamlDocumentKind.Baseline);

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">The path of the file, for errors.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="text">Its text.</param>
    public static AuditBaseline Read(string path, string name, string text)
    {
        BaselineReader reader = new(path, text);
        if (reader._cursor.IsEmpty())
        {
            throw new BaselineException(path, 1, 1, $"Expected {What}, found nothing.");
        }

        string? title = null;
        (int Line, int Column) place = reader._cursor.Place;
        reader._cursor.Mapping(What, key =>
        {
            switch (key)
            {
                case "title":
                    title = reader._cursor.Text("a title");
                    return true;
                case "controls":
                    reader._cursor.Sequence("controls", YamlLimits.Controls, reader.ReadControl);
                    return true;
                default:
                    return false;
            }
        });
        if (title is null || reader._controls.Count == 0)
        {
            throw reader._cursor.Error($"This baseline has no {(title is null ? "title" : "controls")}.", place);
        }

        reader._cursor.End();
        return new AuditBaseline(name, title, reader._controls);
    }

    private void ReadControl()
    {
        (int Line, int Column) place = _cursor.Place;
        ControlText text = new();
        AuditControl? kind = null;
        int kinds = 0;
        _cursor.Mapping(WhatControl, key =>
        {
            switch (key)
            {
                case "id":
                    text.Id = ReadId();
                    return true;
                case "title":
                    text.Title = _cursor.Text("a title");
                    return true;
                case "level":
                    text.Level = Choose("a level", ControlLevel.Required, ControlLevel.Recommended, ControlLevel.Informational);
                    return true;
                case "why":
                    text.Why = _cursor.Text("a reason");
                    return true;
                case "hunts":
                    _cursor.Sequence("hunts", YamlLimits.Controls, () => text.Hunts.Add(_cursor.Text("the id of a hunt")));
                    return true;
                case "subcategory":
                    kinds++;
                    kind = ReadSubcategory();
                    return true;
                case "registry":
                    kinds++;
                    kind = ReadRegistry();
                    return true;
                case "log":
                    kinds++;
                    kind = ReadLog();
                    return true;
                case "outboundBlock":
                    kinds++;
                    kind = ReadBlock();
                    return true;
                default:
                    return false;
            }
        });
        string? missing = text.Id is null ? "id" : text.Title is null ? "title" : text.Level is null ? "level" : text.Why is null ? "why" : null;
        if (missing is not null)
        {
            throw _cursor.Error($"This control has no {missing}. Every one needs an id, a title, a level and a why.", place);
        }

        if (kinds != 1)
        {
            throw _cursor.Error($"This control asks for {(kinds == 0 ? "nothing" : "several things")}. Give it one of subcategory, registry, log, outboundBlock.", place);
        }

        _controls.Add(kind! with
        {
            Id = text.Id!,
            Title = text.Title!,
            Level = text.Level!.Value,
            Why = text.Why!,
            Hunts = text.Hunts,
        });
    }

    private string ReadId()
    {
        (int Line, int Column) place = _cursor.Place;
        string id = _cursor.Text("an id");
        return !id.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-')
            ? throw _cursor.Error("An id is made of letters, digits, points and hyphens.", place)
            : _ids.Add(id) ? id : throw _cursor.Error($"The id '{id}' is used twice.", place);
    }

    private SubcategoryControl ReadSubcategory()
    {
        (int Line, int Column) place = _cursor.Place;
        Guid? id = null;
        AuditSetting? least = null;
        _cursor.Mapping(WhatSubcategory, key =>
        {
            switch (key)
            {
                case "guid":
                    (int Line, int Column) at = _cursor.Place;
                    id = Guid.TryParse(_cursor.Text("a GUID"), out Guid parsed) ? parsed : throw _cursor.Error("Expected a GUID, as in '{0CCE922B-69AE-11D9-BED3-505054503030}'.", at);
                    return true;
                case "atLeast":
                    least = Choose("what is audited", AuditSetting.Success, AuditSetting.Failure, AuditSetting.SuccessAndFailure);
                    return true;
                default:
                    return false;
            }
        });
        return id is Guid subcategory && least is AuditSetting setting
            ? new SubcategoryControl
            {
                Subcategory = subcategory,
                AtLeast = setting,
            }
            : throw _cursor.Error($"Expected {WhatSubcategory}, both of them.", place);
    }

    private RegistryControl ReadRegistry()
    {
        (int Line, int Column) place = _cursor.Place;
        string? path = null, name = null;
        long? repair = null;
        AuditStatus absent = AuditStatus.NonCompliant;
        (ValueComparison Comparison, long Number)? wanted = null;
        int comparisons = 0;
        _cursor.Mapping(WhatRegistry, key =>
        {
            switch (key)
            {
                case "key":
                    path = ReadKey();
                    return true;
                case "value":
                    name = _cursor.Text("the name of a value");
                    return true;
                case "absent":
                    absent = ReadAbsent();
                    return true;
                case "repair":
                    repair = ReadNumber(uint.MaxValue);
                    return true;
                case "equals":
                case "not":
                case "atLeast":
                    comparisons++;
                    ValueComparison comparison = key == "equals" ? ValueComparison.Equals : key == "not" ? ValueComparison.Not : ValueComparison.AtLeast;
                    wanted = (comparison, ReadNumber(uint.MaxValue));
                    return true;
                case "any":
                    comparisons++;
                    (int Line, int Column) at = _cursor.Place;
                    wanted = _cursor.Text("true") == "true" ? (ValueComparison.Any, 0) : throw _cursor.Error("Expected true; leave the line out otherwise.", at);
                    return true;
                default:
                    return false;
            }
        });
        if (path is null || comparisons != 1 || (name is null) != (wanted!.Value.Comparison == ValueComparison.Any))
        {
            throw _cursor.Error($"Expected {WhatRegistry}. With any there is no value.", place);
        }

        if (repair is long set && (name is null || !wanted.Value.Comparison.Accepts((ulong)set, (ulong)wanted.Value.Number)))
        {
            throw _cursor.Error($"A repair would set {set}, which is not what is asked for.", place);
        }

        return new RegistryControl
        {
            Key = path,
            ValueName = name ?? "",
            Comparison = wanted.Value.Comparison,
            Number = wanted.Value.Number,
            WhenAbsent = absent,
            RepairNumber = repair,
        };
    }

    private LogControl ReadLog()
    {
        (int Line, int Column) place = _cursor.Place;
        string? name = null;
        int least = 0, leastOnServer = 0;
        AuditStatus absent = AuditStatus.NonCompliant;
        _cursor.Mapping(WhatLog, key =>
        {
            switch (key)
            {
                case "name":
                    name = _cursor.Text("the name of a log");
                    return true;
                case "minimumMiB":
                    least = (int)ReadNumber(4096);
                    return true;
                case "minimumMiBOnServer":
                    leastOnServer = (int)ReadNumber(4096);
                    return true;
                case "absent":
                    absent = ReadAbsent();
                    return true;
                default:
                    return false;
            }
        });
        return name is null
            ? throw _cursor.Error($"Expected {WhatLog}, at least its name.", place)
            : new LogControl
            {
                Log = name,
                MinimumSize = least,
                MinimumSizeOnServer = leastOnServer,
                WhenAbsent = absent,
            };
    }

    private OutboundBlockControl ReadBlock()
    {
        (int Line, int Column) place = _cursor.Place;
        string? profile = null;
        bool isInternetOnly = false;
        List<string> except = [];
        List<int> tcp = [], udp = [];
        _cursor.Mapping(WhatBlock, key =>
        {
            switch (key)
            {
                case "profile":
                    (int Line, int Column) at = _cursor.Place;
                    profile = _cursor.Text("a profile");
                    return profile is "Domain" or "Private" or "Public" or OutboundBlockControl.AllProfiles
                        ? true
                        : throw _cursor.Error("Expected Domain, Private, Public or All.", at);
                case "addresses":
                    (int Line, int Column) word = _cursor.Place;
                    isInternetOnly = _cursor.Text("addresses") == "Internet"
                        ? true
                        : throw _cursor.Error("Expected Internet; leave the line out for all addresses.", word);
                    return true;
                case "except":
                    _cursor.Sequence("addresses", YamlLimits.Controls, () => except.Add(ReadAddress()));
                    return true;
                case "tcp":
                    _cursor.Sequence("ports", YamlLimits.Controls, () => tcp.Add((int)ReadNumber(ushort.MaxValue)));
                    return true;
                case "udp":
                    _cursor.Sequence("ports", YamlLimits.Controls, () => udp.Add((int)ReadNumber(ushort.MaxValue)));
                    return true;
                default:
                    return false;
            }
        });
        return profile is null || tcp.Count + udp.Count == 0 || (except.Count > 0 && !isInternetOnly)
            ? throw _cursor.Error($"Expected {WhatBlock}, at least the profile and one port; except only with addresses.", place)
            : new OutboundBlockControl
            {
                Profile = profile,
                IsInternetOnly = isInternetOnly,
                Except = except,
                TcpPorts = tcp,
                UdpPorts = udp,
            };
    }

    private string ReadAddress()
    {
        (int Line, int Column) place = _cursor.Place;
        string text = _cursor.Text("an address");
        return AddressRange.Parse(text) is not null
            ? text
            : throw _cursor.Error("Expected an address, a range (192.0.2.1-192.0.2.9) or a network (192.0.2.0/24).", place);
    }

    private string ReadKey()
    {
        (int Line, int Column) place = _cursor.Place;
        string key = _cursor.Text("a registry key");
        return key.StartsWith(@"HKLM\", StringComparison.OrdinalIgnoreCase)
            ? key
            : throw _cursor.Error(@"Expected a key of the computer, which begins with HKLM\.", place);
    }

    private AuditStatus ReadAbsent() => Choose(
        "what it means that it is not there", AuditStatus.Compliant, AuditStatus.NonCompliant, AuditStatus.NotApplicable, AuditStatus.Unknown);

    private long ReadNumber(long most)
    {
        (int Line, int Column) place = _cursor.Place;
        return long.TryParse(_cursor.Text("a number"), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most
            ? number
            : throw _cursor.Error($"Expected a number from 0 to {most}.", place);
    }

    private T Choose<T>(string what, params T[] choices)
        where T : struct, Enum
    {
        (int Line, int Column) place = _cursor.Place;
        string text = _cursor.Text(what);
        foreach (T choice in choices)
        {
            if (choice.ToString() == text)
            {
                return choice;
            }
        }

        throw _cursor.Error($"Expected {what}: {string.Join(", ", choices)}.", place);
    }

    private sealed class ControlText
    {
        public string? Id { get; set; }

        public string? Title { get; set; }

        public ControlLevel? Level { get; set; }

        public string? Why { get; set; }

        public List<string> Hunts { get; } = [];
    }
}
