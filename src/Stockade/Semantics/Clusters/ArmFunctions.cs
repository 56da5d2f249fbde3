using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>The template functions whose result the text alone decides (learn.microsoft.com/azure/azure-resource-manager/templates/template-functions).</summary>
internal static class ArmFunctions
{
    // Variables that are made of variables could grow without bound.
    private const int MaxText = 64 * 1024;
    private const int MaxItems = 4096;

    /// <summary>The result, or null where it is not known. Names are in upper case.</summary>
    public static DeclaredValue? Apply(string name, List<DeclaredValue> arguments, SourceLocation at) => name switch
    {
        "TRUE" when arguments.Count == 0 => DeclaredValue.OfFlag(at, flag: true),
        "FALSE" when arguments.Count == 0 => DeclaredValue.OfFlag(at, flag: false),
        "NULL" when arguments.Count == 0 => DeclaredValue.Null(at),
        "IF" when arguments is [var condition, var yes, var no] => Choose(condition.Flag, yes, no),
        "NOT" when arguments is [var only] => Flag(at, Not(only.Flag)),
        "AND" => Flag(at, All(arguments.Select(static argument => argument.Flag))),
        "OR" => Flag(at, Not(All(arguments.Select(static argument => Not(argument.Flag))))),
        "EQUALS" when arguments is [var left, var right] => Flag(at, AreEqual(left, right)),
        "EMPTY" when arguments is [var only] => Flag(at, IsEmpty(only)),
        "COALESCE" => Coalesce(arguments),
        "BOOL" when arguments is [{ Kind: DeclaredKind.Text } text] => bool.TryParse(text.Text, out var flag) ? DeclaredValue.OfFlag(at, flag) : null,
        "BOOL" when arguments is [{ Kind: DeclaredKind.Flag } only] => only,
        "STRING" or "INT" when arguments is [{ Kind: DeclaredKind.Text or DeclaredKind.Number } only] => only,
        "JSON" when arguments is [{ Kind: DeclaredKind.Text } only] => OfJson(only, at),
        "TOLOWER" when arguments is [{ Kind: DeclaredKind.Text } only] => only with { Text = only.Text.ToLowerInvariant() },
        "TOUPPER" when arguments is [{ Kind: DeclaredKind.Text } only] => only with { Text = only.Text.ToUpperInvariant() },
        "TRIM" when arguments is [{ Kind: DeclaredKind.Text } only] => only with { Text = only.Text.Trim() },
        "CONCAT" or "UNION" when arguments.Count > 0 && arguments.All(static argument => argument.Kind is DeclaredKind.List) => Join(arguments, at),
        "CONCAT" => Text(at, arguments.Select(static argument => argument)),
        "FORMAT" when arguments is [{ Kind: DeclaredKind.Text } format, .. var values] => Format(format.Text, values, at),
        "SPLIT" when arguments is [{ Kind: DeclaredKind.Text } text, { Kind: DeclaredKind.Text, Text.Length: > 0 } separator] =>
            Bounded(at, [.. text.Text.Split(separator.Text).Select(part => DeclaredValue.OfText(text.Location, part))]),
        "CREATEARRAY" => Bounded(at, [.. arguments]),
        "CREATEOBJECT" => OfPairs(arguments, at),
        "FIRST" when arguments is [{ Kind: DeclaredKind.List, Items: [var first, ..] }] => first,
        "LAST" when arguments is [{ Kind: DeclaredKind.List, Items: [.., var last] }] => last,
        "LENGTH" when arguments is [{ Kind: DeclaredKind.List } list] => OfNumber(at, list.Items.Length),
        "LENGTH" when arguments is [{ Kind: DeclaredKind.Text } text] => OfNumber(at, text.Text.Length),
        "GREATER" when Numbers(arguments) is (var left, var right) => DeclaredValue.OfFlag(at, left > right),
        "LESS" when Numbers(arguments) is (var left, var right) => DeclaredValue.OfFlag(at, left < right),
        "CONTAINS" when arguments is [{ Kind: DeclaredKind.List } list, var item] => Flag(at, Contains(list, item)),
        _ => null,
    };

    public static long? Number(DeclaredValue value) =>
        value.Kind is DeclaredKind.Number && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether two values are the same; unknown where a part of one is unknown. Texts compare with case.</summary>
    public static Truth AreEqual(DeclaredValue left, DeclaredValue right)
    {
        if (ReferenceEquals(left, right) && !left.IsUnknown)
            return Truth.True;
        if (left.IsUnknown || right.IsUnknown)
            return Truth.Unknown;
        if (left.Kind != right.Kind)
            return Truth.False;
        return left.Kind switch
        {
            DeclaredKind.Null => Truth.True,
            DeclaredKind.List when left.Items.Length != right.Items.Length => Truth.False,
            DeclaredKind.List => All(left.Items.Zip(right.Items, AreEqual)),
            DeclaredKind.Object => left.Members.IsEmpty && right.Members.IsEmpty ? Truth.True : Truth.Unknown,
            DeclaredKind.Flag => left.Flag == right.Flag ? Truth.True : Truth.False,
            _ => left.Text == right.Text ? Truth.True : Truth.False,
        };
    }

