using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>Reads the objects of a file that a kustomization names, as kustomize does (api/resource/factory.go).</summary>
internal sealed partial class ResourceFileReader
{
    private const string ListKind = "List";

    private readonly ImmutableArray<KustomizeResource>.Builder _resources = ImmutableArray.CreateBuilder<KustomizeResource>();

    private ResourceFileReader()
    {
    }

    /// <summary>Why the file cannot be used, or null.</summary>
    public NotAnalyzed? Failure { get; private set; }

    public ImmutableArray<KustomizeResource> Resources => _resources.ToImmutable();

    public static ResourceFileReader Read(ImmutableArray<YamlDocument> documents)
    {
        var reader = new ResourceFileReader();
        foreach (var document in documents)
            reader.Read(document);
        return reader;
    }

    private void Read(YamlDocument document)
    {
        if (document.TemplateMark is { } mark)
            Fail(document.File.At(mark), $"'{document.File.Path}' is a template that is not rendered");
        else if (!document.Errors.IsEmpty)
            Fail(document.Errors[0].Location, $"'{document.File.Path}' is not valid YAML: {document.Errors[0].Message}");
        else if (document.Root is YamlMapping root)
            Read(document, root);
        else if (!TreeEdit.IsMissingOrNull(document.Root))
            Fail(Spans.SmallestOf(document.Root!, document.Root!.Location), "a document that kustomize reads is an object");
    }

    private void Read(YamlDocument document, YamlMapping node)
    {
        if (node.Entries.IsEmpty)
            return;
        var kind = node["kind"] as YamlScalar;
        if (kind is null or { IsNull: true } or { Value.Length: 0 })
        {
            Fail(FirstOf(node), "the object has no 'kind'");
            return;
        }

        if (kind.Value.EndsWith(ListKind, StringComparison.Ordinal) && node.Find("items") is { } items)
        {
            if (items.Value is YamlSequence sequence)
            {
                foreach (var item in sequence.Items.OfType<YamlMapping>())
                    Read(document, item);
            }
            else if (!TreeEdit.IsMissingOrNull(items.Value))
            {
                Fail(items.Key.Location, $"'items' of {kind.Value} is {FieldReader.Describe(items.Value)}");
            }

            return;
        }

        if ((node["metadata"] as YamlMapping)?["name"] is not YamlScalar { IsNull: false, Value.Length: > 0 } && !kind.Value.EndsWith(ListKind, StringComparison.Ordinal))
            Fail(kind.Location, $"the {kind.Value} has no 'metadata.name', which kustomize needs");
        else
            _resources.Add(new KustomizeResource(document, (YamlMapping)Normalize(node)));
    }

    /// <summary>
    /// The tree as kustomize writes it: what only YAML 1.1 takes for a boolean becomes a string, and a date gets a time.
    /// </summary>
    private YamlNode Normalize(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { Style: YamlScalarStyle.Plain, Tag: null } scalar:
                return scalar.Kind == YamlScalarKind.Boolean && !scalar.Value.Equals("true", StringComparison.OrdinalIgnoreCase) && !scalar.Value.Equals("false", StringComparison.OrdinalIgnoreCase)
                    ? TreeEdit.Text(scalar, scalar.Value)
                    : scalar.Value is [>= '0' and <= '9', .., >= '0' and <= '9'] && Date().IsMatch(scalar.Value) && IsDate(scalar.Value)
                        ? TreeEdit.Text(scalar, DateTime.Parse(scalar.Value, CultureInfo.InvariantCulture).ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture))
                        : scalar;
            case YamlMapping mapping:
                var entries = mapping.Entries;
                for (var i = 0; i < entries.Length; i++)
                {
                    var value = Normalize(entries[i].Value);
                    if (!ReferenceEquals(value, entries[i].Value))
                        entries = entries.SetItem(i, entries[i].WithValue(value));
                }

                return entries == mapping.Entries ? mapping : TreeEdit.WithEntries(mapping, entries);
            case YamlSequence sequence:
                var items = sequence.Items;
                for (var i = 0; i < items.Length; i++)
                {
                    if (items[i] is YamlScalar { IsNull: true } empty)
                        Fail(empty.Span.IsEmpty ? sequence.Location : empty.Location, "kustomize refuses a list with an empty item");
                    var item = Normalize(items[i]);
                    if (!ReferenceEquals(item, items[i]))
                        items = items.SetItem(i, item);
                }

                return items == sequence.Items ? sequence : TreeEdit.WithItems(sequence, items);
            default:
                return node;
        }
    }

    private static SourceLocation FirstOf(YamlMapping node) => node.Entries[0].Key.Location;

    private static bool IsDate(string text) => DateTime.TryParse(text, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex("^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Date();

    private void Fail(SourceLocation location, string message) => Failure ??= new NotAnalyzed(location, message);
}
