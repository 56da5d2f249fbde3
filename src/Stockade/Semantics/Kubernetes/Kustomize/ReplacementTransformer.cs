using System.Globalization;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>Applies <c>replacements</c> (api/filters/replacement): the value of one field is copied to others.</summary>
internal sealed class ReplacementTransformer(KustomizeState state, Func<YamlScalar, System.Collections.Immutable.ImmutableArray<YamlDocument>?> load)
{
    private const string DefaultPath = "metadata.name";

    public void Apply(YamlNode list)
    {
        foreach (var item in (list as YamlSequence)?.Items ?? [])
        {
            if (item is not YamlMapping mapping)
            {
                state.Fail(item.Location, $"a replacement is a mapping, not {FieldReader.Describe(item)}");
                continue;
            }

            if (mapping["path"] is not YamlScalar { Value.Length: > 0 } path)
            {
                Replace(mapping);
                continue;
            }

            // A file holds one replacement or a list of them.
            foreach (var root in load(path)?.Select(static document => document.Root) ?? [])
            {
                foreach (var replacement in (root as YamlSequence)?.Items.OfType<YamlMapping>() ?? (root is YamlMapping single ? [single] : []))
                    Replace(replacement);
            }
        }
    }

    private void Replace(YamlMapping replacement)
    {
        if (state.Failure is not null)
            return;
        if (replacement["targets"] is not YamlSequence targets || (replacement["source"] is not YamlMapping && replacement["sourceValue"] is not YamlScalar))
        {
            state.Fail(Spans.SmallestOf(replacement, replacement.Location), "a replacement needs a 'source' and 'targets'");
            return;
        }

        if ((replacement["sourceValue"] ?? FindValue((YamlMapping)replacement["source"]!)) is not { } value)
            return;
        foreach (var target in targets.Items.OfType<YamlMapping>())
            Copy(value, target);
    }

    private YamlNode? FindValue(YamlMapping source)
    {
        var selector = new IdSelector(source);
        var place = Spans.SmallestOf(source, source.Location);
        var matches = state.Resources.Where(resource => resource.Ids.Any(selector.Selects)).Take(2).ToList();
        if (matches.Count == 0 && state.MayHoldMore)
        {
            // The value may come from what is missing.
            state.MayDiffer = true;
            return null;
        }

        if (matches.Count != 1)
        {
            state.Fail(place, $"the source of the replacement matches {(matches.Count == 0 ? "no object" : "more than one object")}");
            return null;
        }

        var pathNode = source["fieldPath"] as YamlScalar;
        var path = pathNode is { IsNull: false, Value.Length: > 0 } ? pathNode.Value : DefaultPath;
        var found = FieldPath.Parse(path).Find(matches[0].Node);
        if (found is null or YamlScalar { IsNull: true } or YamlScalar { Value.Length: 0 } or YamlMapping { Entries.IsEmpty: true } or YamlSequence { Items.IsEmpty: true })
        {
            // A generated object may get further values from files.
            if (matches[0].Document.File.Kind == FileKind.Kustomization && path.StartsWith("data", StringComparison.Ordinal))
                return TreeEdit.Text(source, DataGenerator.Unknown);
            state.Fail(pathNode?.Location ?? place, $"{matches[0].Id} has no '{path}' to copy");
            return null;
        }

        var options = source["options"] as YamlMapping;
        if (options?["delimiter"] is not YamlScalar { Value: { Length: > 0 } delimiter } || IsUnknown(found))
            return found;
        var parts = (found as YamlScalar)?.Value.Split(delimiter);
        if (parts is null || IndexOf(options) is not { } index || index < 0 || index >= parts.Length)
        {
            state.Fail(Spans.SmallestOf(options, place), "the source of the replacement has no such part");
            return null;
        }

        var scalar = (YamlScalar)found;
        return new YamlScalar(scalar.File, scalar.Span, parts[index], scalar.Style) { Tag = scalar.Tag };
    }

