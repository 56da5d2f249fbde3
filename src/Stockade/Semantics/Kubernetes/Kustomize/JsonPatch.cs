using System.Collections.Immutable;
using System.Globalization;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>JSON Patch (RFC 6902) as the library kustomize uses applies it (evanphx/json-patch v4): a <c>replace</c> of a field that is not there adds it.</summary>
internal sealed class JsonPatch
{
    /// <summary>Why an operation cannot be done, at its text, or null.</summary>
    public NotAnalyzed? Failure { get; private set; }

    public YamlMapping Apply(YamlMapping target, YamlSequence operations)
    {
        YamlNode result = target;
        foreach (var item in operations.Items)
        {
            if (item is YamlMapping operation)
                result = Apply(result, operation);
            else
                Fail(item.Location, "an operation of a JSON patch is a mapping with 'op' and 'path'");
            if (Failure is not null)
                return target;
        }

        return (YamlMapping)result;
    }

    private YamlNode Apply(YamlNode target, YamlMapping operation)
    {
        if (operation["op"] is not YamlScalar { IsString: true } op || operation["path"] is not YamlScalar { IsString: true } path)
        {
            Fail(Spans.SmallestOf(operation, operation.Location), "an operation of a JSON patch needs 'op' and 'path'");
            return target;
        }

        var value = operation["value"];
        switch (op.Value)
        {
            case "add" when value is not null:
                return Edit(target, path, value, Insert);
            case "replace" when value is not null:
                return Edit(target, path, value, Replace);
            case "remove":
                return Edit(target, path, op, Remove);
            case "test":
                if (!AreEqual(Find(target, path), value))
                    Fail(path.Location, $"the value at '{path.Value}' is not the one that is tested for");
                return target;
            case "move" or "copy" when operation["from"] is YamlScalar { IsString: true } from:
                if (Find(target, from) is not { } found)
                {
                    Fail(from.Location, $"the object has no '{from.Value}'");
                    return target;
                }

                return Edit(op.Value is "move" ? Edit(target, from, op, Remove) : target, path, found, Insert);
            case "add" or "replace" or "move" or "copy":
                Fail(op.Location, $"the operation '{op.Value}' lacks its '{(op.Value is "move" or "copy" ? "from" : "value")}'");
                return target;
            default:
                Fail(op.Location, $"'{op.Value}' is no operation of a JSON patch");
                return target;
        }
    }

    private YamlNode? Find(YamlNode target, YamlScalar path)
    {
        YamlNode? node = target;
        foreach (var segment in Split(path.Value))
        {
            node = node switch
            {
                YamlMapping mapping => mapping[segment],
                YamlSequence sequence when IndexIn(segment, sequence.Items.Length) is { } index && index < sequence.Items.Length => sequence.Items[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>Changes the container that holds the last segment of a path.</summary>
    private YamlNode Edit(YamlNode target, YamlScalar path, YamlNode value, Func<YamlNode, string, YamlScalar, YamlNode, YamlNode> change)
    {
        var segments = Split(path.Value);
        if (segments.IsEmpty || path.Value[0] != '/')
        {
            Fail(path.Location, $"'{path.Value}' is no path into the object");
            return target;
        }

        return Edit(target, segments, 0, path, container => change(container, segments[^1], path, value));
    }

    private YamlNode Edit(YamlNode node, ImmutableArray<string> segments, int depth, YamlScalar path, Func<YamlNode, YamlNode> change)
    {
        if (depth == segments.Length - 1)
        {
            if (node is YamlMapping or YamlSequence)
                return change(node);
        }
        else if (node is YamlMapping mapping && mapping.Find(segments[depth]) is { } entry && !TreeEdit.IsMissingOrNull(entry.Value))
        {
            return TreeEdit.With(mapping, entry.Key, Edit(entry.Value, segments, depth + 1, path, change));
        }
        else if (node is YamlSequence sequence && IndexIn(segments[depth], sequence.Items.Length) is { } index && index < sequence.Items.Length)
        {
            return TreeEdit.WithItems(sequence, sequence.Items.SetItem(index, Edit(sequence.Items[index], segments, depth + 1, path, change)));
        }

        Fail(path.Location, $"the object has no '/{string.Join('/', segments.Take(Math.Min(depth + 1, segments.Length - 1)))}', so there is no '{path.Value}' to change");
        return node;
    }

    private YamlNode Insert(YamlNode container, string name, YamlScalar path, YamlNode value)
    {
        if (container is YamlMapping mapping)
            return TreeEdit.With(mapping, KeyAt(path, name), value);
        var sequence = (YamlSequence)container;
        if (name is "-")
            return TreeEdit.WithItems(sequence, sequence.Items.Add(value));
        if (IndexIn(name, sequence.Items.Length) is { } index)
            return TreeEdit.WithItems(sequence, sequence.Items.Insert(index, value));
        Fail(path.Location, $"'{name}' is no index of a list with {sequence.Items.Length.ToString(CultureInfo.InvariantCulture)} items");
        return container;
    }

    private YamlNode Replace(YamlNode container, string name, YamlScalar path, YamlNode value)
    {
        if (container is YamlMapping mapping)
            return TreeEdit.With(mapping, KeyAt(path, name), value);
        var sequence = (YamlSequence)container;
        if (IndexIn(name, sequence.Items.Length) is { } index && index < sequence.Items.Length)
            return TreeEdit.WithItems(sequence, sequence.Items.SetItem(index, value));
        Fail(path.Location, $"the object has no '{path.Value}'");
        return container;
    }

    private YamlNode Remove(YamlNode container, string name, YamlScalar path, YamlNode value)
    {
        if (container is YamlMapping mapping && mapping.Find(name) is not null)
            return TreeEdit.Without(mapping, name);
        if (container is YamlSequence sequence && IndexIn(name, sequence.Items.Length) is { } index && index < sequence.Items.Length)
            return TreeEdit.WithItems(sequence, sequence.Items.RemoveAt(index));
        Fail(path.Location, $"the object has no '{path.Value}'");
        return container;
    }

    private static YamlScalar KeyAt(YamlScalar path, string name) => TreeEdit.Text(path, name);

    /// <summary>An index up to the length of the list; negative ones count from its end.</summary>
    private static int? IndexIn(string segment, int length)
    {
        if (!int.TryParse(segment, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) || index > length || index < -length)
            return null;
        return index < 0 ? index + length : index;
    }

    private static ImmutableArray<string> Split(string path) =>
    [
        .. path.Split('/').Skip(1).Select(static segment =>
            segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)),
    ];

    private static bool AreEqual(YamlNode? left, YamlNode? right) => (left, right) switch
    {
        (YamlMapping a, YamlMapping b) => a.Entries.Length == b.Entries.Length && a.Entries.All(entry => AreEqual(entry.Value, b[entry.Name])),
        (YamlSequence a, YamlSequence b) => a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(static pair => AreEqual(pair.First, pair.Second)),
        (YamlScalar a, YamlScalar b) => a.Kind == b.Kind && (a.Kind == YamlScalarKind.Null || a.Value == b.Value),
        (YamlScalar { IsNull: true }, null) or (null, YamlScalar { IsNull: true }) or (null, null) => true,
        _ => false,
    };

    private void Fail(SourceLocation location, string message) => Failure ??= new NotAnalyzed(location, message);
}
