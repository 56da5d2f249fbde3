using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Stockade.Text;

namespace Stockade.Analysis;

/// <summary>A diagnostic on its way to a report: Roslyn's descriptor and severities, with related locations that carry a message.</summary>
internal sealed record RuleDiagnostic
{
    public required DiagnosticDescriptor Descriptor { get; init; }

    /// <summary>The smallest text the reader will edit.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The values of the message's placeholders, in order of the descriptor's format.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    public required DiagnosticSubject Subject { get; init; }

    public ImmutableArray<RelatedLocation> Related { get; init; } = [];

    public required DiagnosticSeverity Severity { get; init; }

    public string Id => Descriptor.Id;

    public string Message =>
        string.Format(CultureInfo.InvariantCulture, Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. Arguments]);
}
