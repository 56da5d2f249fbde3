using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Text;

namespace Stockade.Analysis.CustomRules;

/// <summary>A rule that a page of the repository defines.</summary>
internal sealed record CustomRuleDefinition
{
    public required DiagnosticDescriptor Descriptor { get; init; }

    public required string Name { get; init; }

    public required string Since { get; init; }

    public required string Markdown { get; init; }

    public required CustomRuleSubject Subject { get; init; }

    /// <summary>The kinds of objects, of <see cref="CustomRuleSubject.Kubernetes"/>.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>The commands (<c>aks create</c>), of <see cref="CustomRuleSubject.Command"/>; none means all.</summary>
    public ImmutableArray<string> Commands { get; init; } = [];

    public required CustomRuleSchema Schema { get; init; }

    /// <summary>Where its id stands.</summary>
    public required SourceLocation Location { get; init; }

    public string Id => Descriptor.Id;

    public RulePage Page => new(Descriptor, Name, Since, Markdown, () => new CustomRule(this));
}
