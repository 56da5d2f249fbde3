using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>A value of a declaration with all expressions resolved as far as the files decide them. Immutable, and shared where it is used twice.</summary>
internal sealed record DeclaredValue(DeclaredKind Kind, SourceLocation Location)
{
    // What aliases and variables repeat is shared; whoever walks it meets it every time.
    private const int MaxSize = 200_000;

    /// <summary>The text of a scalar; of an unknown value, the text of its expression.</summary>
    public string Text { get; init; } = "";

    public ImmutableArray<DeclaredValue> Items { get; init; } = [];

    public ImmutableArray<DeclaredMember> Members { get; init; } = [];

    /// <summary>How many values a walk over this one meets.</summary>
    private int Size { get; init; } = 1;

    public bool IsUnknown => Kind is DeclaredKind.Unknown;

    public bool IsNull => Kind is DeclaredKind.Null;

    /// <summary>A boolean, YAML's other words for it included. A text is none: the API server refuses it.</summary>
    public Truth Flag => Kind switch
    {
        DeclaredKind.Null => Truth.False,
        DeclaredKind.Flag => Text is ['t' or 'T' or 'y' or 'Y', ..] or "on" or "On" or "ON" ? Truth.True : Truth.False,
        _ => Truth.Unknown,
    };

    public static DeclaredValue Unknown(SourceLocation location, string text) => new(DeclaredKind.Unknown, location) { Text = text };

    public static DeclaredValue Null(SourceLocation location) => new(DeclaredKind.Null, location);

    public static DeclaredValue OfText(SourceLocation location, string text) => new(DeclaredKind.Text, location) { Text = text };

    public static DeclaredValue OfFlag(SourceLocation location, bool flag) => new(DeclaredKind.Flag, location) { Text = flag ? "true" : "false" };

    /// <summary>A list; unknown where it is larger than any declaration.</summary>
    public static DeclaredValue OfList(SourceLocation location, ImmutableArray<DeclaredValue> items) =>
        Count(items) is { } size ? new(DeclaredKind.List, location) { Items = items, Size = size } : Unknown(location, "");

    /// <summary>An object; unknown where it is larger than any declaration.</summary>
    public static DeclaredValue OfObject(SourceLocation location, ImmutableArray<DeclaredMember> members) =>
        Count(members.Select(static member => member.Value)) is { } size ? new(DeclaredKind.Object, location) { Members = members, Size = size } : Unknown(location, "");

    /// <summary>A scalar by its JSON type.</summary>
    public static DeclaredValue OfScalar(YamlScalar scalar) => new(
        scalar.Kind switch
        {
            YamlScalarKind.Null => DeclaredKind.Null,
            YamlScalarKind.Boolean => DeclaredKind.Flag,
            YamlScalarKind.Integer or YamlScalarKind.Float => DeclaredKind.Number,
            _ => DeclaredKind.Text,
        },
        scalar.Location)
    {
        Text = scalar.Value,
    };

    /// <summary>A property of an object; of an unknown value any property is unknown. Null where it is absent or null.</summary>
    public DeclaredMember? Find(string name, StringComparison comparison)
    {
        if (IsUnknown)
            return new DeclaredMember(name, this, Location);
        foreach (var member in Members)
        {
            if (string.Equals(member.Name, name, comparison))
                return member.Value.IsNull ? null : member;
        }

        return null;
    }

    /// <summary>A property at a path of names.</summary>
    public DeclaredMember? Find(string path, char separator, StringComparison comparison)
    {
        var value = this;
        DeclaredMember? member = null;
        foreach (var name in path.Split(separator))
        {
            // A scalar where an object belongs is a fault that the service reports; what it would have held is not known.
            if (member is not null && value.Kind is not (DeclaredKind.Object or DeclaredKind.Unknown))
                return member with { Value = Unknown(value.Location, value.Text) };
            var next = value.Find(name, comparison);
            if (next is null)
                return null;
            member = value.IsUnknown && member is not null ? next with { Extent = member.Extent } : next;
            value = next.Value;
        }

        return member;
    }

    /// <summary>The same value as if all of it stood at one place: where a text holds it that is none of the file.</summary>
    public DeclaredValue MovedTo(SourceLocation location) => this with
    {
        Location = location,
        Items = [.. Items.Select(item => item.MovedTo(location))],
        Members = [.. Members.Select(member => new DeclaredMember(member.Name, member.Value.MovedTo(location), location))],
    };

    /// <summary>Where a property stands: from its key to the end of its value, or the key alone where the value takes several lines.</summary>
    public static SourceLocation ExtentOf(YamlEntry entry)
    {
        var key = entry.Key;
        var end = entry.Value.Span.End;

        // An alias or a merge puts the value elsewhere.
        if (entry.Value.File != key.File || end <= key.Span.End)
            return key.Location;
        return key.File.Content.AsSpan(key.Span.Start, end - key.Span.Start).ContainsAny('\r', '\n') ? key.Location : key.File.At(key.Span.Start, end);
    }

    private static int? Count(IEnumerable<DeclaredValue> values)
    {
        var size = 1L;
        foreach (var value in values)
            size += value.Size;
        return size <= MaxSize ? (int)size : null;
    }
}
