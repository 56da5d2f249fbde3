using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// Strategic merge as kustomize does it (kyaml/yaml/merge2 and walk): mappings are merged, a null deletes, <c>$patch</c> deletes or replaces, lists with
/// keys are joined with the items of the patch first, other lists are replaced.
/// </summary>
internal sealed class StrategicMerge
{
    private const string Directive = "$patch";

    /// <summary>Why the merge cannot be done, at the text of the patch, or null.</summary>
    public NotAnalyzed? Failure { get; private set; }

    /// <summary>The patched object, or null where the patch deletes it.</summary>
    public YamlMapping? Apply(YamlMapping target, YamlMapping patch)
    {
        var schema = MergeSchema.Find(TextOf(target["apiVersion"]), TextOf(target["kind"]));
        return Merge(target, patch, schema) as YamlMapping;
    }

    /// <summary>The value of a field given by the target and by the patch; null where there is none any more.</summary>
    private YamlNode? Merge(YamlNode? target, YamlNode? patch, MergeSchema? schema)
    {
        var first = TreeEdit.IsMissingOrNull(target) ? patch : target;
        if (!TreeEdit.IsMissingOrNull(target) && !TreeEdit.IsMissingOrNull(patch) && target!.GetType() != patch!.GetType())
        {
            Fail(patch.Location, $"the patch has {FieldReader.Describe(patch)} where the object has {FieldReader.Describe(target)}");
            return target;
        }

        return first switch
        {
            YamlSequence when schema is { Keys.IsEmpty: false } => MergeLists(target as YamlSequence, patch, schema),
            YamlSequence => patch ?? target,
            YamlScalar { IsNull: false } => patch ?? target,
            _ => MergeMappings(target, patch, schema),
        };
    }

    private YamlNode? MergeMappings(YamlNode? target, YamlNode? patch, MergeSchema? schema)
    {
        var (directive, stripped) = DirectiveOf(patch as YamlMapping);
        if (directive is "delete")
            return null;
        if (TreeEdit.IsMissingOrNull(target))
        {
            // A null that only the object has, and that is spelt out, stays; an added mapping is merged with itself.
            if (patch is null)
                return target is YamlScalar { Value.Length: > 0 } ? target : null;
            return stripped is null ? patch : MergeFields(stripped, stripped, schema);
        }

        if (patch is YamlScalar)
            return null;
        var mapping = ReferenceEquals(target, patch) ? stripped! : (YamlMapping)target!;
        return stripped is null ? MergeFields(mapping, null, schema)
            : directive is "replace" ? MergeFields(stripped, stripped, schema)
            : MergeFields(mapping, stripped, schema);
    }

    private YamlMapping MergeFields(YamlMapping target, YamlMapping? patch, MergeSchema? schema)
    {
        var result = target;
        foreach (var entry in ReferenceEquals(target, patch) ? target.Entries : [.. target.Entries, .. patch?.Entries.Where(entry => target.Find(entry.Name) is null) ?? []])
        {
            var name = entry.Name;
            var own = target[name];
            var merged = Merge(own, patch?[name], schema?.Field(name));
            var isKept = merged is YamlScalar { IsNull: true } && patch?[name] is null && ReferenceEquals(merged, own);
            result = TreeEdit.IsMissingOrNull(merged) && !isKept ? TreeEdit.Without(result, name) : TreeEdit.With(result, entry.Key, merged!);
        }

        return result;
    }

    private YamlNode? MergeLists(YamlSequence? target, YamlNode? patch, MergeSchema schema)
    {
        // Lists that the patch does not name are joined with nothing, which makes items one that have the same keys.
        if (patch is null)
            return MergeItems(target!, TreeEdit.WithItems(target!, []), schema);
        if (patch is not YamlSequence added)
            return null;
        if (target is null)
            return MergeItems(added, added, schema);

        var (directive, stripped) = ListDirectiveOf(added);
        return directive switch
        {
            "delete" => null,
            "replace" => MergeItems(stripped, stripped, schema),
            _ => MergeItems(target, stripped, schema),
        };
    }