    private void Copy(YamlNode value, YamlMapping target)
    {
        if (target["select"] is not YamlMapping select)
        {
            state.Fail(Spans.SmallestOf(target, target.Location), "a target of a replacement needs 'select'");
            return;
        }

        var selector = new IdSelector(select);
        var rejects = ((target["reject"] as YamlSequence)?.Items ?? []).OfType<YamlMapping>().Select(static item => new IdSelector(item)).ToList();
        if (selector.Failure is not null || rejects.Exists(static item => item.Failure is not null))
        {
            state.Fail(selector.Failure ?? rejects.First(static item => item.Failure is not null).Failure);
            return;
        }

        var paths = ((target["fieldPaths"] as YamlSequence)?.Items ?? []).OfType<YamlScalar>().ToList();
        if (paths.Count == 0)
            paths.Add(TreeEdit.Text(select, DefaultPath));
        var options = target["options"] as YamlMapping;
        state.Transform(resource =>
        {
            if (!selector.HasLabels(resource) || rejects.Exists(reject => reject.IsByLabels && reject.HasLabels(resource))
                || !resource.Ids.Any(selector.Selects) || rejects.Exists(reject => !reject.IsEmpty && resource.Ids.Any(reject.Selects)))
                return resource;
            return resource.With(paths.Aggregate(resource.Node, (node, path) => Copy(node, path, value, options)));
        });
    }

    private YamlMapping Copy(YamlMapping node, YamlScalar path, YamlNode value, YamlMapping? options)
    {
        if (state.Failure is not null)
            return node;
        var fieldPath = FieldPath.Parse(path.Value);
        var canCreate = options?["create"] is YamlScalar { Value: ['t' or 'T', ..] };
        YamlNode? created = !canCreate ? null : value switch
        {
            YamlMapping => TreeEdit.EmptyMapping(value),
            YamlSequence => TreeEdit.EmptySequence(value),
            _ => new YamlScalar(value.File, value.Span, string.Empty, YamlScalarStyle.Plain),
        };
        var result = fieldPath.Set(node, field => Put(field, value, options, path.Location), created, path.Location);
        state.Fail(fieldPath.Failure);
        if (fieldPath.Matches == 0)
            state.Fail(path.Location, $"the target of the replacement has no '{path.Value}'");
        return (YamlMapping)result;
    }

    private YamlNode Put(YamlNode field, YamlNode value, YamlMapping? options, SourceLocation at)
    {
        if (options?["delimiter"] is YamlScalar { Value: { Length: > 0 } delimiter })
        {
            if (field is not YamlScalar old || value is not YamlScalar part)
            {
                state.Fail(at, "a delimiter needs a field that is a scalar");
                return field;
            }

            var parts = old.Value.Split(delimiter).ToList();
            var index = IndexOf(options) ?? 0;
            if (index < 0)
                parts.Insert(0, part.Value);
            else if (index >= parts.Count)
                parts.Add(part.Value);
            else
                parts[index] = part.Value;
            value = new YamlScalar(part.File, part.Span, string.Join(delimiter, parts), part.Style) { Tag = part.Tag };
        }

        if (field is not YamlScalar scalar)
            return value;
        if (value is not YamlScalar text)
            return new YamlScalar(value.File, value.Span, string.Empty, YamlScalarStyle.DoubleQuoted);

        // Only the text is copied; the type stays that of the target, and a field just made takes that of the text.
        if (scalar is { Style: YamlScalarStyle.Plain, Value.Length: 0, Tag: null })
            return new YamlScalar(text.File, text.Span, text.Value, YamlScalarStyle.Plain);
        if (scalar.Kind is YamlScalarKind.String or YamlScalarKind.Null)
            return TreeEdit.Text(text, text.Value);
        var typed = new YamlScalar(text.File, text.Span, text.Value, YamlScalarStyle.Plain);
        if (typed.Kind != scalar.Kind && !Placeholder.IsIn(text.Value))
            state.Fail(at, $"'{text.Value}' cannot take the place of {FieldReader.Describe(scalar)}");
        return typed;
    }

    private static bool IsUnknown(YamlNode node) => node is YamlScalar scalar && Placeholder.IsIn(scalar.Value);

    private static int? IndexOf(YamlMapping options) =>
        options["index"] is not YamlScalar { IsNull: false } scalar ? 0
        : int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? index : null;
}
