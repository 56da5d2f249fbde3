using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>Reads the fields that hold selectors.</summary>
internal sealed class CalicoSelectorReader(FieldReader fields)
{
    private const string Refuser = "Calico";

    /// <summary>The selector at a node; null where it is absent or empty.</summary>
    public SelectorExpression? Read(YamlNode? node, string path) => ReadAny(node, path) is { } selector ? Check(selector, node!, path) : null;

    /// <summary>A selector of namespaces in a rule, where alone global() may stand: for what lies in no namespace.</summary>
    public SelectorExpression? ReadNamespaces(YamlNode? node, string path) =>
        ReadAny(node, path) is { } selector ? selector.Kind == SelectorNodeKind.Global ? selector : Check(selector, node!, path) : null;

    /// <summary>The service accounts: a list of names, a selector of their labels, or both.</summary>
    public SelectorExpression? ReadAccounts(YamlNode? node, string path)
    {
        if (FieldReader.IsPlaceholder(node))
            return SelectorExpression.Unknown;
        if (fields.ReadMapping(node, path) is not { } mapping)
            return null;
        var labels = ReadAccountLabels(mapping["selector"], $"{path}.selector");
        var items = fields.ReadItems(mapping["names"], $"{path}.names");
        if (FieldReader.IsPlaceholder(mapping["names"]))
            return SelectorExpression.Unknown;
        if (items.IsEmpty)
            return labels;
        var names = SelectorExpression.Test(new LabelRequirement(
            CalicoLabels.ServiceAccount, LabelOperator.In, [.. items.Select((item, index) => fields.ReadString(item, $"{path}.names[{index}]"))], items[0].Location));
        return labels is null ? names : SelectorExpression.And([labels, names]);
    }

    /// <summary>Of a service account the files tell the name, not the labels.</summary>
    public SelectorExpression? ReadAccountLabels(YamlNode? node, string path) =>
        Read(node, path)?.Rewrite(
            static question => question.Key is CalicoLabels.Name ? question with { Key = CalicoLabels.ServiceAccount } : question with { IsUnknown = true },
            new LabelRequirement(CalicoLabels.ServiceAccount, LabelOperator.Exists, [], null));

    private SelectorExpression? ReadAny(YamlNode? node, string path)
    {
        var text = FieldReader.IsPlaceholder(node) ? ((YamlScalar)node!).Value : fields.ReadString(node, path);
        if (text is null)
            return SelectorExpression.Unknown;
        if (text.Length == 0)
            return null;
        var (expression, error) = SelectorParser.Parse(text, (start, end) => Locate(node!, text, start, end));
        if (error is null)
            return expression;
        var at = text.Substring(error.Position, error.Length);
        var place = at.Length == 0 ? "at the end of the selector" : string.IsNullOrWhiteSpace(at) ? "at a line break in the selector" : $"at '{at}' in the selector";
        fields.Reject(at.Length == 0 ? node!.Location : Locate(node!, text, error.Position, error.Position + error.Length), path, $"{place} {error.Message}", Refuser);
        return SelectorExpression.Unknown;
    }

    private SelectorExpression Check(SelectorExpression selector, YamlNode node, string path)
    {
        if (HasGlobal(selector))
            fields.Reject(node.Location, path, "global() stands alone, in the namespaceSelector of a rule", Refuser);
        return selector;
    }

    private static bool HasGlobal(SelectorExpression selector) => selector.Kind == SelectorNodeKind.Global || selector.Operands.Any(HasGlobal);

    /// <summary>The characters in the file, where they stand there as they are meant.</summary>
    private static SourceLocation Locate(YamlNode node, string text, int start, int end)
    {
        var offset = node.Location.Text.IndexOf(text, StringComparison.Ordinal);
        return offset < 0 || end <= start ? node.Location : node.File.At(node.Span.Start + offset + start, node.Span.Start + offset + end);
    }
}
