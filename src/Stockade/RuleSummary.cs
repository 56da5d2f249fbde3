namespace Stockade;

/// <summary>A rule, as a list of rules shows it.</summary>
public sealed class RuleSummary
{
    /// <summary><c>AKS</c> and four digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name, which says what is wrong.</summary>
    public required string Name { get; init; }

    /// <summary>What the rule is about.</summary>
    public required string Category { get; init; }

    /// <summary>Severity where nothing overrides it: <c>error</c>, <c>warning</c> or <c>info</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>Address of the rule's page.</summary>
    public required string HelpLink { get; init; }
}
