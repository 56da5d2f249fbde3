using Microsoft.CodeAnalysis;

namespace Stockade.Analysis;

/// <summary>A rule's page: front matter and Markdown body. <see cref="Create"/> makes the rule.</summary>
internal sealed record RulePage(DiagnosticDescriptor Descriptor, string Name, string Since, string Markdown, Func<Rule> Create)
{
    public string Id => Descriptor.Id;
}