    private static DeclaredValue? Choose(Truth condition, DeclaredValue yes, DeclaredValue no) => condition switch
    {
        Truth.True => yes,
        Truth.False => no,

        // Either way the same.
        _ => AreEqual(yes, no) is Truth.True ? yes : null,
    };

    private static DeclaredValue? Flag(SourceLocation at, Truth truth) => truth is Truth.Unknown ? null : DeclaredValue.OfFlag(at, truth is Truth.True);

    private static Truth Not(Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Unknown,
    };

    private static Truth All(IEnumerable<Truth> truths)
    {
        var all = Truth.True;
        foreach (var truth in truths)
        {
            if (truth is Truth.False)
                return Truth.False;
            if (truth is Truth.Unknown)
                all = Truth.Unknown;
        }

        return all;
    }

    private static Truth IsEmpty(DeclaredValue value) => value.Kind switch
    {
        DeclaredKind.Unknown => Truth.Unknown,
        DeclaredKind.Null => Truth.True,
        DeclaredKind.List => value.Items.IsEmpty ? Truth.True : Truth.False,
        DeclaredKind.Object => value.Members.IsEmpty ? Truth.True : Truth.False,
        _ => value.Text.Length == 0 ? Truth.True : Truth.False,
    };

    private static Truth Contains(DeclaredValue list, DeclaredValue item) =>
        Not(All(list.Items.Select(other => Not(AreEqual(other, item)))));

    private static DeclaredValue? Coalesce(List<DeclaredValue> arguments)
    {
        foreach (var argument in arguments)
        {
            if (!argument.IsNull)
                return argument.IsUnknown ? null : argument;
        }

        return arguments.Count > 0 ? arguments[^1] : null;
    }

    // What templates write: json('null'), json('true'), json('[]').
    private static DeclaredValue? OfJson(DeclaredValue text, SourceLocation at) => text.Text.Trim() switch
    {
        "null" => DeclaredValue.Null(at),
        "true" => DeclaredValue.OfFlag(at, flag: true),
        "false" => DeclaredValue.OfFlag(at, flag: false),
        "[]" => DeclaredValue.OfList(at, []),
        "{}" => DeclaredValue.OfObject(at, []),
        _ => null,
    };

    // Items that come twice in a union change neither the ranges nor the pools.
    private static DeclaredValue? Join(List<DeclaredValue> lists, SourceLocation at) =>
        lists.Sum(static list => (long)list.Items.Length) <= MaxItems ? Bounded(at, [.. lists.SelectMany(static list => list.Items)]) : null;

    private static DeclaredValue? Bounded(SourceLocation at, ImmutableArray<DeclaredValue> items) =>
        items.Length <= MaxItems ? DeclaredValue.OfList(at, items) : null;

    private static DeclaredValue? OfPairs(List<DeclaredValue> arguments, SourceLocation at)
    {
        if (arguments.Count % 2 != 0)
            return null;
        var members = ImmutableArray.CreateBuilder<DeclaredMember>();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (arguments[i].Kind is not DeclaredKind.Text)
                return null;
            members.Add(new DeclaredMember(arguments[i].Text, arguments[i + 1], at));
        }

        return DeclaredValue.OfObject(at, members.DrainToImmutable());
    }

    private static DeclaredValue? Text(SourceLocation at, IEnumerable<DeclaredValue> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (part.Kind is not (DeclaredKind.Text or DeclaredKind.Number or DeclaredKind.Flag) || text.Length + part.Text.Length > MaxText)
                return null;
            text.Append(part.Text);
        }

        return DeclaredValue.OfText(at, text.ToString());
    }

    /// <summary><c>{0}</c> and escaped braces; a format specifier is left to the service.</summary>
    private static DeclaredValue? Format(string format, List<DeclaredValue> values, SourceLocation at)
    {
        var parts = new List<DeclaredValue>();
        var start = 0;
        for (var position = 0; position < format.Length; position++)
        {
            if (format[position] is not ('{' or '}'))
                continue;
            parts.Add(DeclaredValue.OfText(at, format[start..position]));
            if (position + 1 < format.Length && format[position + 1] == format[position])
            {
                parts.Add(DeclaredValue.OfText(at, format[position].ToString()));
                start = ++position + 1;
                continue;
            }

            var close = format.IndexOf('}', position);
            if (close < 0 || !int.TryParse(format.AsSpan(position + 1, close - position - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= values.Count)
                return null;
            parts.Add(values[index]);
            position = close;
            start = close + 1;
        }

        parts.Add(DeclaredValue.OfText(at, format[start..]));
        return Text(at, parts);
    }

    private static DeclaredValue OfNumber(SourceLocation at, int number) =>
        new(DeclaredKind.Number, at) { Text = number.ToString(CultureInfo.InvariantCulture) };

    private static (long Left, long Right)? Numbers(List<DeclaredValue> arguments) =>
        arguments is [var left, var right] && Number(left) is { } one && Number(right) is { } two ? (one, two) : null;
}
