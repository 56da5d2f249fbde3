using System.Collections.Immutable;
using Stockade.Semantics;

namespace Stockade.Analysis.Fixes;

/// <summary>What might mend a diagnostic, the best first.</summary>
internal static class FixProposals
{
    public static IEnumerable<FixCandidate> For(RuleDiagnostic diagnostic, SemanticModel model, ImmutableArray<string> customIds)
    {
        // What was rendered is written anew the next time, and standard input is nowhere.
        if (diagnostic.Location.File is not { IsStandardInput: false } || diagnostic.Template is not null)
            return [];
        return diagnostic.Id switch
        {
            "AKS1001" => ScriptFixes.ProposeApiServer(diagnostic, model),
            "AKS2001" => ScriptFixes.ProposeEngine(diagnostic, model),
            "AKS3001" => IngressFixes.ProposePeer(diagnostic, model),
            "AKS3003" => IngressFixes.ProposePolicy(diagnostic, model),
            "AKS3010" => SpellingFixes.Propose(diagnostic, model),
            "AKS4001" or "AKS4002" => MetadataFixes.Propose(diagnostic, model),
            "AKS9004" => SuppressionFixes.Propose(diagnostic, model, customIds),
            _ => [],
        };
    }
}
