using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>Builds the properties of ARM's managed cluster out of a declaration with names of its own.</summary>
internal sealed class PropertyTranslation(DeclaredValue source)
{
    private readonly Dictionary<string, List<DeclaredMember>> _groups = new(StringComparer.Ordinal);

    /// <summary>Takes a property over, where it is given: <paramref name="path"/> of the source becomes <paramref name="target"/> of ARM.</summary>
    public PropertyTranslation Take(string path, string target)
    {
        if (source.Find(path, '.', StringComparison.Ordinal) is { } member)
            Add(target, member);
        return this;
    }

    /// <summary>Sets a property.</summary>
    public PropertyTranslation Add(string target, DeclaredMember member)
    {
        var dot = target.IndexOf('.', StringComparison.Ordinal);
        var (group, name) = dot < 0 ? ("", target) : (target[..dot], target[(dot + 1)..]);
        if (!_groups.TryGetValue(group, out var members))
            _groups.Add(group, members = []);
        members.Add(member with { Name = name });
        return this;
    }

    public DeclaredValue Build() => DeclaredValue.OfObject(
        source.Location,
        [
            .. _groups.GetValueOrDefault("", []),
            .. _groups.Where(static group => group.Key.Length > 0)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(group => new DeclaredMember(group.Key, DeclaredValue.OfObject(source.Location, [.. group.Value]), source.Location)),
        ]);

    /// <summary>A JSON merge patch (RFC 7396) over a value. <paramref name="at"/> is where the patch stands.</summary>
    public static DeclaredValue Merge(DeclaredValue target, DeclaredValue patch, SourceLocation at)
    {
        if (patch.Kind is not DeclaredKind.Object)
            return patch;
        if (target.IsUnknown)
            return target;
        var members = target.Members.ToList();
        foreach (var change in patch.Members)
        {
            var index = members.FindIndex(member => member.Name == change.Name);
            var before = index < 0 ? DeclaredValue.OfObject(at, []) : members[index].Value;
            var after = change with { Value = Merge(before, change.Value, at) };
            if (index < 0)
                members.Add(after);
            else
                members[index] = after;
        }

        return DeclaredValue.OfObject(target.Kind is DeclaredKind.Object ? target.Location : at, [.. members]);
    }
}
