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

    /// <summary>The template that <see cref="Location"/> was rendered from, or null. The driver fills it in.</summary>
    public string? Template { get; init; }

    /// <summary>Why it is not shown, or null where it is.</summary>
    public DiagnosticSuppression? Suppression { get; init; }

    /// <summary>The kustomizations it holds for, where several are built on the file it points at. The driver fills it in.</summary>
    public ImmutableArray<string> Overlays { get; init; } = [];

    /// <summary>What would mend it, each checked. Filled in only where fixes are asked for.</summary>
    public ImmutableArray<Fix> Fixes { get; init; } = [];

    /// <summary>The rendered line it is about, where <see cref="Location"/> is a template that does not hold that line literally; else null.</summary>
    public string? RenderedLine { get; init; }

    public string Id => Descriptor.Id;

    public string Message =>
        string.Format(CultureInfo.InvariantCulture, Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. Arguments])
        + (RenderedLine is null ? string.Empty : $" (rendered as '{RenderedLine}')");

    /// <summary>The message for formats that have no other place for the template.</summary>
    public string MessageWithTemplate => Template is null ? Message : $"{Message} (rendered from {Template})";
}
