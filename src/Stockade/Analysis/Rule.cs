using Microsoft.CodeAnalysis;

namespace Stockade.Analysis;

/// <summary>One rule: a page in <c>rules/</c> and a class of the same name. Stateless; handlers run in parallel.</summary>
internal abstract class Rule
{
    public abstract DiagnosticDescriptor Descriptor { get; }

    public abstract void Initialize(AnalysisContext context);
}
