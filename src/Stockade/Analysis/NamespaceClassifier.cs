using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Stockade.Analysis;

/// <summary>
/// Tells namespaces of the platform from those of the application. What is wrong in the former is seldom in the hands of the reader, so it is
/// reported as information. Names compare exactly; a <c>*</c> at the end stands for any rest.
/// </summary>
internal sealed class NamespaceClassifier(ImmutableArray<string> system, ImmutableArray<string> application)
{
    public static ImmutableArray<string> DefaultSystemNamespaces { get; } =
    [
        "kube-*", "gatekeeper-system", "calico-system", "calico-apiserver", "tigera-operator", "azure-arc", "aks-istio-system",
        "app-routing-system", "dapr-system", "flux-system",
    ];

    public static NamespaceClassifier Default { get; } = new(DefaultSystemNamespaces, []);

    public bool IsSystem(string name) => Contains(system, name) && !Contains(application, name);

    public RuleDiagnostic Lower(RuleDiagnostic diagnostic) =>
        diagnostic.Subject.Namespace is { } name && diagnostic.Severity > DiagnosticSeverity.Info && IsSystem(name)
            ? diagnostic with { Severity = DiagnosticSeverity.Info }
            : diagnostic;

    private static bool Contains(ImmutableArray<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (NamePattern.Matches(pattern, name))
                return true;
        }

        return false;
    }
}