    private YamlSequence MergeItems(YamlSequence target, YamlSequence patch, MergeSchema schema)
    {
        if (schema.Keys is [""])
            return TreeEdit.WithItems(target, [.. patch.Items.Concat(target.Items).DistinctBy(TextOf, StringComparer.Ordinal)]);

        var keys = schema.Keys;
        var identities = Identities(patch, target, keys);
        var used = keys.Where((_, i) => identities.Exists(identity => identity[i].Length > 0)).ToArray();
        if (used.Length == 0)
            used = [.. keys];

        var remaining = target.Items.ToList();
        var merged = new List<YamlNode>();
        foreach (var identity in identities)
        {
            var values = keys.Select((key, i) => (Key: key, Value: identity[i])).Where(pair => used.Contains(pair.Key, StringComparer.Ordinal)).ToList();
            var own = Find(remaining, values);
            var theirs = ReferenceEquals(target, patch) ? own : Find(patch.Items, values);
            var value = Merge(own, theirs, schema.Items);
            if (value is null or YamlMapping { Entries.IsEmpty: true } || TreeEdit.IsMissingOrNull(value))
            {
                remaining.RemoveAll(item => Matches(item, values));
                continue;
            }

            // What replaces an item is overwritten by the item again (appendListNode takes all of the target's).
            if (own is not null && DirectiveOf(theirs as YamlMapping).Directive is "replace")
                value = own;
            if (own is not null && remaining.IndexOf(own) is var index and >= 0)
                remaining[index] = value;
            Set(merged, WithKeys((YamlMapping)value, values), values);
        }

        foreach (var item in remaining)
        {
            // A key that the item lacks does not count.
            var values = used.Select(key => (Key: key, Value: TextOf((item as YamlMapping)?[key]))).Where(static pair => pair.Value.Length > 0).ToList();
            if (used.Length > 1)
                merged.RemoveAll(other => Matches(other, values));
            Set(merged, item, values);
        }

        return TreeEdit.WithItems(target, [.. merged]);
    }

    /// <summary>The values of the keys, items of the patch first. Where one item leaves a key out and agrees in the others, they are the same item.</summary>
    private static List<ImmutableArray<string>> Identities(YamlSequence patch, YamlSequence target, ImmutableArray<string> keys)
    {
        var found = new List<ImmutableArray<string>>();
        foreach (var item in patch.Items.Concat(target.Items))
        {
            var values = keys.Select(key => TextOf((item as YamlMapping)?[key])).ToImmutableArray();
            if (!found.Exists(other => other.AsSpan().SequenceEqual(values.AsSpan())))
                found.Add(values);
        }

        for (var i = 0; keys.Length > 1 && i < found.Count; i++)
        {
            for (var j = 0; j < found.Count; j++)
            {
                if (Unite(found[i], found[j]) is { } united)
                    (found[i], found[j]) = (united, united);
            }
        }

        return found;
    }

    private static ImmutableArray<string>? Unite(ImmutableArray<string> left, ImmutableArray<string> right)
    {
        var isCommon = false;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] == right[i])
                isCommon = true;
            else if (left[i].Length > 0 && right[i].Length > 0)
                return null;
        }

        return isCommon ? [.. left.Select((value, i) => value.Length > 0 ? value : right[i])] : null;
    }

    private static YamlNode? Find(IEnumerable<YamlNode> list, List<(string Key, string Value)> values)
    {
        // Keys without a value do not count, unless there is no other.
        var given = values.Where(static pair => pair.Value.Length > 0).ToList();
        return list.FirstOrDefault(item => given.Count > 0 ? Matches(item, given) : HasNone(item, values));
    }

    private static bool HasNone(YamlNode item, List<(string Key, string Value)> values) =>
        item is YamlMapping mapping && values.TrueForAll(pair => mapping[pair.Key] is YamlScalar { Value.Length: 0 });

    private static bool Matches(YamlNode item, List<(string Key, string Value)> values) =>
        values.Count > 0 && item is YamlMapping mapping && values.TrueForAll(pair => mapping[pair.Key] is YamlScalar scalar && (pair.Value.Length == 0 || scalar.Value == pair.Value));

    private static void Set(List<YamlNode> list, YamlNode item, List<(string Key, string Value)> values)
    {
        var isFound = false;
        for (var i = 0; i < list.Count; i++)
        {
            if (Matches(list[i], values))
            {
                list[i] = item;
                isFound = true;
            }
        }

        if (!isFound)
            list.Add(item);
    }

    private static YamlMapping WithKeys(YamlMapping item, List<(string Key, string Value)> values)
    {
        foreach (var (key, value) in values)
        {
            if (item[key] is null && value.Length > 0)
                item = TreeEdit.With(item, TreeEdit.Text(item, key), new YamlScalar(item.File, item.Span, value, YamlScalarStyle.Plain));
        }

        return item;
    }

    private (string? Directive, YamlMapping? Stripped) DirectiveOf(YamlMapping? patch)
    {
        if (patch?[Directive] is not YamlScalar scalar)
            return (null, patch);
        if (scalar.Value is not ("delete" or "replace" or "merge"))
            Fail(scalar.Location, $"'{scalar.Value}' is no $patch directive");
        return (scalar.Value, TreeEdit.Without(patch, Directive));
    }

    private (string? Directive, YamlSequence Stripped) ListDirectiveOf(YamlSequence patch)
    {
        if (patch.Items.OfType<YamlMapping>().FirstOrDefault(static item => item[Directive] is not null) is not { Entries.Length: 1 } item)
            return (null, patch);
        var (directive, _) = DirectiveOf(item);
        return (directive, TreeEdit.WithItems(patch, [.. patch.Items.Where(other => TextOf((other as YamlMapping)?[Directive]) != directive)]));
    }

    private void Fail(SourceLocation location, string message) => Failure ??= new NotAnalyzed(location, message);

    private static string TextOf(YamlNode? node) => node is YamlScalar { IsNull: false } scalar ? scalar.Value : string.Empty;
}
